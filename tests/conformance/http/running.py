"""Running cases against a server, and saying what is wrong with its responses."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from graph.rdf.native import quad
from tests.conformance.http.cases import Expectation, HttpCase, HttpRequest
from tests.conformance.sameness import Row, difference
from tests.serving import Reply, Served

__all__ = ["Session", "emptied", "faults"]

_FORMS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}
_UPDATE = {"Content-Type": "application/sparql-update"}


def emptied(server: Served) -> None:
    """Take everything out of the server's store."""
    reply = server.ask("POST", "/sparql", b"CLEAR ALL", _UPDATE | server.authority)
    assert reply.status == 200, reply.body


@dataclass(slots=True)
class Session:
    """Requests in order, with what earlier responses told.

    Attributes:
        server: what is asked, as its admin.
        told: what stands for a header of an earlier response → that header.
    """

    server: Served
    told: dict[str, str] = field(default_factory=dict)

    def outcome(self, case: HttpCase) -> str:
        """Nothing where the case passes; otherwise what is wrong."""
        for name, path in case.graphs:
            self._put(name, path.read_bytes())
        wrong = (
            f"{each.method} {each.target}: {fault}" for each in case.requests for fault in self._sent(each)
        )
        return next(wrong, "")

    def _put(self, name: str, body: bytes) -> None:
        headers = {"Content-Type": "application/n-triples"} | self.server.authority
        reply = self.server.ask("PUT", f"/graphs?graph={name}", body, headers)
        assert reply.status in {201, 204}, reply.body

    def _sent(self, request: HttpRequest) -> Iterator[str]:
        target = self._filled(request.target).replace("/sparql/?", "/sparql?")
        target = "/sparql" if target == "/sparql/" else target.replace("/gsp", "/graphs", 1)
        body = None if request.body is None else self._filled_bytes(request.body)
        reply = self.server.ask(request.method, target, body, {**request.headers, **self.server.authority})
        yield from faults(reply, request.expected, self._filled(request.expected.body or ""))
        if request.expected.location:
            self.told[request.expected.location] = str(reply.headers.get("Location", ""))
            if not reply.headers.get("Location"):
                yield "there is no Location"

    def _filled(self, text: str) -> str:
        for name, value in self.told.items():
            in_path = text.startswith(name)
            text = text.replace(name, value.removeprefix(self.server.address) if in_path else value)
        return text.replace("$HOST$/gsp", f"{self.server.host}/graphs").replace("$HOST$", self.server.host)

    def _filled_bytes(self, body: bytes) -> bytes:
        return self._filled(body.decode()).encode() if b"$" in body else body


def faults(reply: Reply, expected: Expectation, body: str) -> Iterator[str]:
    """What is wrong with a response, if anything; ``body`` is what it should say."""
    kind = reply.headers.get_content_type()
    if reply.status not in expected.statuses:
        yield f"the status is {reply.status}: {reply.body[:300]!r}"
    elif expected.form and kind not in _FORMS[expected.form]:
        yield f"{kind} is not {expected.form}"
    elif expected.content_type and expected.content_type != reply.headers["Content-Type"]:
        yield f"the type is {reply.headers['Content-Type']}, not {expected.content_type}"
    elif expected.truth is not None and json.loads(reply.body)["boolean"] != expected.truth:
        yield f"the answer is not {expected.truth}"
    elif body and (wrong := difference(_rows(reply.body.decode()), _rows(body))):
        yield wrong


def _rows(turtle: str) -> list[Row]:
    parsed = ox.parse(turtle, ox.RdfFormat.TURTLE, base_iri="http://localhost/")
    return [tuple(quad(each)[:3]) for each in parsed]

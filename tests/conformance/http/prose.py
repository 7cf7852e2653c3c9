"""The W3C's first cases for the Graph Store Protocol: requests and responses in prose, in one sequence.

The W3C has deprecated all of them in favour of the structured ones. Some are wrong as they stand, and never
could pass; what is corrected here is listed, each with its reason.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from rdflib import RDFS, Graph
from rdflib.collection import Collection

from tests.conformance.http.cases import Expectation, HttpCase, HttpRequest
from tests.conformance.manifests import MF

__all__ = ["prose_cases"]

_NO_DOT = "the Turtle that it sends lacks the dot at its end"
_ERRATA = MappingProxyType(
    {
        "put__default_graph": (
            (("201 Created", "204 No Content"),),
            "the default graph is always there; the case that replaced this one allows 200, 201 and 204",
        ),
        "delete__existing_graph": (
            (("person/2.ttl", "person/0.ttl"),),
            "no case before it makes the graph that it deletes; here another one is made first",
        ),
        "get_of_delete__existing_graph": (
            (("person/2.ttl", "person/0.ttl"),),
            "it follows the case before",
        ),
        "post__existing_graph": ((('"Jane Doe"', '"Jane Doe" .'),), _NO_DOT),
        "get_of_post__existing_graph": (
            (("John Doe", "Jane Doe"), ("] .", '] ; <http://xmlns.com/foaf/0.1/name> "Jane Doe" .')),
            "it expects what an earlier case has replaced, and not what the case before has added",
        ),
        "post__multipart_formdata": ((('"Doe"', '"Doe" .'), ('"Jane"', '"Jane" .')), _NO_DOT),
    }
)
"""Case → texts replaced by others, and why."""

_MADE_FIRST = MappingProxyType({"delete__existing_graph": "/gsp/person/0.ttl"})
_BLOCKS = re.compile(r"#### Request\n(?P<request>.*?)#### Response\n(?P<response>.*)", re.DOTALL)
_SUCCESSES = frozenset({200, 204})
_WRITES = frozenset({"PUT", "POST", "DELETE"})
_NEW = "$NEWPATH$"


def prose_cases(manifest: Path) -> Iterator[HttpCase]:
    """The cases in their order, each building on those before."""
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    [entries] = graph.objects(None, MF.entries)
    for entry in Collection(graph, entries):
        name = str(entry).rpartition("#")[2]
        comments = map(str, graph.objects(entry, RDFS.comment))
        [text] = [each for each in comments if "#### Request" in each]
        replaced, why = _ERRATA.get(name, ((), ""))
        for wrong, right in replaced:
            assert wrong in text, name
            text = text.replace(wrong, right)
        yield HttpCase(
            id=f"{manifest.parts[-3]}/{manifest.parent.name}/{name}",
            iri=str(entry),
            title=str(graph.value(entry, MF.name)),
            requests=tuple(_requests(name, text)),
            is_deprecated=True,
            erratum=why,
        )


def _requests(name: str, text: str) -> Iterator[HttpRequest]:
    found = _BLOCKS.search(text)
    assert found is not None, name
    if name in _MADE_FIRST:
        turtle = {"content-type": "text/turtle"}
        yield HttpRequest("PUT", _MADE_FIRST[name], turtle, b"<> a <>.", Expectation(frozenset({201})))
    first, headers, body = _message(found["request"])
    method, target, _ = first.split()
    if "multipart" in headers.get("content-type", ""):
        body = body.replace("\n", "\r\n")
    yield HttpRequest(method, target, headers, body.encode() or None, _expectation(method, found["response"]))


def _expectation(method: str, response: str) -> Expectation:
    first, headers, body = _message(response)
    status = int(first.split()[0])
    # Nothing is said of a body where a write succeeded, and a success without one is a 204.
    allowed = _SUCCESSES if method in _WRITES and status in _SUCCESSES else {status}
    location = _NEW if "location" in headers else ""
    content_type = headers.get("content-type", "")
    return Expectation(frozenset(allowed), content_type=content_type, body=body or None, location=location)


def _message(block: str) -> tuple[str, dict[str, str], str]:
    """The first line, the headers and the body of a message that is indented by four signs."""
    lines = "\n".join(line.removeprefix("    ") for line in block.splitlines()).strip("\n")
    head, _, body = lines.partition("\n\n")
    first, *fields = head.split("\n")
    pairs = (line.partition(": ") for line in fields)
    headers = {name.lower(): value for name, _, value in pairs if name.lower() != "host"}
    host, store = "http://$HOST$/$GRAPHSTORE$", "$GRAPHSTORE$"
    first, body = (text.replace(host, "http://$HOST$/gsp").replace(store, "/gsp") for text in (first, body))
    return first, headers, body.strip("\n") + "\n" if body.strip() else ""

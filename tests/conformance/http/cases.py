"""The W3C's cases for its HTTP protocols: requests, and what is expected of the response to each.

Vocabulary: http://www.w3.org/2011/http#, …/content#, …/http-statusCodes#, explained in the manifests.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from rdflib import RDFS, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

from tests.conformance.manifests import MF, UT, Named, local_path

__all__ = ["Expectation", "HttpCase", "HttpRequest", "protocol_cases"]

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
_CLASSES = MappingProxyType(
    {f"StatusCode{first}xx": range(first * 100, first * 100 + 100) for first in range(1, 6)}
)
_STATUSES = MappingProxyType({"Created": 201, "OK": 200, "NoContent": 204, "NotFound": 404})


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a response is to be.

    Attributes:
        statuses: one of these.
        truth: the answer of an ASK; None where nothing is said.
        form: ``boolean``, ``tabular``, ``RDF`` or nothing.
        content_type: the media type with its parameters; empty where nothing is said.
        body: what the body says in that type; None where nothing is said.
        location: the name that stands for the Location header in later requests; empty for none.
    """

    statuses: frozenset[int]
    truth: bool | None = None
    form: str = ""
    content_type: str = ""
    body: str | None = None
    location: str = ""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request of a case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes | None
    expected: Expectation


@dataclass(frozen=True, slots=True)
class HttpCase:
    """One case.

    Attributes:
        id: suite, folder and fragment.
        iri: as the W3C names it.
        title: in words.
        requests: to be sent in order.
        graphs: what the store holds before, by name.
        is_deprecated: whether the W3C itself says so.
        erratum: what of its text had to be corrected, and why; empty where nothing had.
    """

    id: str
    iri: str
    title: str
    requests: tuple[HttpRequest, ...]
    graphs: tuple[Named, ...] = ()
    is_deprecated: bool = False
    erratum: str = field(default="", compare=False)


def protocol_cases(manifest: Path) -> Iterator[HttpCase]:
    """The cases of a manifest and of those that it includes, in their order."""
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    for included in graph.objects(None, MF.include):
        for each in Collection(graph, included):
            yield from protocol_cases(local_path(each))
    for entries in graph.objects(None, MF.entries):
        for entry in Collection(graph, entries):
            yield _case(graph, entry, manifest)


def _case(graph: Graph, entry: Node, manifest: Path) -> HttpCase:
    [requests] = graph.objects(graph.value(entry, MF.action), HT.requests)
    named = graph.objects(entry, UT.graphData)
    return HttpCase(
        id=f"{manifest.parts[-3]}/{manifest.parent.name}/{str(entry).rpartition('#')[2]}",
        iri=str(entry),
        title=" ".join(str(graph.value(entry, MF.name)).split()),
        requests=tuple(_request(graph, each) for each in Collection(graph, requests)),
        graphs=tuple(
            (str(graph.value(each, RDFS.label)), local_path(graph.value(each, UT.graph) or each))
            for each in named
        ),
    )


def _request(graph: Graph, request: Node) -> HttpRequest:
    response = graph.value(request, HT.resp)
    assert response is not None
    text = _text(graph, request)
    encoding = str(graph.value(graph.value(request, HT.body), CNT.characterEncoding) or "utf-8")
    return HttpRequest(
        method=str(graph.value(request, HT.methodName)),
        target=str(graph.value(request, HT.absolutePath)),
        headers=_headers(graph, request),
        body=None if text is None else text.encode(encoding),
        expected=_expectation(graph, response),
    )


def _expectation(graph: Graph, response: Node) -> Expectation:
    names = [str(each).rpartition("#")[2] for each in graph.objects(response, MF.expectedStatus)]
    statuses = {status for name in names for status in _CLASSES.get(name, (_STATUSES.get(name, 0),))}
    assert 0 not in statuses, names
    truth = graph.value(response, MF.expectedBoolean)
    return Expectation(
        statuses=frozenset(statuses),
        truth=None if truth is None else str(truth) == "true",
        form=str(graph.value(response, MF.expectedFormat) or ""),
        content_type=_headers(graph, response).get("content-type", ""),
        body=_text(graph, response),
        location=str(graph.value(response, MF.expectedLocation) or ""),
    )


def _headers(graph: Graph, message: Node) -> dict[str, str]:
    listed = graph.value(message, HT.headers)
    fields = Collection(graph, listed) if listed else ()
    return {
        str(graph.value(each, HT.fieldName)).lower(): str(graph.value(each, HT.fieldValue)) for each in fields
    }


def _text(graph: Graph, message: Node) -> str | None:
    chars = graph.value(graph.value(message, HT.body), CNT.chars)
    return None if chars is None else str(chars)

"""The W3C's cases for the Service Description, which it gives as titles alone.

https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from tests.conformance.http.cases import HttpCase
from tests.conformance.manifests import MF
from tests.serving import Served

__all__ = ["CHECKS", "description_cases"]

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_DOMAINS = {
    "endpoint": "Service",
    "feature": "Service",
    "defaultEntailmentRegime": "Service",
    "languageExtension": "Service",
    "supportedLanguage": "Service",
    "propertyFeature": "Service",
    "defaultDataset": "Service",
    "availableGraphs": "Service",
    "resultFormat": "Service",
    "inputFormat": "Service",
    "defaultGraph": "Dataset",
    "namedGraph": "Dataset",
    "name": "NamedGraph",
    "graph": "NamedGraph",
}
"""Property → the class of its subject, from the section on the vocabulary."""

_RANGES = {"defaultDataset": "Dataset", "defaultGraph": "Graph", "namedGraph": "NamedGraph", "graph": "Graph"}
_SINGLE = ("endpoint", "defaultDataset")


def description_cases(manifest: Path) -> Iterator[HttpCase]:
    """The cases; what each one checks is in ``CHECKS`` under its name."""
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    [entries] = graph.objects(None, MF.entries)
    for entry in Collection(graph, entries):
        name = str(entry).rpartition("#")[2]
        id_ = f"{manifest.parts[-3]}/{manifest.parent.name}/{name}"
        yield HttpCase(id_, str(entry), str(graph.value(entry, MF.name)), ())


def _returns_rdf(server: Served) -> str:
    for accept in ("", "text/turtle", "application/rdf+xml", "application/n-triples"):
        reply = server.ask("GET", "/sparql", headers={"Accept": accept} if accept else {})
        if reply.status != 200 or (accept and reply.headers.get_content_type() != accept):
            return f"{accept or 'no Accept'} gives {reply.status} {reply.headers.get_content_type()}"
        if not _parsed(reply.body, reply.headers.get_content_type()):
            return f"{accept or 'no Accept'} gives no triples"
    return ""


def _has_endpoint_triple(server: Served) -> str:
    found = set(_description(server).objects(None, SD.endpoint))
    wanted = {URIRef(f"{server.address}/sparql")}
    return "" if found == wanted else f"the endpoints are {found}"


def _conforms_to_schema(server: Served) -> str:
    """Each term is of the vocabulary, each subject and object of the class that the vocabulary says."""
    graph = _description(server)
    for subject, predicate, object_ in graph:
        if not str(predicate).startswith(str(SD)):
            continue
        name = str(predicate).removeprefix(str(SD))
        if name not in _DOMAINS:
            return f"there is no property sd:{name}"
        if not _is_a(graph, subject, _DOMAINS[name]):
            return f"the subject of sd:{name} is no sd:{_DOMAINS[name]}"
        if name in _RANGES and not _is_a(graph, object_, _RANGES[name]):
            return f"the object of sd:{name} is no sd:{_RANGES[name]}"
    services = list(graph.subjects(RDF.type, SD.Service))
    if len(services) != 1:
        return f"there are {len(services)} services"
    for name in _SINGLE:
        if len(list(graph.objects(services[0], SD[name]))) != 1:
            return f"there is not one sd:{name}"
    datasets = graph.objects(services[0], SD.defaultDataset)
    if not all(isinstance(graph.value(each, SD.defaultGraph), BNode | URIRef) for each in datasets):
        return "the default dataset has no sd:defaultGraph"
    return ""


def _is_a(graph: Graph, node: Node, name: str) -> bool:
    kinds = {name, "NamedGraph"} if name == "Graph" else {name}
    return any((node, RDF.type, SD[kind]) in graph for kind in kinds)


def _description(server: Served) -> Graph:
    reply = server.ask("GET", "/sparql", headers={"Accept": "text/turtle"})
    return _parsed(reply.body, "text/turtle")


def _parsed(body: bytes, media_type: str) -> Graph:
    return Graph().parse(data=body, format=media_type)


CHECKS: dict[str, Callable[[Served], str]] = {
    "returns-rdf": _returns_rdf,
    "has-endpoint-triple": _has_endpoint_triple,
    "conforms-to-schema": _conforms_to_schema,
}

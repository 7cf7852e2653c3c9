"""Reading the W3C's test manifests: which cases there are, and what each is made of.

Vocabulary: https://www.w3.org/2001/sw/DataAccess/tests/test-manifest, …/test-query,
https://www.w3.org/2009/sparql/tests/test-update and https://www.w3.org/ns/rdftest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

__all__ = ["Case", "Named", "cases", "local_path"]

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")

Named = tuple[str, Path]
"""The name of a graph, or the address of an endpoint, and the file with what it holds."""


@dataclass(frozen=True, slots=True)
class Case:
    """One test.

    Attributes:
        id: suite, folder and fragment, such as ``sparql11/aggregates/agg01``.
        iri: as the manifest names it.
        kind: the local name of its type.
        action: the file to read, or the query or update to run.
        result: the file with what is expected, or None.
        data: files of the default graph.
        named: the named graphs.
        result_data: for an update, files of the default graph afterwards.
        result_named: for an update, the named graphs afterwards.
        endpoints: what other services hold, by their address.
        is_lax: whether a row may come more often or more seldom than expected (REDUCED).
    """

    id: str
    iri: str
    kind: str
    action: Path
    result: Path | None = None
    data: tuple[Path, ...] = ()
    named: tuple[Named, ...] = ()
    result_data: tuple[Path, ...] = ()
    result_named: tuple[Named, ...] = ()
    endpoints: tuple[Named, ...] = ()
    is_lax: bool = False


def local_path(iri: Node) -> Path:
    """The file behind a ``file:`` IRI."""
    return Path(unquote(urlparse(str(iri)).path))


def cases(manifest: Path) -> Iterator[Case]:
    """All tests of a manifest and of those it includes, in the manifest's order."""
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    for included in graph.objects(None, MF.include):
        for each in Collection(graph, included):
            yield from cases(local_path(each))
    for entries in graph.objects(None, MF.entries):
        for entry in Collection(graph, entries):
            if graph.value(entry, RDF.type) is not None:
                yield _case(graph, entry, manifest)


def _case(graph: Graph, entry: Node, manifest: Path) -> Case:
    action = graph.value(entry, MF.action)
    result = graph.value(entry, MF.result)
    text = graph.value(action, QT.query) or graph.value(action, UT.request)
    return Case(
        id=f"{manifest.parts[-3]}/{manifest.parent.name}/{str(entry).rpartition('#')[2].rpartition('/')[2]}",
        iri=str(entry),
        kind=str(graph.value(entry, RDF.type)).rpartition("#")[2],
        action=local_path(text or action or entry),
        result=local_path(result) if isinstance(result, URIRef) else None,
        data=_files(graph, action),
        named=_named(graph, action),
        result_data=_files(graph, result),
        result_named=_named(graph, result),
        endpoints=tuple(_endpoints(graph, action)),
        is_lax=graph.value(entry, MF.resultCardinality) == MF.LaxCardinality,
    )


def _files(graph: Graph, holder: Node | None) -> tuple[Path, ...]:
    if holder is None:
        return ()
    return tuple(local_path(each) for kind in (QT.data, UT.data) for each in graph.objects(holder, kind))


def _named(graph: Graph, holder: Node | None) -> tuple[Named, ...]:
    if holder is None:
        return ()
    files = (local_path(each) for each in graph.objects(holder, QT.graphData))
    labelled = graph.objects(holder, UT.graphData)
    pairs = ((graph.value(each, RDFS.label), graph.value(each, UT.graph)) for each in labelled)
    found = [(str(name), local_path(file)) for name, file in pairs if file is not None]
    return tuple(sorted([(path.as_uri(), path) for path in files] + found))


def _endpoints(graph: Graph, action: Node | None) -> Iterator[Named]:
    for held in graph.objects(action, QT.serviceData) if action is not None else ():
        file = graph.value(held, QT.data)
        if file is not None:
            yield str(graph.value(held, QT.endpoint)), local_path(file)

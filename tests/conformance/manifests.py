"""Reading the W3C's test manifests: which cases there are, and what each is made of.

Vocabulary: https://www.w3.org/2001/sw/DataAccess/tests/test-manifest and /ns/rdftest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

__all__ = ["Case", "cases", "local_path"]

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")


@dataclass(frozen=True, slots=True)
class Case:
    """One test.

    Attributes:
        id: folder and fragment, such as ``aggregates/agg01``.
        kind: the local name of its type.
        action: the file to read or the query to run.
        result: the file with what is expected, or None.
        data: files of the default graph.
        named: files of the named graphs.
    """

    id: str
    kind: str
    action: Path
    result: Path | None = None
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()


def local_path(iri: Node) -> Path:
    """The file behind a ``file:`` IRI."""
    return Path(unquote(urlparse(str(iri)).path))


def cases(manifest: Path) -> Iterator[Case]:
    """All tests of a manifest and of those it includes, in the manifest's order."""
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    for included in graph.objects(URIRef(manifest.as_uri()), MF.include):
        for each in Collection(graph, included):
            yield from cases(local_path(each))
    for entries in graph.objects(None, MF.entries):
        for entry in Collection(graph, entries):
            if graph.value(entry, RDF.type) is not None:
                yield _case(graph, entry, manifest)


def _case(graph: Graph, entry: Node, manifest: Path) -> Case:
    action = graph.value(entry, MF.action)
    result = graph.value(entry, MF.result)
    query = graph.value(action, QT.query)
    return Case(
        id=f"{manifest.parent.name}/{str(entry).rpartition('#')[2].rpartition('/')[2]}",
        kind=str(graph.value(entry, RDF.type)).rpartition("#")[2],
        action=local_path(query or action or entry),
        result=local_path(result) if isinstance(result, URIRef) else None,
        data=tuple(map(local_path, graph.objects(action, QT.data))),
        named=tuple(sorted(map(local_path, graph.objects(action, QT.graphData)))),
    )

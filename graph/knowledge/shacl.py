"""SHACL over quads: the border to rdflib and pyshacl (https://www.w3.org/TR/shacl/).

Named graphs are merged, and the ontology is mixed in, so that a shape for organisations also looks at
start-ups and a value can be told to be a concept of its scheme.
"""

import logging
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pyshacl
from rdflib import RDF, SH, BNode, Graph, Node, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.collection import Collection
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from graph.knowledge.report import Finding, Severity
from graph.resources import ontology_files, shapes_file
from graph.terms import (
    RDF_LANG_STRING,
    XSD,
    BlankNode,
    Iri,
    Literal,
    Quad,
    Resource,
    Term,
    TripleTerm,
    shorten,
)

__all__ = ["findings", "rdflib_graph"]

# rdflib writes a traceback to the log for each ill-formed literal; the shapes report them in words.
logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)


def findings(quads: Iterable[Quad]) -> Iterator[Finding]:
    """What the shapes find in the quads.

    Time and memory grow with the number of quads: all of them are held in memory at once.
    """
    data = _with_ontology(quads)
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none", inplace=True)
    for result in report.objects(None, SH.result):
        if (None, SH.detail, result) not in report:
            yield _finding(data, report, result)


def rdflib_graph(quads: Iterable[Quad]) -> Graph:
    """The quads as one rdflib graph; statements on triple terms (RDF 1.2) are left out."""
    union = Graph()
    for quad in quads:
        if not isinstance(quad.object, TripleTerm):
            union.add((_native(quad.subject), _native(quad.predicate), _native(quad.object)))
    return union


class _PreparedGraph(Graph):
    """A graph that parses a query once, however often it is asked: pyshacl asks the same of every node."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:
        """Answer a query, as its superclass does."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **options)


@cache
def _prepared(text: str) -> Query:
    return prepareQuery(text)


def _with_ontology(quads: Iterable[Quad]) -> Graph:
    union = _PreparedGraph()
    union += rdflib_graph(quads)
    for path in ontology_files():
        union.parse(path)
    return union


@cache
def _shapes() -> Graph:
    return Graph().parse(shapes_file())


def _finding(data: Graph, report: Graph, result: Node) -> Finding:
    node, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    shape = report.value(result, SH.sourceShape)
    is_warning = report.value(result, SH.resultSeverity) == SH.Warning
    return Finding(
        node=_resource(_term(node)),
        path=_place(data, report, result),
        value=_term(value) if value is not None else None,
        rule=_shape_name(shape),
        message=str(report.value(result, SH.resultMessage)),
        severity=Severity.WARNING if is_warning else Severity.VIOLATION,
    )


def _place(data: Graph, report: Graph, result: Node) -> str:
    """The property at fault: of several that the rule allows, the one that leads to the value found."""
    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    if path is None:
        return ""
    if choices := report.value(path, SH.alternativePath):
        node = report.value(result, SH.focusNode)
        leading = [each for each in Collection(report, choices) if (node, each, value) in data]
        if value is not None and leading:
            return _path(report, leading[0])
    name = _shapes().value(report.value(result, SH.sourceShape), SH.name)
    return str(name or _path(report, path))


def _shape_name(shape: Node | None) -> str:
    """The name of the node shape that a shape is, or belongs to."""
    owner = shape if isinstance(shape, URIRef) else _shapes().value(None, SH.property, shape)
    return str(owner).rpartition("#")[2]


def _path(graph: Graph, path: Node) -> str:
    """A property path as SPARQL writes it (https://www.w3.org/TR/shacl/#property-paths)."""
    if isinstance(path, URIRef):
        return shorten(str(path))
    if inverse := graph.value(path, SH.inversePath):
        return f"^{_path(graph, inverse)}"
    if choices := graph.value(path, SH.alternativePath):
        return "|".join(_path(graph, each) for each in Collection(graph, choices))
    if (path, RDF.first, None) in graph:
        return "/".join(_path(graph, each) for each in Collection(graph, path))
    return "a property path"


def _native(term: Term) -> URIRef | BNode | RdflibLiteral:
    match term:
        case Iri(value):
            return URIRef(value)
        case BlankNode(value):
            return BNode(value)
        case Literal(value, _, language) if language:
            return RdflibLiteral(value, lang=language)
        case Literal(value, datatype, _):
            kind = None if datatype == f"{XSD}string" else URIRef(datatype)
            return RdflibLiteral(value, datatype=kind, normalize=False)
        case TripleTerm():
            raise TypeError("rdflib has no triple terms")


def _term(node: Node | None) -> Term:
    if isinstance(node, RdflibLiteral):
        datatype = RDF_LANG_STRING if node.language else str(node.datatype or f"{XSD}string")
        return Literal(str(node), datatype, node.language or "")
    return BlankNode(str(node)) if isinstance(node, BNode) else Iri(str(node))


def _resource(term: Term) -> Resource:
    if isinstance(term, Iri | BlankNode):
        return term
    raise TypeError("a shape was asked of a literal")

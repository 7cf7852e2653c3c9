"""Expected results of the SPARQL suites, read from every form they come in, made comparable.

Solutions are compared as bags of rows, blank nodes up to renaming; an order that a test asks for is
not compared here.
"""

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
from rdflib import XSD, Graph, Namespace
from rdflib.compare import to_canonical_graph
from rdflib.term import BNode, Node, URIRef
from rdflib.term import Literal as RdflibLiteral

from graph.answer import Answer, Table, Triples, Truth, write_answer

__all__ = ["comparable", "expected", "same_csv"]

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_FORMATS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}
_NUMBERS = frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.float})
Row = dict[str, Node]


def comparable(answer: Answer) -> object:
    """Our answer, written in a W3C form, read back by a foreign reader, as a comparable value."""
    if isinstance(answer, Triples):
        return _graph(Graph().parse(data=write_answer(answer, "nt"), format="nt"))
    if isinstance(answer, Truth):
        return answer.value
    return _bindings(ox.parse_query_results(write_answer(answer, "json"), ox.QueryResultsFormat.JSON))


def expected(path: Path) -> object:
    """What a result file says, as a comparable value."""
    if path.suffix in _FORMATS:
        return _bindings(ox.parse_query_results(path.read_bytes(), _FORMATS[path.suffix]))
    graph = Graph().parse(path, publicID=path.as_uri())
    if (truth := graph.value(None, RS.boolean, any=True)) or graph.value(None, None, RS.ResultSet):
        return _result_set(graph) if truth is None else truth.toPython()
    return _graph(graph)


def same_csv(answer: Table, path: Path) -> bool:
    """Whether our CSV says what the file says: same header, same cells, in any order of rows."""
    return _cells(write_answer(answer, "csv").decode()) == _cells(path.read_text("utf-8"))


def _cells(text: str) -> list[list[tuple[str, str]]]:
    # SELECT * leaves the order of columns open, so a row is compared by the names of its columns.
    rows = csv.DictReader(text.splitlines())
    return sorted(
        sorted((name, "_:" if cell[:2] == "_:" else cell) for name, cell in row.items()) for row in rows
    )


def _bindings(results: object) -> object:
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    assert isinstance(results, ox.QuerySolutions)
    names = [variable.value for variable in results.variables]
    rows = [{name: _node(row[name]) for name in names if row[name] is not None} for row in results]
    return frozenset(names), _canonical_rows(rows)


def _result_set(graph: Graph) -> object:
    (top,) = graph.subjects(None, RS.ResultSet)
    names = frozenset(str(name) for name in graph.objects(top, RS.resultVariable))
    rows = []
    for solution in graph.objects(top, RS.solution):
        bindings = list(graph.objects(solution, RS.binding))
        pairs = ((str(graph.value(each, RS.variable)), graph.value(each, RS.value)) for each in bindings)
        rows.append({name: value for name, value in pairs if value is not None})
    return names, _canonical_rows(rows)


def _canonical_rows(rows: Iterable[Row]) -> object:
    """The rows as an RDF graph, a blank node each, so that blank nodes are compared up to renaming."""
    graph = Graph()
    for number, row in enumerate(rows):
        node = BNode(f"row{number}")
        graph.add((node, URIRef("x:row"), RdflibLiteral(len(row))))
        for name, value in row.items():
            graph.add((node, URIRef(f"x:{name}"), value))
    return _graph(graph)


def _graph(graph: Graph) -> frozenset[tuple[Node, ...]]:
    by_value = Graph()
    for subject, predicate, object_ in graph:
        by_value.add((subject, predicate, _by_value(object_)))
    return frozenset(to_canonical_graph(by_value))


def _by_value(term: Node) -> Node:
    """Numbers in one form a value, since a test may write 2 or 2.0 for the same decimal."""
    if not isinstance(term, RdflibLiteral) or term.datatype not in _NUMBERS:
        return term
    try:
        number = Decimal(str(term)).normalize() if term.datatype != XSD.double else float(term)
    except (ArithmeticError, ValueError):
        return term
    return RdflibLiteral(str(number), datatype=term.datatype, normalize=False)


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    return RdflibLiteral(term.value, datatype=URIRef(term.datatype.value), normalize=False)

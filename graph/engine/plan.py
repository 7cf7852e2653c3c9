"""From algebra to SQL: one SELECT over ids for a whole query.

A pattern is a leaf (triple patterns, data, several patterns side by side) under a chain of steps (OPTIONAL,
FILTER, BIND, MINUS, grouping, solution modifiers), each of which makes a relation of a relation. The chain
is walked by a loop, so that a group of hundreds of OPTIONALs is no deeper than one.

Where each named graph counts on its own (GRAPH with a variable), relations have its id in a column of its
own. A leaf may lack it, if its solutions are the same in all graphs.
"""

from dataclasses import replace

from graph.engine.derive import NOTHING, UNIT, distinct, projected, sliced
from graph.engine.graphs import GRAPH, each_bound, hidden_graph, in_existing, matches_triples, ranged
from graph.engine.joins import joined
from graph.engine.leftjoins import left_joined
from graph.engine.minus import excluding
from graph.engine.patterns import compile_bgp
from graph.engine.relation import Relation
from graph.engine.scan import EachGraph, OneGraph, Scan
from graph.engine.unions import united
from graph.errors import QueryError
from graph.sparql.algebra import (
    Algebra,
    Bgp,
    Distinct,
    Graph,
    Join,
    LeftJoin,
    Minus,
    Project,
    Reduced,
    Service,
    Slice,
    Union,
)
from graph.terms import Iri

__all__ = ["compile_algebra"]

_Step = LeftJoin | Minus | Project | Distinct | Reduced | Slice


def compile_algebra(algebra: Algebra, scan: Scan) -> Relation:
    """The solutions of the pattern on the dataset that ``scan`` describes.

    Raises:
        QueryError: what the pattern asks for can't be had here.
    """
    steps: list[_Step] = []
    while isinstance(algebra, _Step):
        steps.append(algebra)
        algebra = algebra.left if isinstance(algebra, LeftJoin | Minus) else algebra.pattern
    relation = _leaf(algebra, scan)
    if steps:
        relation = ranged(relation, scan)
    for step in reversed(steps):
        relation = _applied(step, relation, scan)
    return relation


def _leaf(algebra: Algebra, scan: Scan) -> Relation:
    match algebra:
        case Bgp(()):
            return UNIT
        case Bgp():
            return compile_bgp(algebra, scan)
        case Join(parts):
            return joined([compile_algebra(part, scan) for part in parts])
        case Union(parts):
            return united([ranged(compile_algebra(part, scan), scan) for part in parts])
        case Graph():
            return _in_graph(algebra, scan)
        case Service() if scan.service:
            return scan.service(algebra)
        case Service():
            raise QueryError("SERVICE is not allowed here: this service contacts no other address.")
        case _:
            raise QueryError(f"{type(algebra).__name__} is not compiled yet.")


def _in_graph(algebra: Graph, scan: Scan) -> Relation:
    outer = {name: column for name, column in scan.outer.items() if name != GRAPH}
    if not isinstance(algebra.name, Iri):
        inside = replace(scan, active=EachGraph(GRAPH), outer=outer)
        return each_bound(ranged(compile_algebra(algebra.pattern, inside), inside), algebra.name.name)
    graph = scan.ids.get(algebra.name)
    if graph is None or (scan.named is not None and graph not in scan.named):
        return NOTHING
    relation = compile_algebra(algebra.pattern, replace(scan, active=OneGraph(graph), outer=outer))
    return relation if matches_triples(algebra.pattern) else in_existing(relation, graph)


def _applied(step: _Step, relation: Relation, scan: Scan) -> Relation:
    graph = hidden_graph(scan)
    match step:
        case LeftJoin(_, right):
            return left_joined(relation, compile_algebra(right, scan))
        case Minus(_, right):
            return excluding(relation, compile_algebra(right, scan), graph)
        case Project(_, variables):
            return projected(relation, (*variables, *((graph,) if graph else ())))
        case Distinct():
            return distinct(relation)
        case Reduced():
            return relation
        case Slice(_, offset, limit):
            return sliced(relation, offset, limit)

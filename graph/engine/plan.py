"""From algebra to SQL: one SELECT over ids for a whole query.

A pattern is a leaf (triple patterns, data, several patterns side by side) under a chain of steps (OPTIONAL,
FILTER, BIND, MINUS, grouping, solution modifiers), each of which makes a relation of a relation. The chain
is walked by a loop, so that a group of hundreds of OPTIONALs is no deeper than one.
"""

from graph.engine.derive import UNIT, distinct, projected, sliced
from graph.engine.joins import joined
from graph.engine.relation import Relation
from graph.engine.scan import Scan
from graph.errors import QueryError
from graph.sparql.algebra import Algebra, Bgp, Distinct, Join, Project, Reduced, Slice

__all__ = ["compile_algebra"]

_Step = Project | Distinct | Reduced | Slice


def compile_algebra(algebra: Algebra, scan: Scan) -> Relation:
    """The solutions of the pattern on the dataset that ``scan`` describes.

    Raises:
        QueryError: what the pattern asks for can't be had here.
    """
    steps: list[_Step] = []
    while isinstance(algebra, _Step):
        steps.append(algebra)
        algebra = algebra.pattern
    relation = _leaf(algebra, scan)
    for step in reversed(steps):
        relation = _applied(step, relation)
    return relation


def _leaf(algebra: Algebra, scan: Scan) -> Relation:
    match algebra:
        case Bgp(()):
            return UNIT
        case Join(parts):
            return joined([compile_algebra(part, scan) for part in parts])
        case _:
            raise QueryError(f"{type(algebra).__name__} is not compiled yet.")


def _applied(step: _Step, relation: Relation) -> Relation:
    match step:
        case Project(_, variables):
            return projected(relation, variables)
        case Distinct() | Reduced():
            return distinct(relation)
        case Slice(_, offset, limit):
            return sliced(relation, offset, limit)

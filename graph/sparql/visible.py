"""Which variables a pattern may bind (https://www.w3.org/TR/sparql11-query/#variableScope)."""

from collections.abc import Iterable, Iterator
from itertools import chain

from graph.sparql import algebra as of
from graph.sparql.syntax import Variable
from graph.sparql.walk import parts

__all__ = ["visible"]


def visible(pattern: of.Algebra) -> tuple[str, ...]:
    """The variables of its solutions, in order of first appearance, without blank nodes.

    >>> from graph.terms import Iri
    >>> visible(of.Minus(of.Bgp((of.Pattern(Variable("a"), Iri("x:p"), Variable("_:b")),)), of.Bgp()))
    ('a',)
    """
    return tuple(name for name in dict.fromkeys(_names(pattern)) if not name.startswith("_:"))


def _names(pattern: of.Algebra) -> Iterable[str]:
    match pattern:
        case of.Bgp(patterns):
            return _in_nodes(patterns)
        case of.Join(several) | of.Union(several):
            return chain.from_iterable(map(_names, several))
        case of.LeftJoin(left, right):
            return chain(_names(left), _names(right))
        case of.Minus(left):
            return _names(left)
        case of.Rows(variables) | of.Project(_, variables):
            return variables
        case of.Group(_, keys, aggregates):
            return [key.variable for key in keys] + [each.variable for each in aggregates]
        case _:
            return _of_wrapper(pattern)


def _of_wrapper(
    pattern: of.Graph | of.Service | of.Extend | of.Filter | of.OrderBy | of.Distinct | of.Reduced | of.Slice,
) -> Iterable[str]:
    inner = _names(pattern.pattern)
    match pattern:
        case of.Graph(name) | of.Service(name):
            return chain(_in_nodes((name,)), inner)
        case of.Extend(_, variable):
            return chain(inner, (variable,))
        case _:
            return inner


def _in_nodes(nodes: tuple[object, ...]) -> Iterator[str]:
    return (part.name for part in parts(nodes) if isinstance(part, Variable))

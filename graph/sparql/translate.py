"""From what a query says to what it means (https://www.w3.org/TR/sparql11-query/#sparqlQuery, section 18.2).

Depth of the text is limited when it is parsed, so recursion along it is safe. Names of variables that no text
can hold start with ``_:`` (blank nodes) or ``.`` (results of aggregates and keys without a name).
"""

from dataclasses import dataclass
from functools import reduce

from graph.sparql import algebra as to
from graph.sparql import syntax
from graph.sparql.aggregation import Aggregates
from graph.sparql.expressions import expression, node
from graph.sparql.requests import Column, Query
from graph.sparql.visible import visible
from graph.sparql.walk import parts
from graph.sparql.write import group_text
from graph.terms import Iri, Literal, Term, TripleTerm

__all__ = ["translate", "translate_group"]

UNIT = to.Bgp()


def translate(query: Query) -> to.Algebra:
    """The solutions that a query is about, projected to what it shows.

    Those of CONSTRUCT, ASK and DESCRIBE are projected to all visible variables: the template and the
    described terms choose among them.

    >>> from graph.sparql import parse_query
    >>> translate(parse_query("ASK {}"))
    Project(pattern=Bgp(patterns=()), variables=())
    """
    pattern = translate_group(query.where) if query.where else UNIT
    grouping = _Grouping.of(query)
    having = tuple(map(grouping.expression, query.having))
    columns = [
        (column.variable.name, grouping.expression(column.expression))
        for column in query.columns or ()
        if column.variable and column.expression is not None
    ]
    order = tuple((grouping.expression(each.expression), each.is_descending) for each in query.order_by)
    pattern = grouping.grouped(pattern)
    if having:
        pattern = to.Filter(pattern, having)
    if query.values:
        pattern = _joined(pattern, _rows(query.values))
    shown = visible(pattern)
    for name, value in columns:
        pattern = to.Extend(pattern, name, value)
    return _modified(query, to.OrderBy(pattern, order) if order else pattern, shown)


def translate_group(group: syntax.Group) -> to.Algebra:
    """The solutions of a group, in which its filters hold."""
    pattern, conditions = _group(group)
    return to.Filter(pattern, conditions) if conditions else pattern


def _group(group: syntax.Group) -> tuple[to.Algebra, tuple[to.Expression, ...]]:
    """A group and its own filters: those of OPTIONAL's group see the other side as well."""
    conditions: list[to.Expression] = []
    pattern: to.Algebra = UNIT
    for element in group.elements:
        if isinstance(element, syntax.Filter):
            conditions.append(_expression(element.expression))
        else:
            pattern = _with(pattern, element)
    return pattern, tuple(conditions)


def _with(pattern: to.Algebra, element: syntax.Element) -> to.Algebra:
    match element:
        case syntax.OptionalGroup(group):
            return to.LeftJoin(pattern, *_group(group))
        case syntax.Minus(group):
            return to.Minus(pattern, translate_group(group))
        case syntax.Bind(value, variable):
            return to.Extend(pattern, variable.name, _expression(value))
        case _:
            return _joined(pattern, _part(element))


def _part(element: syntax.Element) -> to.Algebra:
    match element:
        case syntax.Triples(patterns):
            return to.Bgp(tuple(map(_pattern, patterns)))
        case syntax.Group():
            return translate_group(element)
        case syntax.Union(groups):
            return to.Union(tuple(map(translate_group, groups)))
        case syntax.InGraph(name, group):
            return to.Graph(name, translate_group(group))
        case syntax.SubSelect(query):
            return translate(query)
        case syntax.Values():
            return _rows(element)
        case syntax.Service(name, group, is_silent):
            return to.Service(name, translate_group(group), group_text(group), is_silent)
        case _:
            raise TypeError(f"no pattern: {element}")


def _pattern(triple: syntax.TriplePattern) -> to.Pattern:
    path = triple.predicate
    return to.Pattern(node(triple.subject), path, node(triple.object))


def _joined(left: to.Algebra, right: to.Algebra) -> to.Algebra:
    """The join of both, flat; that with the unit is the other, that of basic patterns is one."""
    if left == UNIT:
        return right
    if right == UNIT:
        return left
    start: tuple[to.Algebra, ...] = ()
    merged = reduce(_merged, (*_flat(left), *_flat(right)), start)
    return merged[0] if len(merged) == 1 else to.Join(merged)


def _flat(pattern: to.Algebra) -> tuple[to.Algebra, ...]:
    return pattern.parts if isinstance(pattern, to.Join) else (pattern,)


def _merged(before: tuple[to.Algebra, ...], part: to.Algebra) -> tuple[to.Algebra, ...]:
    if before and isinstance(last := before[-1], to.Bgp) and isinstance(part, to.Bgp):
        return (*before[:-1], to.Bgp(last.patterns + part.patterns))
    return (*before, part)


def _rows(values: syntax.Values) -> to.Rows:
    return to.Rows(
        tuple(variable.name for variable in values.variables),
        tuple(tuple(None if cell is None else _ground(cell) for cell in row) for row in values.rows),
    )


def _ground(value: syntax.Node) -> Term:
    """The term of a node of inline data, which the grammar keeps free of variables and blank nodes."""
    match value:
        case Iri() | Literal():
            return value
        case syntax.TripleNode(Iri() as subject, Iri() as predicate, object_):
            return TripleTerm(subject, predicate, _ground(object_))
        case _:
            raise TypeError(f"no ground term: {value}")


def _expression(value: syntax.Expression) -> to.Expression:
    return expression(value, translate_group)


@dataclass(frozen=True)
class _Grouping:
    """How a query groups its solutions; ``aggregates`` is None where it does not."""

    keys: tuple[to.Key, ...]
    aggregates: Aggregates | None

    @classmethod
    def of(cls, query: Query) -> "_Grouping":
        asked = (query.columns, query.having, query.order_by)
        if query.group_by is None and not _has_aggregates(asked):
            return cls((), None)
        keys = tuple(_key(number, column) for number, column in enumerate(query.group_by or ()))
        results = {each.variable.name for each in query.columns or () if each.variable and each.expression}
        return cls(keys, Aggregates(frozenset(key.variable for key in keys) | results))

    def expression(self, value: syntax.Expression) -> to.Expression:
        return expression(value, translate_group, self.aggregates)

    def grouped(self, pattern: to.Algebra) -> to.Algebra:
        return to.Group(pattern, self.keys, self.aggregates.all) if self.aggregates else pattern


def _has_aggregates(value: object) -> bool:
    return any(isinstance(part, syntax.Aggregate) for part in parts(value, stop=(syntax.Exists,)))


def _key(number: int, column: Column) -> to.Key:
    name = column.variable.name if column.variable else f".key{number}"
    return to.Key(name, None if column.expression is None else _expression(column.expression))


def _modified(query: Query, pattern: to.Algebra, shown: tuple[str, ...]) -> to.Algebra:
    names = tuple(column.variable.name for column in query.columns or () if column.variable)
    pattern = to.Project(pattern, shown if query.columns is None else names)
    if query.modifier == "DISTINCT":
        pattern = to.Distinct(pattern)
    elif query.modifier == "REDUCED":
        pattern = to.Reduced(pattern)
    if query.limit is not None or query.offset:
        pattern = to.Slice(pattern, query.offset, query.limit)
    return pattern

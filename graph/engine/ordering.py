"""Solutions in order, and parts of them: ORDER BY with the modifiers that stand over it.

SQL keeps an order only where ORDER BY stands, so ordering, projection, DISTINCT and the slice become one
SELECT. https://www.w3.org/TR/sparql11-query/#modOrderBy.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from graph.engine.derive import bounded, distinct, numbered_among, projected, renamed, selected
from graph.engine.expressions import compile_sort
from graph.engine.expressions.scope import Scope
from graph.engine.names import indented
from graph.engine.relation import Relation, column_name
from graph.sparql.algebra import (
    Distinct,
    Exists,
    Expression,
    OrderBy,
    Project,
    Reduced,
    Slice,
    Variable,
)
from graph.sparql.walk import parts

__all__ = ["Modifiers", "gathered", "modified"]

S = TypeVar("S")
C = TypeVar("C")

_KINDS = (OrderBy, Project, Distinct | Reduced, Slice)
_PLACE = '".place"'


@dataclass(frozen=True, slots=True)
class Modifiers:
    """What is done to the solutions of a (sub-)query, in this order.

    Attributes:
        order: expressions, and whether each runs downwards.
        variables: what is kept; None: all.
        is_distinct: whether each solution comes once.
        offset: how many are left out.
        limit: how many are kept after that; None: all.
        graph: the variable of the graph, where each counts on its own and is sliced on its own.
    """

    order: tuple[tuple[Expression, bool], ...] = ()
    variables: tuple[str, ...] | None = None
    is_distinct: bool = False
    offset: int = 0
    limit: int | None = None
    graph: str | None = None


def gathered(steps: Iterable[tuple[S, C]]) -> Iterator[tuple[S | Modifiers, C]]:
    """The steps, innermost first, with modifiers that stand over each other as one."""
    waiting: tuple[Modifiers, C, int] | None = None
    for step, scan in steps:
        place = _place(step)
        if waiting and (place is None or place <= waiting[2]):
            yield waiting[:2]
            waiting = None
        if place is None:
            yield step, scan
        else:
            by, around, _ = waiting or (Modifiers(), scan, 0)
            waiting = (_with(by, step), around, place)
    if waiting:
        yield waiting[:2]


def _place(step: object) -> int | None:
    """Where a modifier stands in the order of modifiers; None: it is none."""
    return next((place for place, kind in enumerate(_KINDS) if isinstance(step, kind)), None)


def _with(by: Modifiers, step: object) -> Modifiers:
    match step:
        case OrderBy(_, conditions):
            return replace(by, order=conditions)
        case Project(_, variables):
            return replace(by, variables=variables)
        case Distinct():
            return replace(by, is_distinct=True)
        case Slice(_, offset, limit):
            return replace(by, offset=offset, limit=limit)
        case _:
            return by


def modified(relation: Relation, by: Modifiers, scope_of: Callable[[Relation], Scope]) -> Relation:
    """The solutions after the modifiers; ties come in any order."""
    names = list(dict.fromkeys(relation.columns if by.variables is None else by.variables))
    if by.graph and by.graph not in names:
        names.append(by.graph)
    if by.is_distinct and _shows_order(by, names):
        relation = distinct(projected(relation, names))
    if not by.order and by.limit is None and not by.offset:
        return relation if by.is_distinct else projected(relation, names)
    scope = scope_of(relation)
    keys = _keys(by.order, scope)
    columns = {name: relation.columns[name] for name in names if name in relation.columns}
    cells = {name: f"{scope.prefix}.{column.sql}" for name, column in columns.items()}
    source = scope.source(relation)
    if by.is_distinct and not _shows_order(by, names):
        source, cells, keys = _first_ones(source, cells, keys)
    end = _end(source, by, keys, cells[by.graph] if by.graph else "")
    rows = relation.rows if by.limit is None else min(relation.rows, float(by.limit))
    return Relation(f"SELECT {selected(cells)}\n{source}{end}", renamed(columns), rows)


def _shows_order(by: Modifiers, names: Sequence[str]) -> bool:
    """Whether solutions that are the same in what is kept have the same place in the order."""
    return not names or all(
        not isinstance(part, Exists) and (not isinstance(part, Variable) or part.name in names)
        for expression, _ in by.order
        for part in parts(expression)
    )


def _keys(order: Sequence[tuple[Expression, bool]], scope: Scope) -> list[str]:
    """What to sort by; unbound comes before everything else."""
    return [
        f"{key} DESC NULLS LAST" if is_descending else f"{key} ASC NULLS FIRST"
        for expression, is_descending in order
        for key in compile_sort(expression, scope)
    ]


def _first_ones(
    source: str, cells: Mapping[str, str], keys: Sequence[str]
) -> tuple[str, dict[str, str], list[str]]:
    """Source, cells and sort key of each solution once, in the place where it comes first."""
    place = f"row_number() OVER (ORDER BY {', '.join(keys)}) AS {_PLACE}"
    placed = indented(f"SELECT {selected(cells)}, {place}\n{source}")
    kept = {name: f"a.{column_name(name)}" for name in cells}
    return f"FROM {placed} AS a\nGROUP BY {', '.join(kept.values())}", kept, [f"min(a.{_PLACE})"]


def _end(source: str, by: Modifiers, keys: Sequence[str], graph: str) -> str:
    """What follows FROM, which is the source."""
    order = f"ORDER BY {', '.join(keys)}" if keys else ""
    if graph and (by.offset or by.limit is not None):
        return numbered_among(by.offset, by.limit, f"PARTITION BY {graph} {order}")
    # What is ordered is whole before the first of it goes on: there a LIMIT waits for nothing.
    return f"\n{order}{bounded('', by.offset, by.limit)}" if order else bounded(source, by.offset, by.limit)

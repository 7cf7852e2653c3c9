"""The first solutions of an order, chosen by what is cheap to compare before the rest is computed.

``ORDER BY DESC(?ties) ?name LIMIT 10`` needs the names of those solutions alone whose ties are among the ten
highest. So do expressions in the SELECT clause, where they are not what it is ordered by.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from graph.engine.chains import Bindings
from graph.engine.derive import named_in_turn
from graph.engine.expressions import Scope, compile_sort
from graph.engine.expressions.fallback import is_volatile
from graph.engine.functions import Functions
from graph.engine.names import indented
from graph.engine.ordering import Modifiers
from graph.engine.relation import Relation
from graph.sparql.algebra import Exists, Expression, Variable
from graph.sparql.walk import parts

__all__ = ["KEY", "FirstKey", "Leading", "first_key", "leading", "with_leading"]

S = TypeVar("S")
C = TypeVar("C")

KEY = '".key"'
"""The column of the first key."""

_DOWN, _UP = ("DESC NULLS LAST", "min", "<"), ("ASC NULLS FIRST", "max", ">")

_FEW = 20_000
"""So many solutions are ordered in the time that choosing among them takes."""

_MOST = 10_000
"""Of more solutions than these, too many are left to choose among."""


@dataclass(frozen=True, slots=True)
class Leading:
    """The solutions that may be among the first ones.

    Attributes:
        order: expressions, and whether each runs downwards.
        count: how many are the first ones.
        is_final: whether nothing is computed of the solutions before they are ordered.
    """

    order: tuple[tuple[Expression, bool], ...]
    count: int
    is_final: bool


@dataclass(frozen=True, slots=True)
class FirstKey:
    """What the solutions of a relation are ordered by before all else.

    Attributes:
        sql: the key.
        prefix: the alias of the relation in it.
        order: how ORDER BY is to sort by it.
        extreme: the set function that gives the last of some keys.
        beyond: the operator between a key and one that comes before it.
    """

    sql: str
    prefix: str
    order: str
    extreme: str
    beyond: str


def with_leading(steps: Iterable[tuple[S, C]]) -> Iterator[tuple[S | Leading, C]]:
    """The steps, innermost first, with such a choice before what a slice of an order needs."""
    waiting: list[tuple[S, C]] = []
    for step, scan in steps:
        if isinstance(step, Modifiers) and (chosen := _chosen(step, [each for each, _ in waiting])):
            yield chosen, scan
        if waiting:
            yield waiting.pop()
        if isinstance(step, Bindings):
            waiting.append((step, scan))
        else:
            yield step, scan
    yield from waiting


def _chosen(by: Modifiers, before: Sequence[object]) -> Leading | None:
    if by.limit is None or by.is_distinct or by.graph or not by.order or by.offset + by.limit > _MOST:
        return None
    bound: dict[str, Expression] = {}
    for step in before:
        bound |= step.expressions if isinstance(step, Bindings) else {}
    if any(isinstance(part, Exists) for part in parts((by.order, tuple(bound.values())))):
        return None
    if any(map(is_volatile, (*bound.values(), *(expression for expression, _ in by.order)))):
        return None
    order = tuple((_with_values(expression, bound), is_down) for expression, is_down in by.order)
    is_final = all(isinstance(expression, Variable) for expression in bound.values())
    return Leading(order, by.offset + by.limit, is_final)


def _with_values(value: Any, bound: Mapping[str, Expression]) -> Any:
    """The expression with what variables are bound to in their place."""
    if isinstance(value, Variable):
        return bound.get(value.name, value)
    if isinstance(value, tuple):
        return tuple(_with_values(part, bound) for part in value)
    if not hasattr(value, "__dataclass_fields__"):
        return value
    return replace(
        value, **{each.name: _with_values(getattr(value, each.name), bound) for each in fields(value)}
    )


def leading(relation: Relation, by: Leading, scope_of: Callable[[Functions], Scope]) -> Relation:
    """The solutions whose first key is not beyond that of the last of the first ones.

    All solutions, where they are few, or comparing the first key takes the dictionary or Python.
    """
    key = None if relation.rows <= _FEW else first_key(by, scope_of)
    if key is None:
        return relation
    first = f"SELECT {key.sql} AS {KEY} FROM led AS {key.prefix} ORDER BY {KEY} {key.order} LIMIT {by.count}"
    last = indented(f"SELECT {key.extreme}({KEY}) AS {KEY} FROM ({first})")
    sql = (
        f"{named_in_turn(led=relation)},\nlast AS {last}\n"
        f"SELECT {key.prefix}.*\nFROM led AS {key.prefix}, last\n"
        f"WHERE ({key.sql} {key.beyond} last.{KEY}) IS NOT TRUE"
    )
    return Relation(sql, relation.columns, min(relation.rows, float(by.count)))


def first_key(by: Leading, scope_of: Callable[[Functions], Scope]) -> FirstKey | None:
    """The first key of an order; None where to compare it takes more than ids, or SQL needs no help."""
    functions = Functions()
    scope = scope_of(functions)
    (expression, is_descending), *others = by.order
    keys = compile_sort(expression, scope)
    if not keys or not scope.is_bare or functions.are_used or (by.is_final and not others and len(keys) == 1):
        return None
    return FirstKey(keys[0], scope.prefix, *(_DOWN if is_descending else _UP))

"""The chain of steps over a leaf of the algebra: what stands in it together, and how long it may be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from graph.engine.exists import mentioned
from graph.errors import QueryError
from graph.sparql.algebra import Exists, Expression, Extend, Filter, LeftJoin, Minus
from graph.sparql.walk import parts

__all__ = ["Bindings", "check_length", "with_bindings"]

S = TypeVar("S")
C = TypeVar("C")

_MOST_JOINS = 128
_MOST_BINDINGS = 128


@dataclass(frozen=True, slots=True)
class Bindings:
    """Variables and their expressions, none of which needs another of them."""

    expressions: Mapping[str, Expression]


def with_bindings(steps: Iterable[tuple[S, C]]) -> Iterator[tuple[S | Bindings, C]]:
    """The steps, innermost first, with BINDs that do not build on each other as one."""
    waiting: dict[str, Expression] = {}
    place: C | None = None
    for step, scan in steps:
        if place is not None and not (isinstance(step, Extend) and _is_apart(step, waiting)):
            yield Bindings(waiting), place
            waiting, place = {}, None
        if isinstance(step, Extend):
            waiting, place = {**waiting, step.variable: step.expression}, scan
        else:
            yield step, scan
    if place is not None:
        yield Bindings(waiting), place


def _is_apart(step: Extend, others: Mapping[str, Expression]) -> bool:
    has_pattern = any(isinstance(part, Exists) for part in parts(step.expression))
    return not has_pattern and not {step.variable, *mentioned(step.expression, None)} & others.keys()


def check_length(steps: Iterable[tuple[object, C]]) -> None:
    """Refuse a chain that DuckDB would plan for minutes, without a way to stop it.

    Raises:
        QueryError: OPTIONAL, MINUS and EXISTS, or BIND, stand too often in one group.
    """
    joins = bindings = 0
    for step, _ in steps:
        match step:
            case LeftJoin() | Minus():
                joins += 1
            case Filter(_, conditions):
                joins += sum(isinstance(part, Exists) for part in parts(conditions, stop=(Exists,)))
            case Bindings():
                bindings += 1
            case _:
                pass
    if joins > _MOST_JOINS:
        raise QueryError(
            f"OPTIONAL, MINUS and EXISTS stand {joins} times in one group; {_MOST_JOINS} are the most."
        )
    if bindings > _MOST_BINDINGS:
        raise QueryError(f"{bindings} BINDs build on each other; {_MOST_BINDINGS} are the most.")

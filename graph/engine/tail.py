"""The end of a query carried out on its solutions as terms: ORDER BY and what stands over it.

Planning SQL that orders by names takes longer than ordering a few hundred solutions here, and where it is to
find their names, it reads the whole dictionary. The order is that of ``graph.engine.exact.order``, which SQL
follows as well.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.answer import Row
from graph.engine.exact import sort_key
from graph.engine.ordering import Modifiers
from graph.engine.relation import Relation
from graph.sparql.algebra import Variable

__all__ = ["Tail", "is_simple", "modified_rows", "needed"]


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a query.

    Attributes:
        relation: the solutions before it.
        by: what is done to them.
        applied: the same by SQL, on solutions of the same columns.
    """

    relation: Relation
    by: Modifiers
    applied: Callable[[Relation], Relation]


def is_simple(by: Modifiers) -> bool:
    """Whether solutions are ordered, and by variables alone."""
    return bool(by.order) and all(isinstance(expression, Variable) for expression, _ in by.order)


def needed(tail: Tail, variables: Iterable[str]) -> tuple[str, ...]:
    """The variables that decide what is shown as these: themselves, and what it is ordered by."""
    keys = (expression.name for expression, _ in tail.by.order if isinstance(expression, Variable))
    return tuple(dict.fromkeys((*variables, *keys)))


def modified_rows(rows: Sequence[Row], names: Sequence[str], by: Modifiers, width: int) -> list[Row]:
    """The first ``width`` cells of the rows after the modifiers; ties stay as they are.

    Args:
        rows: with these variables.
        names: of the cells; the first ``width`` of them are what is shown.
        by: simple ones.
        width: how many cells are kept.
    """
    key_of = lru_cache(None)(sort_key)
    for expression, is_descending in reversed(by.order):
        place = names.index(expression.name)  # type: ignore[union-attr]
        rows = sorted(rows, key=lambda row: key_of(row[place]), reverse=is_descending)
    shown: Iterable[Row] = (row[:width] for row in rows)
    if by.is_distinct:
        shown = dict.fromkeys(shown)
    last = None if by.limit is None else by.offset + by.limit
    return list(shown)[by.offset : last]

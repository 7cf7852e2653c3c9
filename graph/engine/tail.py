"""The end of a query carried out on its solutions as terms: ORDER BY and what stands over it.

Planning SQL that orders by names takes longer than ordering a few hundred solutions here, and where it is to
find their names, it reads the whole dictionary. The order is that of ``graph.engine.exact.order``, which SQL
follows as well.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from graph.answer import Row
from graph.engine.exact import sort_key
from graph.engine.firsts import Firsts
from graph.engine.ordering import Modifiers
from graph.engine.relation import Relation
from graph.sparql.algebra import Variable
from graph.terms import Iri

__all__ = ["Tail", "is_simple", "modified_rows", "needed"]


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a query.

    Attributes:
        relation: the solutions before it.
        by: what is done to them.
        applied: the same by SQL, on solutions of the same columns.
        firsts: where those that count may be found sooner than by the relation; None where that does not pay.
    """

    relation: Relation
    by: Modifiers
    applied: Callable[[Relation], Relation]
    firsts: Firsts | None = None


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
    for expression, is_descending in reversed(by.order):
        place = names.index(expression.name)  # type: ignore[union-attr]
        rows = _ordered(rows, place, is_descending=is_descending)
    shown: Iterable[Row] = (row[:width] for row in rows)
    if by.is_distinct:
        shown = dict.fromkeys(shown)
    last = None if by.limit is None else by.offset + by.limit
    return list(shown)[by.offset : last]


def _ordered(rows: Sequence[Row], place: int, *, is_descending: bool) -> Sequence[Row]:
    """The rows in the order of one cell. A term is mostly one object wherever it stands, and has one key."""
    terms = {id(row[place]): row[place] for row in rows}
    if len(terms) <= 1:
        return rows
    are_iris = set(map(type, terms.values())) == {Iri}
    key_of: Callable[[Any], Any] = attrgetter("value") if are_iris else sort_key
    keys = {id_: key_of(term) for id_, term in terms.items()}
    return sorted(rows, key=lambda row: keys[id(row[place])], reverse=is_descending)

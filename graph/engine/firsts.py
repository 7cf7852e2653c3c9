"""The first solutions of an order, read in the order of its first key alone, with some more beyond them.

Where the key changes among the latter, all that may be among the first are known. A statement that keeps so
few rows while it reads takes a fraction of the time of one that keeps all, finds the key of the last of the
first, and compares (``graph.engine.leading``). Where the key does not change, that one is still to run: so
only what is read in one go is read like this.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.engine.derive import derived
from graph.engine.expressions import Scope
from graph.engine.faults import promised
from graph.engine.functions import Functions
from graph.engine.held import Held
from graph.engine.leading import KEY, Leading, first_key
from graph.engine.limits import Running
from graph.engine.relation import Relation
from graph.engine.run import Cells
from graph.store.columnar import Reader

__all__ = ["Firsts", "first_ones", "firsts"]

_MORE = 100
_MOST = 2_000
"""So many rows are compared here in less time than SQL takes to be planned."""

_READ = re.compile(r"\b(?:FROM|JOIN)\s+\w+")


@dataclass(frozen=True, slots=True)
class Firsts:
    """Where the first solutions may be found.

    Attributes:
        sql: gives solutions in the order of a key, which is their last cell.
        count: how many are the first ones.
        most: how many it gives at most.
    """

    sql: str
    count: int
    most: int


def firsts(relation: Relation, by: Leading, scope_of: Callable[[Functions], Scope]) -> Firsts | None:
    """How to find the first solutions in this way; None where it does not pay.

    Args:
        relation: all solutions.
        by: which are the first ones.
        scope_of: what expressions over the relation see.
    """
    most = min(2 * by.count + _MORE, _MOST)
    if relation.rows <= most or most <= by.count or len(_READ.findall(relation.sql)) != 1:
        return None
    key = first_key(by, scope_of)
    if key is None:
        return None
    cells = f"{key.prefix}.*, {key.sql} AS {KEY}"
    source = f"FROM {derived(relation, key.prefix)}"
    return Firsts(f"SELECT {cells}\n{source}\nORDER BY {KEY} {key.order}\nLIMIT {most}", by.count, most)


def first_ones(reader: Reader, by: Firsts, running: Running) -> Held | None:
    """All solutions that may be among the first ones; None where there may be more than are compared here.

    Raises:
        QueryTimeout, QueryCancelled, QueryTooLarge, QueryError: as ``graph.engine.faults`` says.
    """
    cursor = reader.connection
    with promised(running), running.on(cursor):
        rows = cursor.execute(by.sql).fetchall()
        names = tuple(name for name, *_ in cursor.description or ())
    end = _end(rows, by.count)
    if end == by.most:
        return None
    running.progress.rows = end
    return Held(names, rows[:end], None)


def _end(rows: Sequence[Cells], count: int) -> int:
    """How many rows there are until the key differs from that of the last of the first so many."""
    if len(rows) <= count:
        return len(rows)
    last = rows[count - 1][-1]
    return next((place for place in range(count, len(rows)) if rows[place][-1] != last), len(rows))

"""Solutions held as numbers, so that their terms are made in whatever way suits how many there are.

How many solutions a query has is known when they are there, and not sooner: estimates are poor. Solutions of
ids cost eight bytes a cell; SQL reads them where they are.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.engine.derive import sliced
from graph.engine.faults import promised
from graph.engine.lending import lent
from graph.engine.limits import Running
from graph.engine.relation import Relation
from graph.engine.run import Cells
from graph.store.columnar import Reader

__all__ = ["ROW", "Held", "as_relation", "held"]

_TABLE = "mlg_held"
_UNBOUND = 0
ROW = '"#row"'
"""The column of ``as_relation`` that numbers the solutions in their order."""


@dataclass(frozen=True, slots=True)
class Held:
    """Solutions.

    Attributes:
        names: their columns.
        rows: the first of them.
        rest: the others, column by column, with 0 for unbound; None where there are none.
    """

    names: tuple[str, ...]
    rows: Sequence[Cells]
    rest: tuple[NDArray[np.int64], ...] | None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rows) + (len(self.rest[0]) if self.rest else 0)


def held(reader: Reader, relation: Relation, running: Running, few: int, most: int | None = None) -> Held:
    """The solutions of a relation whose columns are ids, the first few as rows.

    There is at most one more than that many, or than the limit on rows allows.

    Raises:
        QueryTimeout, QueryCancelled, QueryTooLarge, QueryError: as ``graph.engine.faults`` says.
    """
    last = (running.limits.rows if most is None else most) + 1
    if relation.known and relation.rows <= few:
        return _known(relation, last, running)
    cursor = reader.connection
    with promised(running), running.on(cursor):
        running.check()
        cursor.execute(sliced(relation, 0, last).sql)
        names = tuple(name for name, *_ in cursor.description or ())
        rows = cursor.fetchmany(few + 1)
        running.progress.rows = len(rows)
        if len(rows) <= few:
            return Held(names, rows, None)
        rest = cursor.fetchnumpy()
        running.progress.rows = len(rows) + len(rest[names[0]])
    return Held(names, rows, tuple(np.ma.filled(rest[name], _UNBOUND) for name in names))


def _known(relation: Relation, last: int, running: Running) -> Held:
    """The same of solutions that SQL need not find."""
    rows = list(zip(*relation.known.values(), strict=True))[:last]
    running.progress.rows = len(rows)
    return Held(tuple(relation.columns[name].name for name in relation.known), rows, None)


@contextmanager
def as_relation(reader: Reader, solutions: Held, relation: Relation) -> Iterator[Relation]:
    """The same solutions for SQL, as long as the block lasts, with their number in a column of its own."""
    firsts = zip(*solutions.rows, strict=True)
    columns = {
        name: np.concatenate([np.array([cell or _UNBOUND for cell in first], np.int64), rest])
        for name, first, rest in zip(solutions.names, firsts, solutions.rest or (), strict=True)
    }
    columns[ROW.strip('"')] = np.arange(solutions.count)
    listed = [_cell(column.sql, is_sure=column.is_sure) for column in relation.columns.values()]
    with lent(reader.connection, _TABLE, columns):
        sql = f"SELECT {', '.join((*listed, ROW))}\nFROM {_TABLE}"
        yield Relation(sql, relation.columns, float(solutions.count))


def _cell(name: str, *, is_sure: bool) -> str:
    return name if is_sure else f"nullif({name}, {_UNBOUND}) AS {name}"

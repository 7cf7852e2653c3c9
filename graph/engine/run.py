"""Running SQL for a query: rows of ids and texts within its limits, then terms.

Rows are kept as DuckDB makes them and decoded at the end, all ids in one call; a term is one object in
whatever rows it stands.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from graph.answer import Row
from graph.engine.exact.text import term_of
from graph.engine.faults import promised
from graph.engine.limits import Running
from graph.engine.relation import Encoding, Relation
from graph.store.columnar import Reader
from graph.terms import Term

__all__ = ["Cells", "Found", "batches", "decoded", "found", "solutions"]

Cells = tuple[Any, ...]
"""A row as SQL gives it: ids and texts; None is unbound."""

_BATCH = 20_000
_AT_ONCE = 50_000
"""So many terms are made without a look at the time."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows as SQL gave them.

    Attributes:
        names: the columns of a row, in order.
        batches: the rows, in order.
        is_complete: False where there were more than the limit.
    """

    names: tuple[str, ...]
    batches: Sequence[Sequence[Cells]]
    is_complete: bool


def batches(reader: Reader, sql: str, running: Running) -> Generator[list[Cells]]:
    """The rows of a SELECT, each batch made when it is asked for.

    Raises:
        QueryTimeout, QueryCancelled, QueryTooLarge, QueryError: as ``graph.engine.faults`` says.
    """
    with promised(running), running.on(reader.connection):
        running.check()
        reader.connection.execute(sql)
        try:
            while batch := reader.connection.fetchmany(_BATCH):
                running.check()
                yield batch
        finally:
            # Whoever has enough asks no further, and the connection must be free for what is next.
            reader.connection.abort()


def found(reader: Reader, sql: str, running: Running) -> Found:
    """The rows of a SELECT, up to the limit on rows."""
    left = running.limits.rows
    kept: list[list[Cells]] = []
    with closing(batches(reader, sql, running)) as asked:
        for batch in asked:
            kept.append(batch[:left])
            left -= len(batch)
            running.progress.rows = running.limits.rows - left
            if left < 0:
                break
        names = tuple(name for name, *_ in reader.connection.description or ())
    return Found(names, kept, is_complete=left >= 0)


def solutions(
    reader: Reader, relation: Relation, variables: Sequence[str], running: Running
) -> tuple[Iterator[Row], bool]:
    """The solutions of a relation in order, with these variables, and whether they are all there are."""
    rows = found(reader, relation.sql, running)
    return decoded(reader, rows, relation, variables, running), rows.is_complete


def decoded(
    reader: Reader, rows: Found, relation: Relation, variables: Sequence[str], running: Running
) -> Iterator[Row]:
    """The rows of a relation as terms, with these variables."""
    columns = [relation.columns.get(name) for name in variables]
    places = [None if column is None else rows.names.index(column.name) for column in columns]
    encodings = {rows.names.index(column.name): column.encoding for column in columns if column}
    lookups = _lookups(reader, rows, encodings, running)
    for batch in filter(None, rows.batches):
        running.check()
        cells = list(zip(*batch, strict=True))
        shown = [
            repeat(None, len(batch)) if place is None else map(lookups[place], cells[place])
            for place in places
        ]
        yield from zip(*shown, strict=True) if shown else repeat((), len(batch))


def _lookups(
    reader: Reader, rows: Found, encodings: Mapping[int, Encoding], running: Running
) -> dict[int, Callable[[Any], Term | None]]:
    """For each place in a row, what gives the term of a cell there."""
    cells: dict[Encoding, set[Any]] = {Encoding.ID: set(), Encoding.TEXT: set()}
    for batch in rows.batches:
        running.check()
        for place, encoding in encodings.items():
            cells[encoding].update([row[place] for row in batch])
    of_ids: dict[Any, Term] = {}
    of_texts: dict[Any, Term] = {}
    for some in _parts(cells[Encoding.ID] - {None}):
        running.check()
        with promised(running), running.on(reader.connection):
            of_ids |= reader.terms(some)
    for some in _parts(cells[Encoding.TEXT] - {None}):
        running.check()
        of_texts |= {text: term_of(text) for text in some}
    terms: dict[Encoding, dict[Any, Term | None]] = {
        Encoding.ID: {None: None, **of_ids},
        Encoding.TEXT: {None: None, **of_texts},
    }
    return {place: terms[encoding].__getitem__ for place, encoding in encodings.items()}


def _parts(cells: set[Any]) -> Iterator[Sequence[Any]]:
    listed = list(cells)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))

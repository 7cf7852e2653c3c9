"""Both copies of the quads sorted anew, when many lie outside the order that lets a lookup read little."""

from contextlib import suppress
from dataclasses import replace
from threading import Lock, Thread

import duckdb

from graph.errors import StoreError
from graph.store.commit_table import CommitTable

__all__ = ["ORDERS", "Sorter", "sort_copies"]

ORDERS = {"spo": "s, p, o, g", "pos": "p, o, s, g"}
"""Copy → the order of its quads."""

_LEAST = 50_000
_SHARE = 0.1


class Sorter:
    """Sorts the copies in the background once nobody writes; readers keep what they see, writers wait."""

    def __init__(self, root: duckdb.DuckDBPyConnection, log: CommitTable, writing: Lock) -> None:
        """A sorter for one database.

        Args:
            root: of the database.
            log: its commits.
            writing: held by whoever has the writer's turn.
        """
        self._root = root
        self._log = log
        self._writing = writing
        self._thread: Thread | None = None

    @property
    def is_due(self) -> bool:
        """Whether so many unsorted quads slow lookups down (measured: three times from a tenth on)."""
        return self._log.place.unsorted > max(_LEAST, _SHARE * self._log.head.quads)

    def sort_if_due(self) -> None:
        """Begin to sort, unless that goes on already; returns at once."""
        if self.is_due and (self._thread is None or not self._thread.is_alive()):
            self._thread = Thread(target=self._sort, name="sorting")
            self._thread.start()

    def rest(self) -> None:
        """Wait until nothing is sorted."""
        if self._thread is not None:
            self._thread.join()

    def _sort(self) -> None:
        # The commits hold whatever becomes of this; without space, lookups stay slower until the next one.
        with suppress(duckdb.Error, StoreError), self._writing, self._root.cursor() as cursor:
            if self.is_due:
                sort_copies(cursor, self._log.head.version)
                self._log.settle(self._log.head, replace(self._log.place, unsorted=0))


def sort_copies(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Sort both copies, and the keys of terms, in one transaction of its own; readers keep what they see.

    Args:
        connection: in no transaction; of whoever has the writer's turn.
        version: of the newest commit.
    """
    connection.execute("BEGIN")
    for table, order in (*ORDERS.items(), ("term_key", "key")):
        connection.execute(f"CREATE TABLE {table}_sorted AS SELECT * FROM {table} ORDER BY {order}")
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE {table}_sorted RENAME TO {table}")
    connection.execute(f"UPDATE commit_log SET unsorted = 0 WHERE version = {version}")
    connection.execute("COMMIT")

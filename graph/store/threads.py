"""How many threads work on a statement, and doing with one for a while.

DuckDB 2.0 sometimes never returns from a recursive query that is interrupted, or fails, while several of its
threads work on it (docs/decisions/0015-one-thread-for-recursion.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import duckdb

__all__ = ["Threads"]


class Threads:
    """The threads of one database: as many as usual, or one as long as somebody wants that."""

    def __init__(self, database: duckdb.DuckDBPyConnection, usual: int) -> None:
        self._database = database
        self._usual = usual
        self._wanting = 0
        self._lock = Lock()

    @contextmanager
    def single(self) -> Iterator[None]:
        """Have every statement worked on by one thread, the one that asks it, until the block ends.

        What runs already goes on with fewer. Beginning waits for what the other threads have in hand.
        """
        with self._lock:
            self._wanting += 1
            if self._wanting == 1:
                self._set(1)
        try:
            yield
        finally:
            with self._lock:
                self._wanting -= 1
                if not self._wanting:
                    self._set(self._usual)

    def _set(self, number: int) -> None:
        if self._usual > 1:
            with self._database.cursor() as cursor:
                cursor.execute(f"SET threads = {number}")

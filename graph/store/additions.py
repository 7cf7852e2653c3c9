"""Rows on their way into tables, put in by one statement, for planning it takes longer than running it."""

from collections.abc import Iterable

import duckdb

__all__ = ["Additions"]


class Additions:
    """Rows that wait until somebody reads, or until they are to be written.

    DuckDB runs every INSERT that stands in the WITH of another (https://github.com/duckdb/duckdb/pull/21997),
    all on the state before the statement; none of these reads a table, so that makes no difference here.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._waiting: dict[str, list[str]] = {}

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """Of the writer; what was added is written by now."""
        self.write()
        return self._connection

    def add(self, table: str, rows: Iterable[str]) -> None:
        """Have rows of a table written, each as a list of values in SQL."""
        if listed := list(rows):
            self._waiting.setdefault(table, []).extend(listed)

    def write(self) -> None:
        """Write what waits."""
        inserts = [
            f"INSERT INTO {table} VALUES ({'), ('.join(rows)})" for table, rows in self._waiting.items()
        ]
        self._waiting = {}
        if inserts:
            *before, last = inserts
            parts = ", ".join(f"part{number} AS ({insert})" for number, insert in enumerate(before))
            self._connection.execute(f"WITH {parts} {last}" if parts else last)

"""What brings a store of an older format to the present one, step by step."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import duckdb

from graph.store.keys import KEYS_SCHEMA, write_keys
from graph.store.macros import MACROS
from graph.store.schema import FORMAT

__all__ = ["MIGRATIONS", "Migration", "migrate"]

Migration = Callable[[duckdb.DuckDBPyConnection], None]


def _with_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Terms are found by a table of keys rather than by an index on their forms."""
    connection.execute(f"DROP INDEX term_lex; {KEYS_SCHEMA}")
    write_keys(connection)


def _with_statistics_in_commits(connection: duckdb.DuckDBPyConnection) -> None:
    """A commit may say what the tables of statistics lack; these lack nothing."""
    connection.execute("ALTER TABLE commit_log ADD COLUMN statistics VARCHAR DEFAULT ''")


MIGRATIONS: Mapping[int, Migration] = MappingProxyType({2: _with_keys, 3: _with_statistics_in_commits})
"""Format → what brings a store of that format to the next one."""


def migrate(
    connection: duckdb.DuckDBPyConnection, number: int, migrations: Mapping[int, Migration] = MIGRATIONS
) -> None:
    """Bring a store of that format to the present one, all the way or not at all."""
    [(macros,)] = connection.execute("SELECT macros FROM format").fetchall()
    if number == FORMAT and macros == MACROS:
        return
    connection.execute("BEGIN")
    try:
        for step in range(number, FORMAT):
            migrations[step](connection)
        connection.execute(MACROS)
        connection.execute("UPDATE format SET number = ?, macros = ?", [FORMAT, MACROS])
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise

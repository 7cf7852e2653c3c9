"""Rows for several tables reach all of them, once each."""

import duckdb
import pytest

from graph.store.additions import Additions

_TABLES = ("one", "two", "three")


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """To three empty tables."""
    made = duckdb.connect(config={"threads": 2, "preserve_insertion_order": False})
    made.execute("; ".join(f"CREATE TABLE {table} (number BIGINT, text VARCHAR)" for table in _TABLES))
    return made


def _rows(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[int, str]]]:
    return {table: connection.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in _TABLES}


@pytest.mark.parametrize("tables", [(), ("one",), ("one", "two"), _TABLES])
def test_every_table_gets_its_rows(tables: tuple[str, ...], connection: duckdb.DuckDBPyConnection) -> None:
    """Also what is added in several steps; writing again writes nothing."""
    additions = Additions(connection)
    for table in tables:
        additions.add(table, [f"1, '{table}'", "2, 'it''s'"])
        additions.add(table, [])
        additions.add(table, ["3, ');'"])

    additions.write()
    additions.write()

    full = [(2, "it's"), (3, ");")]
    assert _rows(connection) == {table: [(1, table), *full] if table in tables else [] for table in _TABLES}


def test_who_reads_sees_what_was_added(connection: duckdb.DuckDBPyConnection) -> None:
    """The connection is given when nothing waits any more, and not before."""
    additions = Additions(connection)
    additions.add("one", ["1, 'a'"])

    before = _rows(connection)["one"]
    after = _rows(additions.connection)["one"]

    assert (before, after) == ([], [(1, "a")])


def test_a_failed_statement_leaves_no_table_changed(connection: duckdb.DuckDBPyConnection) -> None:
    """One row that does not fit undoes all, and is not tried again."""
    additions = Additions(connection)
    additions.add("one", ["1, 'a'"])
    additions.add("two", ["'no number', 'b'"])

    with pytest.raises(duckdb.ConversionException):
        additions.write()
    additions.write()

    assert _rows(connection) == {table: [] for table in _TABLES}

"""Rows from Python to DuckDB, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

__all__ = ["IDS", "append", "distinct", "hand_over", "hand_over_columns", "insert_given", "values"]

IDS: Mapping[str, str] = MappingProxyType(dict.fromkeys("spog", "BIGINT"))
"""The columns of a quad."""

_TYPES = MappingProxyType({"BIGINT": np.int64, "VARCHAR": object})


def hand_over(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Make a temporary table of these rows; one of that name gives way.

    Args:
        connection: where the table will be.
        table: its name.
        columns: name → type, BIGINT or VARCHAR.
        rows: at least one, of whole numbers or texts, without NULL.
    """
    parts = zip(columns.items(), zip(*rows, strict=True), strict=True)
    given = {name: np.array(part, dtype=_TYPES[kind]) for (name, kind), part in parts}
    _with_given(connection, given, f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM mlg_given")


def hand_over_columns(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, NDArray[Any]]
) -> None:
    """The same of columns of numbers."""
    _with_given(connection, columns, f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM mlg_given")


def append(connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, NDArray[Any]]) -> None:
    """Add rows of numbers and truth values to a table, column by column, by the names of its columns."""
    insert_given(connection, f"{table} BY NAME SELECT * FROM mlg_given", columns)


def insert_given(
    connection: duckdb.DuckDBPyConnection, insert: str, columns: Mapping[str, NDArray[Any]]
) -> None:
    """Insert what a statement, from after its INSERT INTO, makes of the columns of ``mlg_given``."""
    _with_given(connection, columns, f"INSERT INTO {insert}")


def distinct(ordered: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sorted numbers, each once."""
    is_new = np.ones(len(ordered), dtype=bool)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]


def _with_given(
    connection: duckdb.DuckDBPyConnection, columns: Mapping[str, NDArray[Any]], statement: str
) -> None:
    connection.register("mlg_given", dict(columns))
    try:
        connection.execute(statement)
    finally:
        connection.unregister("mlg_given")


def values(rows: Iterable[Sequence[float]]) -> list[str]:
    """Few rows of numbers and truth values, each as the values of a VALUES."""
    return [", ".join(map(str, row)) for row in rows]

"""Rows from Python to DuckDB, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

__all__ = ["IDS", "append", "hand_over", "values"]

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


def append(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, NDArray[np.int64]]
) -> None:
    """Add rows of numbers to a table, column by column, by the names of its columns."""
    _with_given(connection, columns, f"INSERT INTO {table} BY NAME SELECT * FROM mlg_given")


def _with_given(
    connection: duckdb.DuckDBPyConnection, columns: Mapping[str, NDArray[Any]], statement: str
) -> None:
    connection.register("mlg_given", dict(columns))
    try:
        connection.execute(statement)
    finally:
        connection.unregister("mlg_given")


def values(rows: Iterable[Sequence[float]]) -> str:
    """Few rows of numbers and truth values as the list of a VALUES."""
    return ", ".join(f"({', '.join(map(str, row))})" for row in rows)

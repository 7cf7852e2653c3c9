"""Rows from Python to DuckDB, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import duckdb
import numpy as np

__all__ = ["IDS", "hand_over", "values"]

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
    connection.register("mlg_given", given)
    try:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM mlg_given")
    finally:
        connection.unregister("mlg_given")


def values(rows: Iterable[Sequence[float]]) -> str:
    """Few rows of numbers and truth values as the list of a VALUES."""
    return ", ".join(f"({', '.join(map(str, row))})" for row in rows)

"""Rows of ids from Python to DuckDB, many at once."""

from collections.abc import Sequence
from typing import Any

import duckdb
import numpy as np

__all__ = ["hand_over"]

_FEW = 20


def hand_over(
    connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]
) -> None:
    """Make a temporary table of these rows; one of that name gives way.

    Args:
        connection: where the table will be.
        table: its name.
        columns: name → type, BIGINT or VARCHAR.
        rows: with whole numbers or texts, without NULL.
    """
    head = f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM"
    if len(rows) <= _FEW and set(columns.values()) == {"BIGINT"}:
        values = ", ".join(f"({', '.join(map(str, row))})" for row in rows)
        connection.execute(f"{head} (VALUES {values}) AS given ({', '.join(columns)})")
        return
    kinds = {"BIGINT": np.int64, "VARCHAR": object}
    parts = zip(*rows, strict=True)
    given = {
        name: np.array(part, dtype=kinds[kind])
        for (name, kind), part in zip(columns.items(), parts, strict=True)
    }
    connection.register("mlg_given", given)
    try:
        connection.execute(f"{head} mlg_given")
    finally:
        connection.unregister("mlg_given")

"""Rows from Python to DuckDB, many at once."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import duckdb
import nanoarrow
import numpy as np
from numpy.typing import NDArray

__all__ = [
    "IDS",
    "append",
    "append_texts",
    "distinct",
    "hand_over",
    "hand_over_columns",
    "insert_given",
    "values",
]

IDS: Mapping[str, str] = MappingProxyType(dict.fromkeys("spog", "BIGINT"))
"""The columns of a quad."""

_TYPES = MappingProxyType({"BIGINT": np.int64, "VARCHAR": object})
_ARROW_TYPES = MappingProxyType(
    {np.int64: nanoarrow.int64, np.int32: nanoarrow.int32, np.bool_: nanoarrow.bool_}
)


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
    """Add rows of numbers and truth values to a table; the columns are all of its own, in its order."""
    types = {name: _ARROW_TYPES[values.dtype.type]() for name, values in columns.items()}
    bits = (np.packbits(each, bitorder="little") if each.dtype == bool else each for each in columns.values())
    _insert(connection, table, types, [[None, each] for each in bits], len(next(iter(columns.values()))))


def append_texts(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    numbers: NDArray[np.int64],
    texts: NDArray[np.uint8],
    sizes: NDArray[np.uint32],
) -> None:
    """Add rows of a number and a text to a table that has these two columns.

    Args:
        connection: where the table is.
        table: its name.
        numbers: of the rows.
        texts: of the rows, one after the other, in UTF-8, which is not looked at.
        sizes: of the texts, in bytes.
    """
    ends = np.cumsum(sizes, dtype=np.int64)
    types = {"number": nanoarrow.int64(), "text": nanoarrow.large_string()}
    _insert(connection, table, types, [[None, numbers], [None, np.append(0, ends), texts]], len(numbers))


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


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    types: Mapping[str, nanoarrow.Schema],
    buffers: Iterable[Sequence[NDArray[Any] | None]],
    count: int,
) -> None:
    """Add rows by way of Arrow: what is registered is held until the transaction ends, this is not."""
    columns = [
        nanoarrow.c_array_from_buffers(kind, count, each)
        for kind, each in zip(types.values(), buffers, strict=True)
    ]
    rows = nanoarrow.c_array_from_buffers(nanoarrow.struct(types), count, [None], children=columns)
    connection.from_arrow(nanoarrow.Array(rows)).insert_into(table)


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

"""Parquet (https://parquet.apache.org/docs/file-format/), as the database writes it."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

__all__ = ["parquet"]


def parquet(table: Any, about: Mapping[str, str]) -> bytes:
    """A table as a Parquet file.

    Args:
        table: columns, as an object with ``__arrow_c_stream__``.
        about: what the file says of itself, as its key-value metadata.
    """
    told = ", ".join(f"{_quoted(name)}: {_quoted(value)}" for name, value in about.items())
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "table.parquet"
        connection.from_arrow(table).create_view("written")
        metadata = f", KV_METADATA {{{told}}}" if about else ""
        connection.execute(
            f"COPY written TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd{metadata})"
        )
        return path.read_bytes()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''").replace("\0", "") + "'"

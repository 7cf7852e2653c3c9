"""Columns of numbers that SQL reads where they are, as a table of a name."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import duckdb
import numpy as np
from numpy.typing import NDArray

__all__ = ["lent"]


@contextmanager
def lent(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, NDArray[np.generic]]
) -> Iterator[None]:
    """Have these columns be a table of that name until the block ends."""
    connection.register(name, dict(columns))
    try:
        yield
    finally:
        # A transaction that has failed, as one does that is stopped, takes its tables along; were that
        # raised here, nobody would learn why it has failed.
        with suppress(duckdb.Error):
            connection.unregister(name)

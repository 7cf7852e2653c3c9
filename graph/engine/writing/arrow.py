"""Text that SQL makes, read in the columns that DuckDB makes it in, without an object for each row.

https://arrow.apache.org/docs/format/CStreamInterface.html; the stream is read as it is made, in flat memory.
"""

from collections.abc import Iterator

import duckdb
import nanoarrow
import numpy as np

from graph.engine.faults import promised
from graph.engine.limits import Running
from graph.engine.progress import Stage
from graph.store.columnar import Reader

__all__ = ["joined_texts"]

_FAULTS = {
    "INTERRUPT": duckdb.InterruptException,
    "Out of Memory": duckdb.OutOfMemoryException,
    "Out of Range": duckdb.OutOfRangeException,
    "Invalid Input": duckdb.InvalidInputException,
}


def joined_texts(reader: Reader, sql: str, most: int, running: Running) -> Iterator[tuple[bytes, int, bool]]:
    """The texts of a SELECT of one column without NULL, put together in pieces as they come.

    With each piece comes how many texts it holds, and whether some were left out because there are more
    than ``most``. The store has offsets of 64 bits in them (``arrow_large_buffer_size``).

    Raises:
        QueryTimeout, QueryCancelled, QueryTooLarge, QueryError: as ``graph.engine.faults`` says.
    """
    left = most
    running.progress.rows = 0
    with promised(running), running.on(reader.connection):
        stream = nanoarrow.c_array_stream(reader.connection.sql(sql))
        for texts in _pieces(stream):
            running.check()
            _, offsets, letters = texts.view().buffers
            count = min(left, texts.length)
            bounds = np.frombuffer(offsets, np.int64)[texts.offset :]
            yield bytes(memoryview(letters)[bounds[0] : bounds[count]]), count, count < texts.length
            left -= count
            running.progress.stage, running.progress.rows = Stage.WRITING, most - left
            if count < texts.length:
                break


def _pieces(stream: nanoarrow.c_array_stream) -> Iterator[nanoarrow.c_array]:
    try:
        for piece in stream:
            yield piece.child(0)
    except RuntimeError as error:
        raise _fault(str(error)) from error


def _fault(message: str) -> Exception:
    """What DuckDB would have raised itself."""
    told = message.partition(": ")[2]
    for start, kind in _FAULTS.items():
        if told.startswith(start):
            return kind(told)
    return duckdb.Error(told)

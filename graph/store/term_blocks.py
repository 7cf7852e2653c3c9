"""The dictionary in memory, packed: from ids to rows of the table ``term`` without a statement of DuckDB.

A statement takes half a millisecond and each term that it finds a tenth more; to unpack one takes hundredths.
Neighbours in the dictionary are alike, so that a term takes five or six bytes. A number that was committed
stands for its term for ever, so what was packed is never out of date.

A block is ``zlib`` of an entry for each of 64 numbers, in any order: a mark and the number's place in the
block, then datatype, language and lexical form, a line each.
"""

import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import groupby
from threading import RLock, Thread, current_thread, main_thread

import duckdb

from graph.store.ids import Tag

__all__ = ["Entry", "TermBlocks"]

Entry = tuple[int, str, str | None, str | None]
"""Id, lexical form, datatype and language of a term; None or '' where it has no such language or datatype."""

_MARK, _FIRST = 30, 48
_BITS = 10
"""Of an id, the lowest: the number's place in its block, and four of tag."""

_LONGEST = 1_000
"""In bytes; longer terms, triple terms, and those that hold what parts them from others are left out."""

_MOST_BYTES = 64_000_000
"""Of all blocks together, which is enough for ten million terms; the others are left out."""

_SELDOM = 4
"""So often SQL is asked for terms before they are packed: a second and a half for three million of them."""

_AT_ONCE = 1 << 10
_LEVEL = 1
_BLOCKS = f"""
SELECT id >> {_BITS} AS block, encode(string_agg(entry, '')) FROM (
    SELECT id, chr({_MARK}) || chr(({_FIRST} + (id >> 4 & 63))::INTEGER) ||
        concat_ws(chr(10), coalesce(dt, ''), coalesce(lang, ''), lex) AS entry
    FROM term
    WHERE id >= {{first}} AND id < {{end}} AND id & 15 <> {Tag.TRIPLE:d}
        AND strlen(concat(dt, lex)) <= {_LONGEST}
        AND NOT contains(concat(dt, lex), chr({_MARK})) AND NOT contains(concat(dt), chr(10)))
GROUP BY block"""


class TermBlocks:
    """The rows of most terms; none at first, and after some times of asking they are packed on a thread."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self._blocks: list[bytes] = []
        self._size_bytes = 0
        self._end_id = 0
        self._misses = 0
        self._thread: Thread | None = None
        self._is_closed = False
        self._lock = RLock()  # whatever is let go of meanwhile may be the store, which closes this

    def split(self, ids: Collection[int]) -> tuple[list[Entry], list[int]]:
        """The rows of those that are here, and the other ids, which the table is to be asked for."""
        found, left = list[Entry](), list[int]()
        for place, among in groupby(sorted(ids), lambda id_: id_ >> _BITS):
            entries = zlib.decompress(self._blocks[place]) if 0 <= place < len(self._blocks) else b""
            for id_ in among:
                entry = _entry(entries, id_)
                if entry is None:
                    left.append(id_)
                else:
                    found.append(entry)
        if any(id_ >= self._end_id for id_ in left):
            self._miss()
        return found, left

    def rest(self) -> None:
        """Wait until nothing is packed any more."""
        with self._lock:
            thread = self._thread
        if thread is not None and thread is not current_thread():
            thread.join()

    def close(self) -> None:
        """Pack nothing from now on."""
        with self._lock:
            self._is_closed = True
        self.rest()

    def _miss(self) -> None:
        with self._lock:
            self._misses += 1
            is_packing = self._thread is not None and self._thread.is_alive()
            if self._misses < _SELDOM or is_packing or not self._goes_on():
                return
            self._misses = 0
            self._thread = Thread(target=self._pack, name="packing")
            self._thread.start()

    def _goes_on(self) -> bool:
        """Whether there is room for more, and anyone to use it: a process that ends is not to wait."""
        return not self._is_closed and self._size_bytes < _MOST_BYTES and main_thread().is_alive()

    def _pack(self) -> None:
        """Pack the terms that were committed since; the last block, which may not be full, anew."""
        with suppress(duckdb.Error), self._database.cursor() as cursor:
            [(last,)] = cursor.execute("SELECT coalesce(max(id), 0) FROM term").fetchall()
            first, end = max(len(self._blocks) - 1, 0), (last >> _BITS) + 1
            for start in range(first, end, _AT_ONCE):
                if not self._goes_on():
                    return
                blocks = list(_read(cursor, start, min(start + _AT_ONCE, end)))
                self._size_bytes += sum(map(len, blocks)) - sum(map(len, self._blocks[start:]))
                self._blocks[start:] = blocks
                self._end_id = min(start + len(blocks) << _BITS, (last | 15) + 1)


def _entry(entries: bytes, id_: int) -> Entry | None:
    """What a block says of an id."""
    start = entries.find(bytes((_MARK, _FIRST + (id_ >> 4 & 63))))
    if start < 0:
        return None
    end = entries.find(_MARK, start + 1)
    datatype, language, form = entries[start + 2 : end if end > 0 else None].decode().split("\n", 2)
    return id_, form, datatype, language


def _read(cursor: duckdb.DuckDBPyConnection, start: int, end: int) -> Iterator[bytes]:
    """The blocks from one place to before another, as of now."""
    sql = _BLOCKS.format(first=start << _BITS, end=end << _BITS)
    entries = dict(cursor.execute(sql).fetchall())
    return (zlib.compress(entries.get(place, b""), _LEVEL) for place in range(start, end))

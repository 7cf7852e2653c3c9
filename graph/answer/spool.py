"""The texts of answers from when they are written until they are sent: in memory, then on disk, both bounded.

An answer is complete before any of it leaves. What is on disk is in files without a name, so nothing is
left of them when the process ends, however it ends.
"""

import os
from bisect import bisect_right
from collections.abc import Iterator
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, Self

from graph.answer.coding import WORTH_CODING, Encoder, encoder
from graph.errors import QueryTooLarge, StoreError

__all__ = ["Room", "Spool"]

_MB = 1_000_000
_ALWAYS_FREE = 65_536
"""So much of each answer has a place, so that small ones pass while large ones fill the room."""
_BLOCK = 32_768


class _Share:
    """So many bytes that many may take from."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._taken = 0
        self._lock = Lock()

    @property
    def taken(self) -> int:
        return self._taken

    def take(self, size: int) -> bool:
        """Take so many bytes, or none where there are not that many left."""
        with self._lock:
            fits = self._taken + size <= self.size
            self._taken += size if fits else 0
            return fits

    def give_back(self, size: int) -> None:
        with self._lock:
            self._taken -= size


class Room:
    """What all answers together may take while they are written and sent."""

    def __init__(self, memory_mb: int = 500, disk_mb: int = 10_000) -> None:
        self.memory = _Share(memory_mb * _MB)
        self.disk = _Share(disk_mb * _MB)


class Spool:
    """The text of one answer.

    Attributes:
        coding: the content coding that it is in; empty for none.
        size: how many bytes it has by now, as they are sent.
    """

    def __init__(self, room: Room, coding: str = "") -> None:
        """An empty one.

        Args:
            room: what it takes its place from.
            coding: what it is to be coded in, if it is long enough to be worth it.
        """
        self.coding = ""
        self.size = 0
        self._room = room
        self._wanted = coding
        self._encoder: Encoder | None = None
        self._waiting = b""
        self._pieces: list[bytes] = []
        self._ends: list[int] = []
        self._in_memory = 0
        self._file: IO[bytes] | None = None
        self._on_disk = 0

    def write(self, piece: bytes) -> int:
        """Add to the text; how many bytes that were.

        Raises:
            QueryTooLarge: there is no room.
            StoreError: the disk is full or broken.
        """
        if self._encoder:
            self._keep(self._encoder.compress(piece))
        elif self._wanted:
            self._waiting += piece
            if len(self._waiting) >= WORTH_CODING:
                self.coding, self._encoder = self._wanted, encoder(self._wanted)
                self._keep(self._encoder.compress(self._waiting))
        else:
            self._keep(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing: for those who write to files."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """All is written, unless the block raises: then the text is worth nothing."""
        try:
            if kind is None:
                self.end()
        except BaseException:
            self.close()
            raise
        if kind is not None:
            self.close()

    def end(self) -> None:
        """Say that all is written; raises as `write` does."""
        self._keep(self._encoder.flush() if self._encoder else self._waiting)
        self._waiting = b""

    def blocks(self) -> Iterator[bytes]:
        """The whole text, in blocks of some ten thousand bytes; as often as is wanted."""
        for piece in self._pieces:
            for start in range(0, len(piece), _BLOCK):
                yield piece[start : start + _BLOCK]
        place = 0
        while self._file and (block := os.pread(self._file.fileno(), _BLOCK, place)):
            place += len(block)
            yield block

    def read(self, start: int, size: int) -> bytes:
        """Some of the text from that byte on, at most so many bytes; nothing where it ends."""
        in_memory = self._ends[-1] if self._ends else 0
        if start < in_memory:
            number = bisect_right(self._ends, start)
            begins = self._ends[number - 1] if number else 0
            return self._pieces[number][start - begins : start - begins + size]
        return os.pread(self._file.fileno(), size, start - in_memory) if self._file else b""

    def content(self) -> bytes:
        """The whole text at once, without its coding being taken off."""
        return b"".join(self.blocks())

    @property
    def is_in_memory(self) -> bool:
        """Whether no part of it is on disk."""
        return self._file is None

    def close(self) -> None:
        """Give the room back; the text is gone."""
        self._pieces, self._ends = [], []
        if self._file:
            self._file.close()
            self._file = None
        self._room.memory.give_back(self._in_memory)
        self._room.disk.give_back(self._on_disk)
        self._in_memory = self._on_disk = 0

    def __del__(self) -> None:
        self.close()

    def _keep(self, piece: bytes) -> None:
        if not piece:
            return
        if self._file is None and self._fits_in_memory(len(piece)):
            self._pieces.append(piece)
            self._ends.append(self.size + len(piece))
        else:
            self._put_on_disk(piece)
        self.size += len(piece)

    def _fits_in_memory(self, size: int) -> bool:
        if self.size + size <= _ALWAYS_FREE:
            return True
        fits = self._room.memory.take(size)
        self._in_memory += size if fits else 0
        return fits

    def _put_on_disk(self, piece: bytes) -> None:
        if not self._room.disk.take(len(piece)):
            limit = self._room.disk.size // _MB
            raise QueryTooLarge(
                f"The answers that are being written and sent would together be larger than answer_disk_mb "
                f"({limit:,} MB) allows. Ask for less at once, or later."
            )
        self._on_disk += len(piece)
        try:
            self._file = self._file or TemporaryFile(buffering=0)  # noqa: SIM115 - `close` closes it
            left = memoryview(piece)
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            raise StoreError(f"An answer can't be put on disk: {error.strerror}.") from error

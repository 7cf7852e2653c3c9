"""The text of an answer as a file, for servers that send files by themselves."""

from collections.abc import Callable
from io import SEEK_CUR, SEEK_END, SEEK_SET, RawIOBase
from typing import Any

from graph.answer.spool import Spool

__all__ = ["SpoolFile"]


class SpoolFile(RawIOBase):
    """A text that is all written, from its start."""

    def __init__(self, text: Spool, closed: Callable[[], None]) -> None:
        """A file of that text, and what is told once it is closed."""
        self._text = text
        self._told = closed
        self._place = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """And from any place."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Some of what follows, as much as there is at hand."""
        found = self._text.read(self._place, len(memoryview(buffer)))
        buffer[: len(found)] = found
        self._place += len(found)
        return len(found)

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """Go to a place; gives it."""
        self._place = {SEEK_SET: 0, SEEK_CUR: self._place, SEEK_END: self._text.size}[whence] + offset
        return self._place

    def tell(self) -> int:
        """The place."""
        return self._place

    def close(self) -> None:
        """Nothing more is read."""
        if not self.closed:
            super().close()
            self._told()

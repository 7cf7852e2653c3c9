"""Texts packed end to end, so that a million of them are two arrays and not a million objects."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import overload

import numpy as np
import numpy.typing as npt

__all__ = ["Texts"]

_ENCODING = ("utf-8", "surrogatepass")


@dataclass(frozen=True, eq=False)
class Texts(Sequence[str]):
    """Texts as UTF-8, end to end.

    Attributes:
        bounds: where each text starts, and where the last ends, in bytes.
        letters: the bytes.
    """

    bounds: npt.NDArray[np.int64]
    letters: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """These texts, packed."""
        written = [text.encode(*_ENCODING) for text in texts]
        bounds = np.fromiter(accumulate(map(len, written), initial=0), np.int64, len(written) + 1)
        return cls(bounds, np.frombuffer(b"".join(written), np.uint8))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        place = range(len(self))[at]
        return self.letters[self.bounds[place] : self.bounds[place + 1]].tobytes().decode(*_ENCODING)

    def __iter__(self) -> Iterator[str]:
        letters, bounds = self.letters.tobytes(), self.bounds.tolist()
        for start, end in pairwise(bounds):
            yield letters[start:end].decode(*_ENCODING)

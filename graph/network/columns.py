"""Columns of a network: numbers that stand for texts, and sets of them.

No column holds a Python object a row, so a million ties take tens of megabytes. Arrays are read-only.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, overload

import numpy as np
import numpy.typing as npt

__all__ = ["Coded", "Floats", "Ints", "Mask", "Sets", "frozen", "in_order", "starts_of"]

Ints = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_MOST_KEPT = 10_000
_MOST_SHORT = 1 << 16


def frozen(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The array, from now on read-only."""
    array.flags.writeable = False
    return array


def in_order(values: npt.NDArray[Any]) -> Ints:
    """The places of whole numbers from 0 on, the smallest first, and equal ones as they stand."""
    # Sixteen bits are sorted by counting, in a tenth of the time.
    is_short = values.max(initial=0) < _MOST_SHORT
    return np.argsort(values.astype(np.uint16) if is_short else values, kind="stable")


def starts_of(counts: Iterable[int] | Ints) -> Ints:
    """Where each of consecutive stretches of these lengths starts, and where the last ends."""
    sizes = np.asarray(counts if isinstance(counts, np.ndarray) else list(counts), np.int64)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])


@dataclass(frozen=True, eq=False)
class Coded(Sequence[str]):
    """A column of texts, each written as its place in a list of texts.

    Attributes:
        codes: for each row the place of its text.
        values: the texts; some may be in no row.
    """

    codes: Ints
    values: Sequence[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Coded":
        """These texts, a row each."""
        places: dict[str, int] = {}
        codes = np.fromiter((places.setdefault(text, len(places)) for text in texts), np.int32)
        return cls(frozen(codes), tuple(places))

    @classmethod
    def same(cls, text: str, count: int) -> "Coded":
        """One text in so many rows; takes no memory for each."""
        return cls(np.broadcast_to(np.int32(0), count), (text,))

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self._texts[code] for code in self.codes[at].tolist()]
        return self._texts[int(self.codes[at])]

    def __iter__(self) -> Iterator[str]:
        texts = self._texts if len(self.values) <= _MOST_KEPT else dict(self._used())
        return (texts[code] for code in self.codes.tolist())

    def take(self, rows: Ints | Mask) -> "Coded":
        """These rows."""
        return Coded(frozen(self.codes[rows]), self.values)

    def rows(self) -> list[str]:
        """The text of each row; each different one is looked up once."""
        used, places = np.unique(self.codes, return_inverse=True)
        texts = np.array([*(self.values[at] for at in used.tolist()), ""], np.object_)
        return texts[places].tolist()  # type: ignore[no-any-return]

    def mapped(self, change: Callable[[str], str]) -> "Coded":
        """The column with each text changed; the change is asked once for each text."""
        used, codes = np.unique(self.codes, return_inverse=True)
        return Coded(frozen(codes.astype(np.int32)), tuple(change(self.values[at]) for at in used.tolist()))

    def is_in(self, wanted: Collection[str]) -> Mask:
        """Which rows hold one of these texts."""
        chosen = [code for code, text in self._used() if text in wanted]
        return np.isin(self.codes, np.array(chosen, np.int64))

    def counts(self) -> dict[str, int]:
        """Text → number of rows, sorted by text."""
        found: dict[str, int] = {}
        used, numbers = np.unique(self.codes, return_counts=True)
        for code, number in zip(used.tolist(), numbers.tolist(), strict=True):
            found[self.values[code]] = found.get(self.values[code], 0) + number
        return dict(sorted(found.items()))

    def ranked(self) -> tuple[Ints, list[str]]:
        """For each row the place of its text among the column's texts, sorted; and these texts."""
        used, places = np.unique(self.codes, return_inverse=True)
        texts = [self.values[code] for code in used.tolist()]
        ordered = sorted(set(texts))
        place = {text: at for at, text in enumerate(ordered)}
        return np.array([place[text] for text in texts], np.int64)[places], ordered

    def _used(self) -> Iterator[tuple[int, str]]:
        return ((code, self.values[code]) for code in np.unique(self.codes).tolist())

    @cached_property
    def _texts(self) -> Sequence[str]:
        """The texts, unpacked where they are few."""
        return tuple(self.values) if len(self.values) <= _MOST_KEPT else self.values


@dataclass(frozen=True, eq=False)
class Sets:
    """A column of sets of texts.

    Attributes:
        bounds: where the texts of each row start, and where those of the last end.
        codes: the places of the texts, row after row, in each row sorted by text.
        values: the texts.
    """

    bounds: Ints
    codes: Ints
    values: Sequence[str]

    @classmethod
    def of(cls, sets: Iterable[Iterable[str]]) -> "Sets":
        """These sets, a row each."""
        rows = [sorted(set(each)) for each in sets]
        column = Coded.of(chain.from_iterable(rows))
        return cls(frozen(starts_of(map(len, rows)).astype(np.int32)), column.codes, column.values)

    @classmethod
    def empty(cls, count: int) -> "Sets":
        """So many empty sets; takes no memory for each."""
        return cls(np.broadcast_to(np.int32(0), count + 1), np.zeros(0, np.int32), ())

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __getitem__(self, at: int) -> tuple[str, ...]:
        """The texts of a row, sorted."""
        place = range(len(self))[at]
        return tuple(
            self.values[code] for code in self.codes[self.bounds[place] : self.bounds[place + 1]].tolist()
        )

    def take(self, rows: Ints | Mask) -> "Sets":
        """These rows."""
        if not len(self.codes):
            return Sets.empty(int(np.count_nonzero(rows)) if rows.dtype == np.bool_ else len(rows))
        places = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        sizes = np.diff(self.bounds)[places]
        bounds = starts_of(sizes)
        moved = np.repeat(self.bounds[:-1][places] - bounds[:-1], sizes) + np.arange(bounds[-1])
        return Sets(frozen(bounds.astype(np.int32)), frozen(self.codes[moved]), self.values)

    def hold(self, wanted: Collection[str]) -> Mask:
        """Which rows hold one of these texts."""
        hits = Coded(self.codes, self.values).is_in(wanted)
        rows = np.repeat(np.arange(len(self)), np.diff(self.bounds))[hits]
        found = np.zeros(len(self), np.bool_)
        found[rows] = True
        return found

    def texts(self) -> list[str]:
        """All texts that a row holds, sorted."""
        return list(Coded(self.codes, self.values).counts())

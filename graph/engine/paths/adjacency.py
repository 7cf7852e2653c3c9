"""What follows what, as arrays: where a search from one term is a matter of microseconds.

The arrays are those of a sparse matrix by rows (Buluç et al., "Parallel sparse matrix-vector and
matrix-transpose-vector multiplication using compressed sparse blocks", SPAA 2009,
https://doi.org/10.1145/1583991.1584053, section 2): the neighbours of the node numbered ``n`` are
``targets[offsets[n]:offsets[n + 1]]``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

__all__ = ["Adjacency", "Ids", "adjacency", "spread"]

Ids = NDArray[np.int64]
_SPARSE = 4
_PAYLOAD_BITS = 4


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Directed edges between terms.

    Attributes:
        ids: the id of each node, by its number; 0 where a number has no node.
        offsets: where the neighbours of a node start; one more at the end.
        targets: the numbers of the neighbours of all nodes.
        lowest: the number of an id is its payload less this; None: its place among ``ids``, which are sorted.
    """

    ids: Ids
    offsets: Ids
    targets: NDArray[np.int32]
    lowest: int | None

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return self.ids.nbytes + self.offsets.nbytes + self.targets.nbytes

    def reached(self, start: int, most: int, check: Callable[[], None]) -> Ids | None:
        """The ids that one edge or more lead to from ``start``, each once; None where there are too many.

        Breadth first: time and space grow with the edges that are met; ``check`` is called at each depth.
        """
        seen = np.zeros(len(self.ids), dtype=np.bool_)
        front = self._numbers(np.array([start]))
        found: list[NDArray[np.intp]] = []
        count = 0
        while front.size:
            check()
            after = self._after(front)
            front = np.unique(after[~seen[after]])
            seen[front] = True
            found.append(front)
            count += front.size
            if count > most:
                return None
        return self.ids[np.concatenate(found)] if found else self.ids[:0]

    def following(self, ids: Ids) -> Ids:
        """The ids that one edge leads to from any of these, each once."""
        front = self._numbers(ids)
        return self.ids[np.unique(self._after(front))] if front.size else self.ids[:0]

    def circular(self) -> Ids:
        """The ids from which one edge or more lead back to them.

        They are those of the strongly connected components of more than one node, and of loops. The time is
        linear (Tarjan, "Depth-first search and linear graph algorithms", 1972,
        https://doi.org/10.1137/0201010).
        """
        if not self.ids.size:
            return self.ids
        sources = np.repeat(np.arange(len(self.ids)), np.diff(self.offsets))
        shape = (len(self.ids), len(self.ids))
        # Few paths need it, and it takes an eighth of a second to read.
        sparse = import_module("scipy.sparse")
        matrix = sparse.csr_array(
            (np.ones(len(self.targets), dtype=np.int8), self.targets, self.offsets), shape
        )
        _, component = sparse.csgraph.connected_components(matrix, connection="strong")
        is_circular = np.bincount(component)[component] > 1
        is_circular[sources[sources == self.targets]] = True
        found: Ids = self.ids[is_circular]
        return found

    def _numbers(self, ids: Ids) -> NDArray[np.intp]:
        """The numbers of those of the ids that are nodes."""
        if self.lowest is None:
            numbers = np.searchsorted(self.ids, ids)
        else:
            numbers = (ids >> _PAYLOAD_BITS) - self.lowest
        is_within = (numbers >= 0) & (numbers < len(self.ids))
        numbers, ids = numbers[is_within], ids[is_within]
        found: NDArray[np.intp] = numbers[self.ids[numbers] == ids]
        return found

    def _after(self, front: NDArray[np.intp]) -> NDArray[np.int32]:
        """The neighbours of all these, with duplicates."""
        starts = self.offsets[front]
        counts = self.offsets[front + 1] - starts
        if front.size == 1:
            return self.targets[starts[0] : starts[0] + counts[0]]
        ends = counts.cumsum()
        places = np.arange(ends[-1]) + np.repeat(starts - (ends - counts), counts)
        found: NDArray[np.int32] = self.targets[places]
        return found


def spread(follow: Callable[[Ids], Ids], start: int, most: int, check: Callable[[], None]) -> Ids | None:
    """The ids that ``follow``, once or more, leads to, each once; None where there are too many."""
    found = np.empty(0, dtype=np.int64)
    front = np.array([start])
    while front.size:
        check()
        front = np.setdiff1d(follow(front), found, assume_unique=True)
        found = np.union1d(found, front)
        if found.size > most:
            return None
    return found


def adjacency(sources: Ids, targets: Ids) -> Adjacency:
    """The edges from each of ``sources``, which are sorted, to the one of ``targets`` at the same place."""
    ids, lowest = _numbered(sources, targets)
    if lowest is None:
        numbers, ends = np.searchsorted(ids, sources), np.searchsorted(ids, targets)
    else:
        numbers, ends = (sources >> _PAYLOAD_BITS) - lowest, (targets >> _PAYLOAD_BITS) - lowest
    counts = np.bincount(numbers, minlength=len(ids))
    return Adjacency(ids, np.concatenate(([0], counts.cumsum())), ends.astype(np.int32), lowest)


def _numbered(sources: Ids, targets: Ids) -> tuple[Ids, int | None]:
    """Ids by number, and the payload of number 0.

    Payloads serve as numbers where they lie close together, as those of the dictionary do, and differ.
    """
    every = np.concatenate((sources, targets))
    if not every.size:
        return every, None
    payloads = every >> _PAYLOAD_BITS
    lowest, highest = int(payloads.min()), int(payloads.max())
    if highest - lowest <= _SPARSE * every.size:
        ids = np.zeros(highest - lowest + 1, dtype=np.int64)
        ids[payloads - lowest] = every
        if np.array_equal(ids[payloads - lowest], every):
            return ids, lowest
    return np.unique(every), None

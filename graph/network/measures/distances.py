"""How far nodes are from one another in ties, from many sources at once.

Sources are searched 256 at a time, each a bit: a level of all of them is one pass over the ties
(Then et al. 2014, https://doi.org/10.14778/2735496.2735507).
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints

__all__ = ["levels", "mean_distance", "nearness"]

_WORDS = 4
_BITS = 64 * _WORDS
Bits = npt.NDArray[np.uint64]


def levels(matrix: Matrix, sources: Ints) -> Iterator[tuple[int, Ints]]:
    """(d, for each node the number of sources from which it is d ties away), d from 1, batch by batch.

    A distance comes once for each batch of sources: whoever uses it adds up.

    Args:
        matrix: who is next to whom, symmetric, without loops.
        sources: places of nodes.
    """
    for start in range(0, len(sources), _BITS):
        yield from _batch(matrix, sources[start : start + _BITS])


def nearness(matrix: Matrix, sources: Ints) -> Floats:
    """For each node Σ over the sources other than itself of 1/d; 0 for one that is not reached."""
    found = np.zeros(matrix.shape[0])
    for distance, counts in levels(matrix, sources):
        found += counts / distance
    return found


def mean_distance(matrix: Matrix, sources: Ints) -> float:
    """The mean number of ties from a source to a node that it reaches; 0 where none reaches another."""
    total = pairs = 0
    for distance, counts in levels(matrix, sources):
        number = int(counts.sum())
        total, pairs = total + distance * number, pairs + number
    return total / pairs if pairs else 0.0


def _batch(matrix: Matrix, sources: Ints) -> Iterator[tuple[int, Ints]]:
    seen = np.zeros((matrix.shape[0], _WORDS), np.uint64)
    at = np.arange(len(sources))
    np.bitwise_or.at(seen, (sources, at // 64), np.left_shift(np.uint64(1), (at % 64).astype(np.uint64)))
    found, distance = seen.copy(), 0
    while True:
        found = _neighbours(matrix, found) & ~seen
        if not found.any():
            return
        seen |= found
        distance += 1
        yield distance, np.bitwise_count(found).sum(axis=1, dtype=np.int64)


def _neighbours(matrix: Matrix, bits: Bits) -> Bits:
    """For each node the bits of all that it is next to."""
    found = np.zeros_like(bits)
    tied = np.flatnonzero(np.diff(matrix.indptr))
    if len(tied):
        found[tied] = np.bitwise_or.reduceat(bits[matrix.indices], matrix.indptr[tied], axis=0)
    return found

"""Shortest paths counted in edges, from all nodes at once: a node is a bit, and a step is an OR of words.

So many searches run side by side as words have bits (Then et al. 2014, https://doi.org/10.14778/2735496.2735507).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import breadth_first_order, dijkstra

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints

__all__ = ["Reach", "distances_from", "reach", "rings", "summed_lengths"]

_BITS = 64
_WORDS = 16
_MOST_WORDS = 4_000_000


@dataclass(frozen=True, eq=False)
class Reach:
    """For each node, what is told by the distances to it from the others that reach it.

    Attributes:
        reached: how many others reach it.
        total: the sum of their distances.
        reciprocal: the sum of 1 / distance.
        farthest: the largest distance; 0 where nobody reaches it.
    """

    reached: Ints
    total: Ints | Floats
    reciprocal: Floats
    farthest: Ints | Floats


def reach(incoming: Matrix, sources: Ints | None = None) -> Reach:
    """The distances to every node from these sources, or from all, summed up.

    Cost: edges × sources / 64 words for each step of the longest shortest path.

    Args:
        incoming: row v holds those who point to v.
        sources: places; None is every node.
    """
    count = incoming.shape[0]
    places = np.arange(count) if sources is None else np.asarray(sources)
    found = Reach(*(np.zeros(count, kind) for kind in (np.int64, np.int64, np.float64, np.int64)))
    words = max(1, min(_WORDS, _MOST_WORDS // max(incoming.nnz, 1)))
    for first in range(0, len(places), words * _BITS):
        _search(incoming, places[first : first + words * _BITS], words, found)
    return found


def _search(incoming: Matrix, sources: Ints, words: int, found: Reach) -> None:
    """Add what the searches from these sources find; their number fits the bits."""
    rows = np.flatnonzero(np.diff(incoming.indptr))
    starts = incoming.indptr[rows]
    seen = np.zeros((incoming.shape[0], words), np.uint64)
    bit = np.arange(len(sources))
    np.bitwise_or.at(seen, (sources, bit // _BITS), np.uint64(1) << (bit % _BITS).astype(np.uint64))
    front, steps = seen.copy(), 0
    while len(rows):
        steps += 1
        ahead = np.bitwise_or.reduceat(front[incoming.indices], starts, axis=0) & ~seen[rows]
        new = np.bitwise_count(ahead).sum(axis=1, dtype=np.int64)
        if not new.any():
            break
        seen[rows] |= ahead
        front = np.zeros_like(seen)
        front[rows] = ahead
        found.reached[rows] += new
        found.total[rows] += steps * new
        found.reciprocal[rows] += new / steps
        found.farthest[rows[new > 0]] = np.maximum(found.farthest[rows[new > 0]], steps)


def summed_lengths(incoming: Matrix, places: Ints) -> Reach:
    """For these nodes alone the same, by the lengths of steps; ``total`` and ``farthest`` are fractions.

    Cost: for each of them that of Dijkstra's algorithm.

    Args:
        incoming: row v holds those who point to v, with the positive lengths of these steps.
        places: the nodes.
    """
    count = len(places)
    found = Reach(np.zeros(count, np.int64), np.zeros(count), np.zeros(count), np.zeros(count))
    size = max(1, _MOST_WORDS // max(incoming.shape[0], 1))
    for first in range(0, len(places), size):
        part = slice(first, first + size)
        far = distances_from(incoming, places[part], is_weighted=True)
        is_other = np.isfinite(far) & (far > 0)
        found.reached[part] = is_other.sum(axis=1)
        found.total[part] = far.sum(axis=1, where=is_other)
        found.reciprocal[part] = np.divide(1.0, far, out=np.zeros_like(far), where=is_other).sum(axis=1)
        found.farthest[part] = far.max(axis=1, where=is_other, initial=0.0)
    return found


def distances_from(
    matrix: Matrix, sources: Ints, *, limit: float = np.inf, is_weighted: bool = False
) -> Floats:
    """A row of distances for each source, to all nodes; infinite where there is no path within the limit.

    Args:
        matrix: row u holds those whom u points to, with the lengths of these steps.
        sources: places.
        limit: the longest distance that is looked for.
        is_weighted: whether the lengths count; otherwise each step is 1.
    """
    if len(sources) == 1 and not is_weighted and limit == np.inf:
        return _steps_from(matrix, int(sources[0]))[None, :]
    found: Floats = dijkstra(matrix, indices=sources, unweighted=not is_weighted, limit=limit)
    return np.atleast_2d(found)


def _steps_from(matrix: Matrix, source: int) -> Floats:
    """The same for one source in steps: breadth first."""
    order, before = breadth_first_order(matrix, source)
    turn = np.empty(matrix.shape[0], np.int64)
    turn[order] = np.arange(len(order))
    # Nodes come in the order of those they were reached from: each ring ends where the next one's first was.
    reached_from = turn[before[order[1:]]]
    bounds = [0, 1]
    while bounds[-1] < len(order):
        bounds.append(1 + int(np.searchsorted(reached_from, bounds[-1])))
    found = np.full(matrix.shape[0], np.inf)
    found[order] = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    return found


def rings(matrix: Matrix, starts: Ints) -> Iterator[Ints]:
    """The nodes at each distance from the nearest start."""
    is_near = np.zeros(matrix.shape[0], np.bool_)
    ring = starts
    while len(ring):
        yield ring
        is_near[ring] = True
        reached = np.unique(matrix[ring].indices)
        ring = reached[~is_near[reached]]

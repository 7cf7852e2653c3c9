"""Clustering where neighbours are never tied: what pairs of nodes two steps apart share."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from scipy.sparse import block_array
from scipy.sparse.csgraph import connected_components

from graph.network.adjacency import Matrix
from graph.network.columns import Floats
from graph.network.kernels.triangles import triangle_counts

__all__ = ["MEASURES_OF_PAIRS", "four_cycles", "is_two_mode", "shared_part", "three_paths"]

MEASURES_OF_PAIRS: Mapping[str, Callable[[Floats, Floats, Floats], Floats]] = MappingProxyType(
    {
        "dot": lambda shared, one, two: shared / (one + two - shared),
        "min": lambda shared, one, two: shared / np.minimum(one, two),
        "max": lambda shared, one, two: shared / np.maximum(one, two),
    }
)
"""What two nodes share, as a part of all their neighbours, of those of the one with fewer, or with more."""


def is_two_mode(matrix: Matrix) -> bool:
    """Whether nodes fall into two sides, each tied to the other alone; ``matrix`` is symmetric.

    It is so if no node is connected with itself where each step changes sides.
    """
    count = int(matrix.shape[0])
    if not count:
        return True
    label = connected_components(block_array([[None, matrix], [matrix, None]]), directed=False)[1]
    return not bool((label[:count] == label[count:]).any())


def shared_part(matrix: Matrix, mode: str) -> Floats:
    """For each node the mean over those with a common neighbour of what both share; 0 where there are none.

    See Latapy, Magnien & Del Vecchio 2008, https://doi.org/10.1016/j.socnet.2007.04.006.
    Cost: the pairs that share a neighbour.

    Args:
        matrix: 1 for each pair of neighbours, symmetric.
        mode: a key of `MEASURES_OF_PAIRS`.
    """
    count, degree = matrix.shape[0], np.diff(matrix.indptr).astype(np.float64)
    shared = (matrix @ matrix).tocoo()
    one, two = shared.coords
    is_pair = one != two
    one, two = one[is_pair], two[is_pair]
    parts = MEASURES_OF_PAIRS[mode](shared.data[is_pair], degree[one], degree[two])
    sums, number = np.bincount(one, parts, count), np.bincount(one, minlength=count)
    return np.divide(sums, number, out=np.zeros(count), where=number > 0)


def four_cycles(matrix: Matrix) -> float:
    """How many cycles of four edges there are; ``matrix`` is symmetric, of 0 and 1, without loops."""
    shared = (matrix @ matrix).tocoo()
    one, two = shared.coords
    found = shared.data[one < two]
    return float((found * (found - 1)).sum()) / 4


def three_paths(matrix: Matrix) -> float:
    """How many paths of three edges there are; ``matrix`` is symmetric, of 0 and 1, without loops."""
    count, degree = matrix.shape[0], np.diff(matrix.indptr)
    rows = np.repeat(np.arange(count), degree)
    is_first = rows < matrix.indices
    one, two = rows[is_first], matrix.indices[is_first].astype(np.int64)
    # A middle edge goes on at either end; where both ends meet, there is a triangle and no path.
    middle = int(((degree[one] - 1) * (degree[two] - 1)).sum())
    return float(middle - int(triangle_counts(one, two, count).sum()))

"""What two nodes have in common, for many pairs at once."""

import numpy as np

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints

__all__ = ["shared", "untied"]

_SIDE_BY_SIDE = 20_000


def shared(matrix: Matrix, one: Ints, other: Ints, worth: Floats | None = None) -> Floats:
    """For each pair the number of common neighbours, or the sum of what these are worth.

    Args:
        matrix: 1 for each pair of neighbours, symmetric, without loops.
        one: the first of each pair.
        other: the second.
        worth: a number for each node.
    """
    worths = np.ones(matrix.shape[0]) if worth is None else worth
    found = np.zeros(len(one))
    for first in range(0, len(one), _SIDE_BY_SIDE):
        part = slice(first, first + _SIDE_BY_SIDE)
        found[part] = matrix[one[part]].multiply(matrix[other[part]]) @ worths
    return found


def untied(matrix: Matrix) -> tuple[Ints, Ints]:
    """All pairs of different nodes that are not neighbours, each once. Cost: the square of the nodes."""
    is_free = ~matrix.toarray().astype(np.bool_)
    one, other = np.nonzero(np.triu(is_free, 1))
    return one, other

"""How many ties lie between the nodes of a connected graph, and a few nodes that stand for all."""

import numpy as np
from scipy.sparse.csgraph import breadth_first_order, depth_first_order

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints

__all__ = ["far_apart", "spaced_out", "steps_from_each"]

_GOLDEN = 0.6180339887498949


def steps_from_each(matrix: Matrix, sources: Ints) -> Floats:
    """For each node (rows) the distance in ties from each source (columns).

    Cost: linear in the ties for each source, times the logarithm of the longest distance.
    """
    return np.stack([_steps_from(matrix, source) for source in sources.tolist()], axis=1)


def far_apart(matrix: Matrix, most: int) -> Floats:
    """For each node (rows) its distance from each of a few nodes, each as far as can be from those before.

    The first is the node with most ties, of equals the first one.
    """
    columns = [_steps_from(matrix, _hub(matrix))]
    nearest = columns[0]
    while len(columns) < most and nearest.any():
        columns.append(_steps_from(matrix, int(nearest.argmax())))
        nearest = np.minimum(nearest, columns[-1])
    return np.stack(columns, axis=1)


def spaced_out(matrix: Matrix, count: int) -> Ints:
    """So many nodes spaced out on a walk that goes as deep as it can before it turns back.

    Each is somewhere in its own stretch of the walk, by the golden ratio: at even distances they would all
    stand in one column of a grid.
    """
    walk = depth_first_order(matrix, _hub(matrix))[0]
    index = np.arange(count)
    jitter = (index * _GOLDEN) % 1
    found: Ints = walk[((index + jitter) * (len(walk) / count)).astype(np.int64)]
    return found


def _hub(matrix: Matrix) -> int:
    return int(np.diff(matrix.indptr).argmax())


def _steps_from(matrix: Matrix, source: int) -> Floats:
    """A tree of shortest paths is walked up from all nodes at once, with strides that double."""
    before = breadth_first_order(matrix, source)[1]
    ahead = np.where(before < 0, source, before)
    found: Floats = (np.arange(len(ahead)) != source).astype(np.float64)
    while not (ahead == source).all():
        found = found + found[ahead]
        ahead = ahead[ahead]
    return found

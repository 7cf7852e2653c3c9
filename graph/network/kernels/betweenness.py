"""Shortest paths that pass a node, from some sources: Brandes' accumulation for many sources side by side.

See Brandes 2001, https://doi.org/10.1080/0022250X.2001.9990249.
"""

from typing import Any

import numpy as np

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints

__all__ = ["dependencies"]

_MOST_CELLS = 1_000_000


def dependencies(matrix: Matrix, sources: Ints, *, with_ends: bool = False) -> Floats:
    """For each node the sum over sources s and targets t of the share of shortest s-t paths that pass it.

    Args:
        matrix: 1 for each step, without loops; row u holds those whom u points to.
        sources: places.
        with_ends: whether a path passes its ends.
    """
    count = matrix.shape[0]
    back = matrix.T.tocsr()
    found = np.zeros(count)
    side_by_side = max(1, _MOST_CELLS // max(count, 1))
    for first in range(0, len(sources), side_by_side):
        found += _of(matrix, back, sources[first : first + side_by_side], with_ends=with_ends)
    return found


def _of(matrix: Matrix, back: Matrix, sources: Ints, *, with_ends: bool) -> Floats:
    columns = np.arange(len(sources))
    paths, layers = _counted(back, sources)
    passing = np.zeros_like(paths)
    for layer, before in zip(layers[:0:-1], layers[-2::-1], strict=True):
        share = np.zeros_like(paths)
        share[layer] = (1.0 + passing[layer]) / paths[layer]
        passing[before] += (matrix @ share)[before] * paths[before]
    passing[sources, columns] = 0.0
    if with_ends:
        is_reached = paths > 0
        passing += is_reached
        passing[sources, columns] += is_reached.sum(axis=0) - 2
    return np.asarray(passing.sum(axis=1))


def _counted(back: Matrix, sources: Ints) -> tuple[Floats, list[Any]]:
    """How many shortest paths lead to each node from each source; and (node, source) at each distance."""
    paths = np.zeros((back.shape[0], len(sources)))
    paths[sources, np.arange(len(sources))] = 1.0
    layers = [np.nonzero(paths)]
    ahead = paths
    while True:
        ahead = back @ ahead
        ahead[paths > 0] = 0.0
        layer = np.nonzero(ahead)
        if not len(layer[0]):
            return paths, layers
        paths[layer] = ahead[layer]
        layers.append(layer)

"""Cores, layers and trusses: taking off what is loosely held, again and again."""

import numpy as np

from graph.network.adjacency import Matrix, entries
from graph.network.columns import Ints, Mask
from graph.network.kernels.triangles import triangles_of

__all__ = ["peeled", "truss"]


def peeled(matrix: Matrix) -> tuple[Ints, Ints]:
    """The core number and the onion layer of each node of a symmetric matrix without loops.

    A layer is all that has at most k neighbours left at once (Hébert-Dufresne, Grochow & Allard 2016,
    https://doi.org/10.1038/srep31708); nodes without neighbours are the first layer, of core 0.
    Cost: linear in the edges, and in the nodes that are left for each layer.
    """
    count = matrix.shape[0]
    degree = (matrix @ np.ones(count)).astype(np.int64)
    lost = matrix.data.astype(np.int64)
    core, layer = np.zeros(count, np.int64), np.zeros(count, np.int64)
    is_alone = degree == 0
    layer[is_alone] = 1
    left = np.flatnonzero(~is_alone)
    number, current = int(is_alone.any()), 1
    while len(left):
        number += 1
        held = degree[left]
        current = max(current, int(held.min()))
        is_off = held <= current
        off, left = left[is_off], left[~is_off]
        core[off], layer[off] = current, number
        taken = entries(matrix, off)
        np.subtract.at(degree, matrix.indices[taken], lost[taken])
    return core, layer


def truss(source: Ints, target: Ints, count: int, least: int) -> Mask:
    """Which edges of a simple graph are in its k-truss: in at least k - 2 triangles with others that are.

    See Cohen 2008, Trusses: cohesive subgraphs for social network analysis.
    """
    kept = np.ones(len(source), np.bool_)
    while True:
        places = np.flatnonzero(kept)
        found = triangles_of(source[places], target[places], count).edges
        support = np.bincount(found.ravel(), minlength=len(places))
        is_loose = support < least - 2
        if not is_loose.any():
            return kept
        kept[places[is_loose]] = False

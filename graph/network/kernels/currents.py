"""Electrical current through a network: closeness and betweenness by all ways, not the shortest alone.

See Brandes & Fleischer 2005, https://doi.org/10.1007/978-3-540-31856-9_44. The Laplacian without its first
row and column is factorised once; columns of its inverse are solved for in blocks.
"""

import numpy as np
from scipy.sparse import diags_array
from scipy.sparse.linalg import splu

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints

__all__ = ["current_betweenness", "current_closeness"]

_SIDE_BY_SIDE = 256


def current_closeness(conductances: Matrix) -> Floats:
    """1 / the sum of the resistances between a node and all others; infinite for a node that is alone.

    Args:
        conductances: symmetric, positive, of a connected graph without loops.
    """
    inverse = _inverse(conductances)
    own = inverse.diagonal()
    total = len(own) * own + own.sum() - 2 * inverse.sum(axis=1)
    found: Floats = np.divide(1.0, total, out=np.full(len(own), np.inf), where=total != 0)
    return found


def current_betweenness(conductances: Matrix, source: Ints, target: Ints) -> tuple[Floats, Floats]:
    """For each node, and each edge, the current through it, summed over pairs of nodes with a unit between.

    A unit that begins or ends at a node counts half there. Cost: for each edge that of sorting the nodes.

    Args:
        conductances: symmetric, positive, of a connected graph without loops.
        source: one end of each edge.
        target: the other, larger.
    """
    count = conductances.shape[0]
    inverse, place = _inverse(conductances), np.arange(count, dtype=np.float64)
    known = np.asarray(conductances[source, target]).ravel()
    nodes, edges = np.zeros(count), np.zeros(len(source))
    for first in range(0, len(source), _SIDE_BY_SIDE):
        part = slice(first, first + _SIDE_BY_SIDE)
        current = known[part, None] * (inverse[source[part]] - inverse[target[part]])
        by_place = (current * place).sum(axis=1)
        by_rank = (np.sort(current, axis=1)[:, ::-1] * place).sum(axis=1)
        total = current.sum(axis=1)
        np.add.at(nodes, source[part], by_place - by_rank)
        np.add.at(nodes, target[part], (count - 1) * total - by_place - by_rank)
        edges[part] = (count - 1) * total - 2 * by_rank
    return nodes - place, edges


def _inverse(conductances: Matrix) -> Floats:
    """Of the Laplacian without the first node, with zeros for it."""
    count = conductances.shape[0]
    degree = np.asarray(conductances.sum(axis=1), np.float64)
    found = np.zeros((count, count))
    if count > 1:
        laplacian = (diags_array(degree).tocsr() - conductances)[1:, 1:].tocsc()
        # It is symmetric and its diagonal outweighs the rest: an order for that kind fills in far less.
        solver = splu(
            laplacian, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True}
        )
        for first in range(0, count - 1, _SIDE_BY_SIDE):
            width = min(_SIDE_BY_SIDE, count - 1 - first)
            units = np.zeros((count - 1, width))
            units[first + np.arange(width), np.arange(width)] = 1.0
            found[1:, 1 + first : 1 + first + width] = solver.solve(units)
    return found

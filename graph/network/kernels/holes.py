"""Structural holes: Burt's constraint and effective size, row by row of sparse products.

The formulas are those of NetworkX, directions added up; loops count as it counts them.
"""

from collections.abc import Iterator

import numpy as np

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints

__all__ = ["constraint", "effective_size"]

_MOST_ENTRIES = 5_000_000


def constraint(weights: Matrix) -> Floats:
    """How much each node's ties are bound to one another; not a number for a node without ties.

    c(v) = Σ over neighbours u of (p(v,u) + Σ over w of p(v,w)·p(w,u))², p(v,u) the share of v's tie strength
    that goes to u (Burt 1992). Cost: for each node the degrees of its neighbours.
    """
    mutual, total = _mutual(weights)
    share = _scaled(mutual, total)
    found = np.zeros(len(total))
    for rows in _blocks(share, share):
        direct = share[rows]
        through = direct + direct @ share
        found[rows] = (direct.sign() * through.power(2)).sum(axis=1)
    found[total - 2 * share.diagonal() == 0] = np.nan
    return found


def effective_size(weights: Matrix) -> Floats:
    """How many of each node's neighbours are not redundant; not a number for a node without ties.

    e(v) = Σ over neighbours u of (1 - Σ over w of p(v,w)·m(u,w)), m(u,w) the strength of u and w as a share
    of u's strongest tie (Burt 1992). Cost: for each node the degrees of its neighbours.
    """
    mutual, total = _mutual(weights)
    share = _scaled(mutual, total)
    strongest = mutual.max(axis=1).toarray().ravel() if len(total) else total
    relative = _scaled(mutual, strongest)
    found = np.zeros(len(total))
    for rows in _blocks(share, relative):
        neighbours = share[rows].sign()
        redundant = (neighbours @ relative) * share[rows]
        found[rows] = neighbours.sum(axis=1) - redundant.sum(axis=1)
    found[share.sum(axis=1) - share.diagonal() == 0] = np.nan
    return found


def _mutual(weights: Matrix) -> tuple[Matrix, Floats]:
    mutual = (weights + weights.T).tocsr()
    return mutual, np.asarray(mutual.sum(axis=1), np.float64)


def _scaled(matrix: Matrix, total: Floats) -> Matrix:
    found = matrix.copy()
    rows = np.repeat(np.arange(len(total)), np.diff(matrix.indptr))
    found.data = found.data / total[rows]
    return found


def _blocks(left: Matrix, right: Matrix) -> Iterator[slice]:
    """Stretches of rows whose product has not too many entries."""
    cost: Ints = np.cumsum(left.sign() @ np.diff(right.indptr)) if left.nnz else np.zeros(0, np.int64)
    start = 0
    while start < left.shape[0]:
        done = cost[start - 1] if start and len(cost) else 0
        stop = int(np.searchsorted(cost, done + _MOST_ENTRIES)) if len(cost) else left.shape[0]
        stop = min(max(stop, start + 1), left.shape[0])
        yield slice(start, stop)
        start = stop

"""Structural holes: Burt's constraint and effective size, triangle by triangle.

Two neighbours of a node make each other redundant where they are tied, so all that is shared is in triangles.
Weights there and back are added up; there are no loops.
"""

from collections.abc import Iterator
from itertools import permutations

import numpy as np
from scipy.sparse import csr_array

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints
from graph.network.kernels.triangles import triangles_of

__all__ = ["constraint", "effective_size"]


def constraint(weights: Matrix) -> Floats:
    """How much each node's ties are bound to one another; not a number for a node without ties.

    c(v) = Σ over neighbours u of (p(v,u) + Σ over w of p(v,w)·p(w,u))², p(v,u) the share of v's tie strength
    that goes to u (Burt 1992). Cost: that of the triangles.
    """
    mutual, rows = _mutual(weights)
    share = mutual.data / _row_sums(mutual, mutual.data)[rows]
    through = share.copy()
    back = share[_back(mutual)]
    for at, one, other in _shared(mutual, rows):
        through += np.bincount(at, share[one] * back[other], len(share))
    return _numbered(mutual, _row_sums(mutual, through**2))


def effective_size(weights: Matrix) -> Floats:
    """How many of each node's neighbours are not redundant; not a number for a node without ties.

    e(v) = Σ over neighbours u of (1 - Σ over w of p(v,w)·m(u,w)), m(u,w) the strength of u and w as a share
    of u's strongest tie (Burt 1992). Cost: that of the triangles.
    """
    mutual, rows = _mutual(weights)
    share = mutual.data / _row_sums(mutual, mutual.data)[rows]
    strongest = np.zeros(mutual.shape[0])
    np.maximum.at(strongest, rows, mutual.data)
    relative = mutual.data / strongest[rows]
    found = np.diff(mutual.indptr).astype(np.float64)
    for at, one, other in _shared(mutual, rows):
        found -= np.bincount(rows[at], share[one] * relative[other], len(found))
    return _numbered(mutual, found)


def _mutual(weights: Matrix) -> tuple[Matrix, Ints]:
    """Strengths there and back, added up; and the row of each."""
    mutual = (weights + weights.T).tocsr()
    mutual.sort_indices()
    return mutual, np.repeat(np.arange(mutual.shape[0]), np.diff(mutual.indptr))


def _shared(mutual: Matrix, rows: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Of each triangle, in each of its six orders v, u, w: the places of (v, u), (v, w) and (u, w)."""
    count = mutual.shape[0]
    is_first = rows < mutual.indices
    nodes = triangles_of(rows[is_first], mutual.indices[is_first], count).nodes
    keys = rows * count + mutual.indices
    place = {
        (one, other): np.searchsorted(keys, nodes[:, one] * count + nodes[:, other])
        for one, other in permutations(range(3), 2)
    }
    for v, u, w in permutations(range(3)):
        yield place[v, u], place[v, w], place[u, w]


def _back(mutual: Matrix) -> Ints:
    """For the place of each (u, w) that of (w, u)."""
    places = csr_array((np.arange(mutual.nnz), mutual.indices, mutual.indptr), shape=mutual.shape)
    return np.asarray(places.T.tocsr().data)


def _row_sums(mutual: Matrix, values: Floats) -> Floats:
    rows = np.repeat(np.arange(mutual.shape[0]), np.diff(mutual.indptr))
    found: Floats = np.bincount(rows, values, mutual.shape[0]).astype(np.float64)
    return found


def _numbered(mutual: Matrix, values: Floats) -> Floats:
    return np.where(np.diff(mutual.indptr) > 0, values, np.nan)

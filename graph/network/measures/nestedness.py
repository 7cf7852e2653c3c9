"""Nestedness: whether those with few ties choose among what those with many ties have."""

import numpy as np

from graph.errors import NetworkError
from graph.network.adjacency import Matrix
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, undirected
from graph.network.measures.two_modes import sides
from graph.network.network import Network

__all__ = ["MEASURES"]

_SHARED_LIMIT = 50_000_000


def nestedness(network: Network, _: Options) -> Computed:
    """How far the counterparts of a node with few ties are those of nodes with more ties (NODF).

    NODF = 100 · Σ over pairs of nodes of one side of |N(u) ∩ N(v)| / d(v) where d(u) > d(v), else 0, divided
    by the number of pairs of both sides; N(v) the d(v) counterparts of v. From 0 to 100. ``sources`` and
    ``targets`` are the same for one side alone. Needs a two-mode network; direction and weights do not
    matter. Cost: the pairs of each side that share a counterpart.

    >>> from graph.network import Edge, Network
    >>> ties = [Edge("1", "a", "x"), Edge("2", "a", "y"), Edge("3", "b", "x")]
    >>> nestedness(Network.of(ties, is_bipartite=True), Options()).summary
    {'nestedness': 100.0, 'sources': 100.0, 'targets': 100.0}
    """
    matrix = sides(network, "Nestedness", "Use core_periphery for others.")[0]
    pairs = [count * (count - 1) // 2 for count in matrix.shape]
    back = matrix.T.tocsr()
    shared = int(sum((np.diff(side.indptr).astype(np.int64) ** 2).sum() for side in (matrix, back)))
    if shared > _SHARED_LIMIT:
        raise NetworkError(
            f"Nestedness would hold {shared:,} pairs that share a counterpart; the limit is "
            f"{_SHARED_LIMIT:,}. Narrow the network by type, relation or date."
        )
    sums = [_nested(matrix), _nested(back)]
    summary = {
        name: 100 * total / number
        for name, total, number in (
            ("nestedness", sum(sums), sum(pairs)),
            ("sources", sums[0], pairs[0]),
            ("targets", sums[1], pairs[1]),
        )
        if number
    }
    return Computed(undirected(network), summary=summary, kernel=ARRAYS)


def _nested(matrix: Matrix) -> float:
    """The sum over pairs of rows of the share of the shorter that the longer holds as well."""
    degrees = np.diff(matrix.indptr)
    shared = (matrix @ matrix.T).tocoo()
    one, two = shared.coords
    is_shorter = degrees[one] < degrees[two]
    return float((shared.data[is_shorter] / degrees[one][is_shorter]).sum())


MEASURES = (
    Measure(
        "nestedness",
        "Nestedness",
        "how far those with few ties choose among what those with many have",
        "graph",
        nestedness,
        (),
        "Almeida-Neto et al. 2008, https://doi.org/10.1111/j.0030-1299.2008.16644.x",
    ),
)

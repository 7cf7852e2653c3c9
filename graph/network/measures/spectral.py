"""PageRank: importance that comes from the importance of those who point to a node."""

import numpy as np

from graph.errors import NetworkError
from graph.network.kernels.walks import NoConvergence, Rounds
from graph.network.kernels.walks import pagerank as walk
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, directed
from graph.network.network import Network

__all__ = ["MEASURES"]

_DAMPING, _TOLERANCE, _MOST_ROUNDS = 0.85, 1e-6, 100


def pagerank(network: Network, options: Options) -> Computed:
    """The share of time a random walker spends at a node.

    p(v) = (1-α)/n + α · Σ over u → v of w(u,v)/s(u) · p(u), with α = 0.85, w the weight of the pair as a
    strength (1 where unweighted) and s(u) the sum of the weights that leave u; a node that none leaves
    passes its share to all. Ties of an undirected network are walked both ways. The scores sum to 1.
    Cost: linear in the ties for each of at most 100 rounds, to a tolerance of 1e-6 · n.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "a")], is_directed=True)
    >>> pagerank(network, Options()).scores
    {'a': 0.5, 'b': 0.5}
    """
    form = directed(network)
    weights = "weights summed as strength" if options.is_weighted else "unweighted"
    if not len(network):
        return Computed(form, weights=weights, kernel=ARRAYS)
    even = np.full(len(network), 1 / len(network))
    rounds = Rounds(even, _TOLERANCE, _MOST_ROUNDS)
    matrix = form.strengths if options.is_weighted else form.matrix
    try:
        found = walk(matrix, rounds, damping=_DAMPING, personal=even, dangling=even)
    except NoConvergence as error:
        raise NetworkError(
            f"PageRank did not settle within {_MOST_ROUNDS} rounds on this network."
        ) from error
    scores = dict(zip(network.ids, found.tolist(), strict=True))
    notes = (f"α {_DAMPING}", f"tolerance {_TOLERANCE} a node, at most {_MOST_ROUNDS} rounds")
    return Computed(form, scores, weights=weights, notes=notes, kernel=ARRAYS)


MEASURES = (
    Measure(
        "pagerank",
        "PageRank",
        "share of a random walker's time spent at a node",
        "node",
        pagerank,
        ("is_weighted",),
        "Brin & Page 1998, https://doi.org/10.1016/S0169-7552(98)00110-X",
    ),
)

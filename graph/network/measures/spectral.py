"""PageRank: importance that comes from the importance of those who point to a node."""

import networkx as nx

from graph.network.measures.kinds import Computed, Measure, Options, directed
from graph.network.network import Network

__all__ = ["MEASURES"]


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
    scores = nx.pagerank(form.graph, alpha=0.85, weight="weight" if options.is_weighted else None)
    weights = "weights summed as strength" if options.is_weighted else "unweighted"
    return Computed(form, scores, weights=weights, notes=("α 0.85",))


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

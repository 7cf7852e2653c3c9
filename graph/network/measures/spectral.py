"""Importance that comes from the importance of those who point to a node: PageRank, eigenvector, HITS."""

from collections.abc import Callable

import numpy as np

from graph.errors import NetworkError
from graph.network.adjacency import Matrix
from graph.network.columns import Floats
from graph.network.kernels import walks
from graph.network.kernels.walks import NoConvergence, Rounds
from graph.network.measures.kinds import ARRAYS, Computed, Form, Measure, Options, directed, undirected
from graph.network.network import Network

__all__ = ["MEASURES"]

_DAMPING, _TOLERANCE, _MOST_ROUNDS = 0.85, 1e-6, 100
_FINE, _MANY_ROUNDS = 1e-10, 10_000


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
    weights = _weights(options)
    if not len(network):
        return Computed(form, weights=weights, kernel=ARRAYS)
    even = np.full(len(network), 1 / len(network))
    rounds = Rounds(even, _TOLERANCE, _MOST_ROUNDS)
    incoming = _matrix(form, options).T.tocsr()
    try:
        found = walks.pagerank(incoming, rounds, damping=_DAMPING, personal=even, dangling=even)
    except NoConvergence as error:
        raise NetworkError(
            f"PageRank did not settle within {_MOST_ROUNDS} rounds on this network."
        ) from error
    scores = dict(zip(network.ids, found.tolist(), strict=True))
    notes = (f"α {_DAMPING}", f"tolerance {_TOLERANCE} a node, at most {_MOST_ROUNDS} rounds")
    return Computed(form, scores, weights=weights, notes=notes, kernel=ARRAYS)


def eigenvector(network: Network, options: Options) -> Computed:
    """How much a node is tied to nodes that are so themselves.

    x(v) = 1/λ · Σ over neighbours u of w(v,u)·x(u), λ the largest eigenvalue, w the weight of the pair as a
    strength (1 where unweighted), and Σ x(v)² = 1. Of several components that with the largest λ has it all,
    up to the tolerance. Direction is ignored. Cost: linear in the ties for each round of the power method on
    A + 1, until no node changes by 1e-10 on average.

    >>> from graph.network import Edge, Network
    >>> found = eigenvector(Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")]), Options())
    >>> {name: round(value, 6) for name, value in found.scores.items()}
    {'a': 0.5, 'b': 0.707107, 'c': 0.5}
    """
    form = undirected(network)
    if not form.pairs:
        return Computed(form, dict.fromkeys(network.ids, 0.0), weights=_weights(options), kernel=ARRAYS)
    matrix = _matrix(form, options)
    found = _settled(lambda x: matrix @ x, len(network), "Eigenvector centrality")
    return Computed(
        form,
        scores=dict(zip(network.ids, found.tolist(), strict=True)),
        weights=_weights(options),
        components="the component of the largest eigenvalue",
        notes=(_ROUNDS,),
        kernel=ARRAYS,
    )


def hits(network: Network, options: Options) -> Computed:
    """Authority: how much good hubs point to a node; a hub is good that points to good authorities.

    a(v) = Σ over u → v of w(u,v)·h(u) and h(u) = Σ over u → v of w(u,v)·a(v), each up to a factor so that it
    sums to 1; w is the weight of the pair as a strength (1 where unweighted). The score is a(v), the part
    ``hub`` h(v). Without direction both are the same. Cost: linear in the ties for each round of the power
    method on AᵀA + 1, until no node changes by 1e-10 on average.

    >>> from graph.network import Edge, Network
    >>> ties = [Edge("1", "a", "c"), Edge("2", "b", "c"), Edge("3", "b", "d")]
    >>> found = hits(Network.of(ties, is_directed=True), Options())
    >>> {name: round(value, 6) for name, value in found.scores.items()}, round(found.parts["hub"]["b"], 6)
    ({'a': 0.0, 'b': 0.0, 'c': 0.618034, 'd': 0.381966}, 0.618034)
    """
    form = directed(network)
    if not form.pairs:
        return Computed(form, dict.fromkeys(network.ids, 0.0), weights=_weights(options), kernel=ARRAYS)
    matrix = _matrix(form, options)
    back = matrix.T.tocsr()
    authority = _settled(lambda x: back @ (matrix @ x), len(network), "HITS")
    hub = matrix @ authority
    return Computed(
        form,
        scores=dict(zip(network.ids, (authority / authority.sum()).tolist(), strict=True)),
        parts={"hub": dict(zip(network.ids, (hub / hub.sum()).tolist(), strict=True))},
        weights=_weights(options),
        notes=(_ROUNDS,),
        kernel=ARRAYS,
    )


def _settled(turn: Callable[[Floats], Floats], count: int, what: str) -> Floats:
    """The leading eigenvector of the matrix that a vector is multiplied with."""
    try:
        return walks.leading(turn, Rounds(np.full(count, 1 / count), _FINE, _MANY_ROUNDS))
    except NoConvergence as error:
        raise NetworkError(
            f"{what} did not settle within {_MANY_ROUNDS:,} rounds on this network: several parts of it are "
            "alike. Take its largest component."
        ) from error


def _matrix(form: Form, options: Options) -> Matrix:
    return form.strengths if options.is_weighted else form.matrix


def _weights(options: Options) -> str:
    return "weights summed as strength" if options.is_weighted else "unweighted"


_ROUNDS = f"tolerance {_FINE} a node, at most {_MANY_ROUNDS:,} rounds"
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
    Measure(
        "eigenvector",
        "Eigenvector centrality",
        "how much a node is tied to nodes that are so themselves",
        "node",
        eigenvector,
        ("is_weighted",),
        "Bonacich 1987, https://doi.org/10.1086/228631",
    ),
    Measure(
        "hits",
        "Authority",
        "how much good hubs point to a node",
        "node",
        hits,
        ("is_weighted",),
        "Kleinberg 1999, https://doi.org/10.1145/324133.324140",
    ),
)

"""Measures of shortest paths: betweenness, closeness, eccentricity."""

import networkx as nx

from graph.network.measures.kinds import WORK_LIMIT, Computed, Form, Measure, Options, directed, undirected
from graph.network.network import Network

__all__ = ["MEASURES"]

_LEAST_SAMPLE = 20


def betweenness(network: Network, options: Options) -> Computed:
    """The share of shortest paths between others that pass through a node.

    c(v) = Σ over pairs s ≠ v ≠ t of σ(s,t|v) / σ(s,t), where σ(s,t) is the number of shortest paths from s
    to t and σ(s,t|v) of those that pass v; divided by the number of such pairs, (n-1)(n-2)/2, so that it
    lies between 0 and 1 (twice as many pairs where direction is followed). Pairs in different components
    count as none. Paths are counted in ties: weights are strengths, so they are no distances and not used.
    Cost: O(n·m) by Brandes' algorithm; above a limit, estimated from k seeded sources, scaled by n/k.

    >>> from graph.network.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")])
    >>> betweenness(network, Options()).scores
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    form = _form(network, options)
    sample = _sample(form, options)
    if not sample:
        return Computed(form, nx.betweenness_centrality(form.graph))
    scores = nx.betweenness_centrality(form.graph, k=sample, seed=options.seed)
    return _estimate(form, scores, sample, options)


MEASURES = (
    Measure(
        "betweenness",
        "Betweenness",
        "share of shortest paths between others that pass through a node",
        "node",
        betweenness,
        ("is_directed", "sample", "seed"),
        "Freeman 1977, https://doi.org/10.2307/3033543; Brandes 2001, "
        "https://doi.org/10.1080/0022250X.2001.9990249",
    ),
)


def _form(network: Network, options: Options) -> Form:
    return directed(network) if options.is_directed else undirected(network)


def _sample(form: Form, options: Options) -> int:
    nodes, pairs = form.graph.number_of_nodes(), form.graph.number_of_edges()
    wanted = options.sample
    if not wanted and nodes * pairs > WORK_LIMIT:
        wanted = max(_LEAST_SAMPLE, WORK_LIMIT // pairs)
    return wanted if wanted < nodes else 0


def _estimate(form: Form, scores: dict[str, float], sample: int, options: Options) -> Computed:
    guarantee = "no guarantee"
    return Computed(form, scores, sample=sample, seed=options.seed, guarantee=guarantee)

"""Degree: how many ties a node has."""

from collections.abc import Mapping
from dataclasses import replace

from graph.errors import NetworkError
from graph.network.measures.kinds import Computed, Measure, Options, direction_of, multigraph
from graph.network.network import Network

__all__ = ["MEASURES"]

_REFERENCE = "Freeman 1978, https://doi.org/10.1016/0378-8733(78)90021-7"


def degree(network: Network, options: Options) -> Computed:
    """How many ties each node has, parallel ones counted each, a loop twice.

    d(v) = number of edge ends at v; with weights, the sum of the weights at those ends (a strength).
    Direction does not matter. Not normalised. Cost: linear in the ties.
    The part ``neighbours`` is the number of different nodes tied to v; ``centralisation`` is Freeman's, over
    neighbours: Σ(max - k(v)) / ((n-1)(n-2)); 1 in a star.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "a", "b"), Edge("3", "b", "c")])
    >>> degree(network, Options()).scores
    {'a': 2, 'b': 3, 'c': 1}
    """
    form = replace(multigraph(network), direction=direction_of(network))
    weight = "weight" if options.is_weighted else None
    neighbours = {
        node.id: len(
            {end for edge in network.ends[node.id] for end in (edge.source, edge.target)} - {node.id}
        )
        for node in network.nodes
    }
    scores: dict[str, float] = dict(form.graph.degree(weight=weight))
    return Computed(
        form, scores, _summary(neighbours), parts={"neighbours": neighbours}, weights=_weights(options)
    )


def in_degree(network: Network, options: Options) -> Computed:
    """How many ties come to each node.

    d⁻(v) = number of edges whose target is v; with weights, the sum of their weights (a strength).
    Needs direction. Not normalised. Cost: linear in the ties.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "c", "b")], is_directed=True)
    >>> in_degree(network, Options()).scores
    {'a': 0, 'b': 2, 'c': 0}
    """
    return _one_way(network, options, "in-degree", "target")


def out_degree(network: Network, options: Options) -> Computed:
    """How many ties start from each node.

    d⁺(v) = number of edges whose source is v; with weights, the sum of their weights (a strength).
    Needs direction. Not normalised. Cost: linear in the ties.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "a", "c")], is_directed=True)
    >>> out_degree(network, Options()).scores
    {'a': 2, 'b': 0, 'c': 0}
    """
    return _one_way(network, options, "out-degree", "source")


def _one_way(network: Network, options: Options, name: str, end: str) -> Computed:
    if not network.is_directed():
        raise NetworkError(f"The ties of this network have no direction, so there is no {name}. Use degree.")
    scores: dict[str, float] = {node.id: 0 for node in network.nodes}
    for edge in network.edges:
        scores[getattr(edge, end)] += edge.weight if options.is_weighted else 1
    return Computed(multigraph(network), scores, weights=_weights(options))


def _summary(neighbours: Mapping[str, int]) -> dict[str, float]:
    nodes, most = len(neighbours), max(neighbours.values(), default=0)
    mean = {"mean neighbours": sum(neighbours.values()) / nodes} if nodes else {}
    possible = (nodes - 1) * (nodes - 2)
    spread = sum(most - each for each in neighbours.values())
    return mean | ({"centralisation": spread / possible} if possible > 0 else {})


def _weights(options: Options) -> str:
    return "weights summed as strength" if options.is_weighted else "unweighted"


_OPTIONS = ("is_weighted",)
MEASURES = (
    Measure("degree", "Degree", "ties of a node", "node", degree, _OPTIONS, _REFERENCE),
    Measure("in_degree", "In-degree", "ties that come to it", "node", in_degree, _OPTIONS, _REFERENCE),
    Measure("out_degree", "Out-degree", "ties that start from it", "node", out_degree, _OPTIONS, _REFERENCE),
)  # fmt: skip

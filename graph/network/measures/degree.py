"""Degree: how many ties a node has."""

from dataclasses import replace

import numpy as np

from graph.errors import NetworkError
from graph.network.columns import Floats, Ints
from graph.network.kernels.degrees import degrees
from graph.network.measures.kinds import (
    ARRAYS,
    Computed,
    Measure,
    Options,
    direction_of,
    multigraph,
    undirected,
)
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
    neighbours = np.diff(undirected(network).matrix.indptr)
    return Computed(
        form,
        _scores(network, degrees(network.adjacency, "both", weight), options),
        _summary(neighbours),
        parts={"neighbours": dict(zip(network.ids, neighbours.tolist(), strict=True))},
        weights=_weights(options),
        kernel=ARRAYS,
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
    return _one_way(network, options, "in")


def out_degree(network: Network, options: Options) -> Computed:
    """How many ties start from each node.

    d⁺(v) = number of edges whose source is v; with weights, the sum of their weights (a strength).
    Needs direction. Not normalised. Cost: linear in the ties.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "a", "c")], is_directed=True)
    >>> out_degree(network, Options()).scores
    {'a': 2, 'b': 0, 'c': 0}
    """
    return _one_way(network, options, "out")


def _one_way(network: Network, options: Options, way: str) -> Computed:
    if not network.is_directed():
        raise NetworkError(
            f"The ties of this network have no direction, so there is no {way}-degree. Use degree."
        )
    found = degrees(network.adjacency, way, "weight" if options.is_weighted else None)
    scores = _scores(network, found, options)
    return Computed(multigraph(network), scores, weights=_weights(options), kernel=ARRAYS)


def _scores(network: Network, values: Floats, options: Options) -> dict[str, float]:
    """Whole numbers where ties are counted."""
    plain = values if options.is_weighted else values.astype(np.int64)
    return dict(zip(network.ids, plain.tolist(), strict=True))


def _summary(neighbours: Ints) -> dict[str, float]:
    nodes = len(neighbours)
    mean = {"mean neighbours": float(neighbours.mean())} if nodes else {}
    possible = (nodes - 1) * (nodes - 2)
    spread = int((neighbours.max(initial=0) - neighbours).sum())
    return mean | ({"centralisation": spread / possible} if possible > 0 else {})


def _weights(options: Options) -> str:
    return "weights summed as strength" if options.is_weighted else "unweighted"


_OPTIONS = ("is_weighted",)
MEASURES = (
    Measure("degree", "Degree", "ties of a node", "node", degree, _OPTIONS, _REFERENCE),
    Measure("in_degree", "In-degree", "ties that come to it", "node", in_degree, _OPTIONS, _REFERENCE),
    Measure("out_degree", "Out-degree", "ties that start from it", "node", out_degree, _OPTIONS, _REFERENCE),
)  # fmt: skip

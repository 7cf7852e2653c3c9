"""Communities: how good a division is, and the one that NetworkX's method of Louvain finds."""

from typing import Any

import numpy as np
from networkx.algorithms.community.quality import NotAPartition

from graph.network.backend.declined import LeftToNetworkX
from graph.network.backend.dispatch import dispatched, simple, undirected
from graph.network.backend.graphs import ArrayGraph, arrays_of
from graph.network.kernels.degrees import degrees
from graph.network.kernels.louvain import Rules, louvain

__all__: list[str] = []


@dispatched()
def modularity(G: Any, communities: Any, weight: str | None = "weight", resolution: float = 1) -> float:
    """How many more edges stay within communities than by chance."""
    graph = arrays_of(G)
    groups = communities if isinstance(communities, list) else list(communities)
    label = _group_of(graph, groups)
    known = graph.weight(weight)
    edges = graph.adjacency
    weights = np.ones(len(edges.source)) if known is None else edges.weights[known]
    within = label[edges.source] == label[edges.target]
    inside = np.bincount(label[edges.source[within]], weights[within], len(groups))
    ways = ("out", "in") if graph.is_directed() else ("both", "both")
    out, into = (np.bincount(label, degrees(edges, way, known), len(groups)) for way in ways)
    total = out.sum() if graph.is_directed() else out.sum() / 2
    if not total:
        raise ZeroDivisionError("division by zero")
    norm = 1 / out.sum() ** 2
    return float(sum((inside / total - resolution * out * into * norm).tolist()))


def _group_of(graph: ArrayGraph, groups: list[Any]) -> Any:
    label = np.full(len(graph), -1, np.int64)
    told = 0
    for at, group in enumerate(groups):
        for node in group:
            if not graph.holds(node):
                raise NotAPartition(graph.networkx(), groups)
            label[graph.places[node]] = at
            told += 1
    if told != len(graph) or (label < 0).any():
        raise NotAPartition(graph.networkx(), groups)
    return label


@dispatched(simple, undirected)
def louvain_communities(
    G: Any,
    weight: str | None = "weight",
    resolution: float = 1,
    threshold: float = 0.0000001,
    max_level: int | None = None,
    seed: Any = None,
) -> list[set[Any]]:
    """The division that NetworkX finds with the same seed: nodes in the same order, moved alike."""
    graph = arrays_of(G)
    if max_level is not None and max_level <= 0:
        raise ValueError("max_level argument must be a positive integer or None")
    edges = graph.adjacency
    # As the edges of a copy would come: by the end that stands first among the nodes.
    low, high = np.minimum(edges.source, edges.target), np.maximum(edges.source, edges.target)
    order = np.argsort(low, kind="stable")
    known = graph.weight(weight)
    weights = np.ones(len(order)) if known is None else edges.weights[known]
    if len(weights) and weights.sum() <= 0:
        raise LeftToNetworkX("the weights of all edges sum to nothing")
    rules = Rules(resolution, threshold, max_level, seed)
    found = louvain(low[order], high[order], weights[order], edges.count, rules)
    return [{graph.labels[at] for at in group} for group in found]

"""Two-mode graphs: degrees, projections, clustering."""

from typing import Any

import networkx as nx
import numpy as np

from graph.network.backend.declined import LeftToNetworkX
from graph.network.backend.dispatch import dispatched, loopless, simple, undirected
from graph.network.backend.graphs import ArrayGraph, arrays_of
from graph.network.columns import Floats
from graph.network.kernels.degrees import degrees
from graph.network.kernels.two_modes import (
    MEASURES_OF_PAIRS,
    four_cycles,
    is_two_mode,
    shared_part,
    three_paths,
)

__all__: list[str] = []

_MOST_SHARED = 50_000_000


@dispatched()
def bipartite_degree_centrality(G: Any, nodes: Any) -> dict[Any, float]:
    """The share of the other side that a node is tied to."""
    graph = arrays_of(G)
    top = set(nodes)
    bottom = len(graph) - len(top)
    if not top or not bottom:
        raise LeftToNetworkX("a side is empty")
    own = graph.named(degrees(graph.adjacency))
    up = {node: own[node] * (1.0 / bottom) for node in top if graph.holds(node)}
    return up | {node: own[node] * (1.0 / len(top)) for node in graph.labels if node not in top}


@dispatched(simple, undirected)
def weighted_projected_graph(B: Any, nodes: Any, ratio: bool = False) -> Any:
    """One side of a two-mode graph, tied by how many neighbours are shared."""
    graph = arrays_of(B)
    kept = list(nodes)
    others = len(graph) - len(kept)
    if others < 1 or graph.loops:
        raise LeftToNetworkX("the graph has no other side, or loops")
    whole = graph.networkx()
    found: Any = nx.Graph()
    found.graph.update(whole.graph)
    found.add_nodes_from((node, whole.nodes[node]) for node in kept)
    places = np.array([graph.place(node) for node in kept], np.int64)
    side = graph.adjacency.proper[places]
    if not np.isin(graph.adjacency.proper[np.unique(side.indices)].indices, places).all():
        raise LeftToNetworkX("the other side is tied to more than these nodes")
    product = (side @ graph.adjacency.proper[:, places]).tocoo()
    is_pair = product.row < product.col
    weights = product.data[is_pair] / others if ratio else product.data[is_pair].astype(np.int64)
    ends = (product.row[is_pair].tolist(), product.col[is_pair].tolist(), weights.tolist())
    found.add_weighted_edges_from(
        (kept[one], kept[two], weight) for one, two, weight in zip(*ends, strict=True)
    )
    return found


@dispatched(simple, undirected)
def latapy_clustering(G: Any, nodes: Any = None, mode: str = "dot") -> dict[Any, float]:
    """How much of their neighbours a node shares with those that have one in common with it."""
    graph = arrays_of(G)
    found = graph.named(_latapy(graph, mode))
    return found if nodes is None else {node: found[node] for node in nodes}


@dispatched(simple, undirected)
def bipartite_average_clustering(G: Any, nodes: Any = None, mode: str = "dot") -> float:
    """The mean of the same."""
    graph = arrays_of(G)
    found = graph.named(_latapy(graph, mode))
    wanted = list(found) if nodes is None else list(nodes)
    return float(sum(found[node] for node in wanted)) / len(wanted)


def _latapy(graph: ArrayGraph, mode: str) -> Floats:
    matrix = graph.adjacency.pairs
    if not is_two_mode(matrix):
        raise nx.NetworkXError("Graph is not bipartite")
    if mode not in MEASURES_OF_PAIRS:
        raise nx.NetworkXError("Mode for bipartite clustering must be: dot, min or max")
    return shared_part(_bounded(graph).adjacency.pairs, mode)


@dispatched(simple, undirected, loopless)
def robins_alexander_clustering(G: Any) -> float:
    """Four times the cycles of four edges, by the paths of three."""
    graph = arrays_of(G)
    matrix = graph.adjacency.pairs
    paths = three_paths(matrix)
    if len(graph) < 4 or len(graph.adjacency.source) < 3 or not paths:  # noqa: PLR2004 - a path of three edges
        return 0
    return 4.0 * four_cycles(_bounded(graph).adjacency.pairs) / paths


def _bounded(graph: ArrayGraph) -> ArrayGraph:
    """The graph, unless too many pairs of its nodes share a neighbour."""
    shared = int((np.diff(graph.adjacency.pairs.indptr).astype(np.int64) ** 2).sum())
    if shared > _MOST_SHARED:
        raise LeftToNetworkX(f"{shared:,} pairs share a neighbour; the limit is {_MOST_SHARED:,}")
    return graph

"""Who is tied to whom: assortativity, clubs, communities, pairs that might be tied, trees, projections."""

from collections.abc import Iterator
from math import log
from typing import Any

import networkx as nx
import numpy as np
from networkx.algorithms.community.quality import NotAPartition

from graph.network.backend.dispatch import dispatched, only, simple, undirected
from graph.network.backend.graphs import ArrayGraph, arrays_of, convert_from_nx
from graph.network.kernels.degrees import correlation, degrees, mixed, rich_club
from graph.network.kernels.pairs import shared, untied
from graph.network.kernels.parts import spanning_tree
from graph.network.network import Network

__all__: list[str] = []


@dispatched(simple, undirected, only(nodes=None))
def average_neighbor_degree(
    G: Any, source: str = "out", target: str = "out", nodes: Any = None, weight: str | None = None
) -> dict[Any, float]:
    """The mean degree of a node's neighbours."""
    if (source, target) != ("out", "out"):
        raise nx.NetworkXError("source and target arguments are only supported for directed graphs")
    graph = arrays_of(G)
    known = graph.weight(weight)
    own = degrees(graph.adjacency, weight=known)
    found = graph.adjacency.summed(known) @ degrees(graph.adjacency)
    return graph.named(np.divide(found, own, out=np.zeros(len(graph)), where=own != 0))


@dispatched(simple, undirected, only(nodes=None, weight=None))
def average_degree_connectivity(
    G: Any, source: str = "in+out", target: str = "in+out", nodes: Any = None, weight: str | None = None
) -> dict[int, float]:
    """Degree → the mean degree of the neighbours of nodes of that degree."""
    if (source, target) != ("in+out", "in+out"):
        raise nx.NetworkXError("source and target arguments are only supported for directed graphs")
    graph = arrays_of(G)
    own = degrees(graph.adjacency).astype(np.int64)
    sums = (graph.adjacency.pairs @ own).astype(np.int64)
    total, number = np.bincount(own, sums), np.bincount(own) * np.arange(own.max(initial=-1) + 1)
    return {
        degree: total[degree].item() / number[degree].item() if number[degree] else int(total[degree])
        for degree in dict.fromkeys(own.tolist())
    }


def _assortativity(graph: ArrayGraph, x: str, y: str, weight: str | None) -> float:
    known = graph.weight(weight)
    if not graph.is_directed():
        return mixed(graph.adjacency, degrees(graph.adjacency, "both", known))
    one, other = (degrees(graph.adjacency, way, known) for way in (x, y))
    return correlation(one[graph.adjacency.source], other[graph.adjacency.target])


@dispatched(only(nodes=None))
def degree_assortativity_coefficient(
    G: Any, x: str = "out", y: str = "in", weight: str | None = None, nodes: Any = None
) -> float:
    """The correlation of degrees over edges."""
    return _assortativity(arrays_of(G), x, y, weight)


@dispatched(only(nodes=None))
def degree_pearson_correlation_coefficient(
    G: Any, x: str = "out", y: str = "in", weight: str | None = None, nodes: Any = None
) -> float:
    """The same, by another name."""
    graph = arrays_of(G)
    if len(graph.adjacency.source) < 2:  # noqa: PLR2004 - a correlation needs two edges
        raise NotImplementedError("the graph has fewer than two edges")
    return _assortativity(graph, x, y, weight)


@dispatched(only(normalized=False))
def rich_club_coefficient(
    G: Any, normalized: bool = True, Q: float = 100, seed: Any = None
) -> dict[int, float]:
    """Degree → how densely nodes of higher degree are tied."""
    graph = arrays_of(G)
    if graph.loops:
        raise NotImplementedError("the graph has loops")
    return rich_club(graph.adjacency)


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


def _pairs(graph: ArrayGraph, ebunch: Any) -> tuple[list[tuple[Any, Any]], Any, Any]:
    """Pairs as labels and as places: those given, or all that are not tied."""
    if graph.loops:
        raise NotImplementedError("the graph has loops")
    if ebunch is None:
        one, two = untied(graph.adjacency.proper)
        labels = graph.labels
        named = [(labels[a], labels[b]) for a, b in zip(one.tolist(), two.tolist(), strict=True)]
        return named, one, two
    named = [(u, v) for u, v in ebunch]
    for node in (each for pair in named for each in pair):
        if not graph.holds(node):
            raise nx.NodeNotFound(f"Node {node} not in G.")
    places = np.array([(graph.places[u], graph.places[v]) for u, v in named], np.int64).reshape(-1, 2)
    return named, places[:, 0], places[:, 1]


def _predicted(named: list[tuple[Any, Any]], values: Any) -> Iterator[tuple[Any, Any, Any]]:
    return ((u, v, value) for (u, v), value in zip(named, values.tolist(), strict=True))


@dispatched()
def jaccard_coefficient(G: Any, ebunch: Any = None) -> Iterator[tuple[Any, Any, float]]:
    """Common neighbours as a share of all neighbours."""
    graph = arrays_of(G)
    named, one, two = _pairs(graph, ebunch)
    common, degree = shared(graph.adjacency.proper, one, two), degrees(graph.adjacency)
    either = degree[one] + degree[two] - common
    return _predicted(named, np.divide(common, either, out=np.zeros(len(one)), where=either > 0))


@dispatched()
def adamic_adar_index(G: Any, ebunch: Any = None) -> Iterator[tuple[Any, Any, float]]:
    """Common neighbours, each by 1 / log of its degree."""
    graph = arrays_of(G)
    named, one, two = _pairs(graph, ebunch)
    worth = [1 / log(each) if each > 1 else 0.0 for each in degrees(graph.adjacency).tolist()]
    return _predicted(named, shared(graph.adjacency.proper, one, two, np.array(worth)))


@dispatched()
def resource_allocation_index(G: Any, ebunch: Any = None) -> Iterator[tuple[Any, Any, float]]:
    """Common neighbours, each by 1 / its degree."""
    graph = arrays_of(G)
    named, one, two = _pairs(graph, ebunch)
    degree = degrees(graph.adjacency)
    worth = np.divide(1.0, degree, out=np.zeros(len(graph)), where=degree > 0)
    return _predicted(named, shared(graph.adjacency.proper, one, two, worth))


@dispatched()
def preferential_attachment(G: Any, ebunch: Any = None) -> Iterator[tuple[Any, Any, int]]:
    """The product of degrees."""
    graph = arrays_of(G)
    named, one, two = _pairs(graph, ebunch)
    degree = degrees(graph.adjacency).astype(np.int64)
    return _predicted(named, degree[one] * degree[two])


@dispatched(only(algorithm="kruskal", ignore_nan=False), simple, undirected)
def minimum_spanning_tree(
    G: Any, weight: str = "weight", algorithm: str = "kruskal", ignore_nan: bool = False
) -> Any:
    """The spanning forest of least weight that Kruskal's algorithm finds."""
    graph = arrays_of(G)
    whole = graph.networkx()
    if not isinstance(graph.original, Network):
        # NetworkX asks for all attributes here, so that the one that counts was not read yet.
        graph = arrays_of(convert_from_nx(whole, edge_attrs={weight: 1}))
    edges = graph.adjacency
    known = graph.weight(weight)
    weights = np.ones(len(edges.source)) if known is None else edges.weights[known]
    if np.isnan(weights).any():
        raise NotImplementedError("a weight is not a number")
    found = whole.__class__()
    found.graph.update(whole.graph)
    found.add_nodes_from(whole.nodes.items())
    labels = graph.labels
    for at in spanning_tree(edges.source, edges.target, weights, edges.count).tolist():
        one, two = labels[edges.source[at]], labels[edges.target[at]]
        found.add_edge(one, two, **whole[one][two])
    return found


@dispatched()
def bipartite_degree_centrality(G: Any, nodes: Any) -> dict[Any, float]:
    """The share of the other side that a node is tied to."""
    graph = arrays_of(G)
    top = set(nodes)
    bottom = len(graph) - len(top)
    if not top or not bottom:
        raise NotImplementedError("a side is empty")
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
        raise NotImplementedError("the graph has no other side, or loops")
    whole = graph.networkx()
    found: Any = nx.Graph()
    found.graph.update(whole.graph)
    found.add_nodes_from((node, whole.nodes[node]) for node in kept)
    places = np.array([graph.place(node) for node in kept], np.int64)
    side = graph.adjacency.proper[places]
    if not np.isin(graph.adjacency.proper[np.unique(side.indices)].indices, places).all():
        raise NotImplementedError("the other side is tied to more than these nodes")
    product = (side @ graph.adjacency.proper[:, places]).tocoo()
    is_pair = product.row < product.col
    weights = product.data[is_pair] / others if ratio else product.data[is_pair].astype(np.int64)
    ends = (product.row[is_pair].tolist(), product.col[is_pair].tolist(), weights.tolist())
    found.add_weighted_edges_from(
        (kept[one], kept[two], weight) for one, two, weight in zip(*ends, strict=True)
    )
    return found

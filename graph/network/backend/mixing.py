"""Who is tied to whom: assortativity, clubs, pairs that might be tied, trees."""

from collections.abc import Iterator
from math import log
from typing import Any

import networkx as nx
import numpy as np

from graph.network.backend.declined import LeftToNetworkX
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
        raise LeftToNetworkX("the graph has fewer than two edges")
    return _assortativity(graph, x, y, weight)


@dispatched(only(nodes=None))
def attribute_assortativity_coefficient(G: Any, attribute: str, nodes: Any = None) -> float:
    """Whether edges join nodes of one value, beyond chance."""
    graph = arrays_of(G)
    values, _ = graph.attribute(attribute)
    codes: dict[Any, int] = {}
    code = np.array([codes.setdefault(value, len(codes)) for value in values], np.int64)
    one, two = graph.adjacency.steps
    if not len(one):
        raise LeftToNetworkX("the graph has no edges")
    share = 1.0 / len(one)
    starts, ends = (np.bincount(code[end], minlength=len(codes)) * share for end in (one, two))
    within, chance = float((code[one] == code[two]).sum()) * share, float((starts * ends).sum())
    return (within - chance) / (1 - chance) if chance < 1 else float("nan")


@dispatched(only(nodes=None))
def numeric_assortativity_coefficient(G: Any, attribute: str, nodes: Any = None) -> float:
    """The correlation of a number that nodes have over edges."""
    graph = arrays_of(G)
    values, is_whole = graph.attribute(attribute)
    if not is_whole:
        raise KeyError(attribute)
    if not all(isinstance(value, int | float | np.number) for value in values):
        raise LeftToNetworkX(f"the attribute {attribute!r} is not always a number")
    numbers, (one, two) = np.array(values, np.float64), graph.adjacency.steps
    if np.ptp(numbers[one]) * np.ptp(numbers[two]) == 0 if len(one) else True:
        raise LeftToNetworkX("the values at the ends of edges are all the same")
    return correlation(numbers[one], numbers[two])


@dispatched(only(normalized=False))
def rich_club_coefficient(
    G: Any, normalized: bool = True, Q: float = 100, seed: Any = None
) -> dict[int, float]:
    """Degree → how densely nodes of higher degree are tied."""
    graph = arrays_of(G)
    if graph.loops:
        raise LeftToNetworkX("the graph has loops")
    return rich_club(graph.adjacency)


def _pairs(graph: ArrayGraph, ebunch: Any) -> tuple[list[tuple[Any, Any]], Any, Any]:
    """Pairs as labels and as places: those given, or all that are not tied."""
    if graph.loops:
        raise LeftToNetworkX("the graph has loops")
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
        raise LeftToNetworkX("a weight is not a number")
    found = whole.__class__()
    found.graph.update(whole.graph)
    found.add_nodes_from(whole.nodes.items())
    labels = graph.labels
    for at in spanning_tree(edges.source, edges.target, weights, edges.count).tolist():
        one, two = labels[edges.source[at]], labels[edges.target[at]]
        found.add_edge(one, two, **whole[one][two])
    return found

"""How graphs hold together: components, cores, triangles, cut points, holes."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np

from graph.network.backend.dispatch import dispatched, loopless, only, simple, undirected
from graph.network.backend.graphs import ArrayGraph, arrays_of
from graph.network.columns import Floats, Ints
from graph.network.kernels import compiled, holes, parts
from graph.network.kernels.degrees import degrees
from graph.network.kernels.peeling import peeled, truss
from graph.network.kernels.triangles import triangle_counts

__all__: list[str] = []


def _components(graph: ArrayGraph, *, are_strong: bool = False) -> list[set[Any]]:
    order, bounds = parts.stretches(graph.adjacency.pairs, are_strong=are_strong)
    names = graph.labelled(order)
    return [set(names[first:last]) for first, last in pairwise(bounds.tolist())]


@dispatched()
def connected_components(G: Any) -> Iterator[set[Any]]:
    """Sets of nodes that are connected, by their first node."""
    yield from _components(arrays_of(G))


@dispatched()
def number_connected_components(G: Any) -> int:
    """How many these are."""
    return parts.number_of_components(arrays_of(G).adjacency.pairs)


@dispatched()
def is_connected(G: Any) -> bool:
    """Whether there is one."""
    return _is_one(arrays_of(G))


def _is_one(graph: ArrayGraph, *, are_strong: bool = False) -> bool:
    if not len(graph):
        raise nx.NetworkXPointlessConcept("Connectivity is undefined for the null graph.")
    return parts.number_of_components(graph.adjacency.pairs, are_strong=are_strong) == 1


@dispatched()
def node_connected_component(G: Any, n: Any) -> set[Any]:
    """The component of a node."""
    graph = arrays_of(G)
    if not graph.holds(n):
        raise KeyError(n)
    return next(part for part in _components(graph) if n in part)


@dispatched()
def weakly_connected_components(G: Any) -> Iterator[set[Any]]:
    """Sets of nodes that are connected, direction aside."""
    yield from _components(arrays_of(G))


@dispatched()
def number_weakly_connected_components(G: Any) -> int:
    """How many these are."""
    return parts.number_of_components(arrays_of(G).adjacency.pairs)


@dispatched()
def is_weakly_connected(G: Any) -> bool:
    """Whether there is one."""
    return _is_one(arrays_of(G))


@dispatched()
def strongly_connected_components(G: Any) -> Iterator[set[Any]]:
    """Sets of nodes that reach one another."""
    yield from _components(arrays_of(G), are_strong=True)


@dispatched()
def number_strongly_connected_components(G: Any) -> int:
    """How many these are."""
    return parts.number_of_components(arrays_of(G).adjacency.pairs, are_strong=True)


@dispatched()
def is_strongly_connected(G: Any) -> bool:
    """Whether there is one."""
    return _is_one(arrays_of(G), are_strong=True)


@dispatched()
def articulation_points(G: Any) -> Iterator[Any]:
    """Nodes without which there are more components."""
    graph = arrays_of(G)
    yield from graph.labelled(compiled.articulation_points(graph.adjacency))


@dispatched(only(root=None))
def bridges(G: Any, root: Any = None) -> Iterator[tuple[Any, Any]]:
    """Edges without which there are more components."""
    yield from _bridges(arrays_of(G))


@dispatched(only(root=None))
def has_bridges(G: Any, root: Any = None) -> bool:
    """Whether there is one."""
    return bool(_bridges(arrays_of(G)))


def _bridges(graph: ArrayGraph) -> list[tuple[Any, Any]]:
    pairs = compiled.bridges(graph.adjacency)
    if not len(pairs):
        return []
    if graph.is_multigraph():
        counts = np.asarray(graph.adjacency.edge_counts[pairs[:, 0], pairs[:, 1]]).ravel()
        pairs = pairs[counts == 1]
    return list(zip(*(graph.labelled(ends) for ends in pairs.T), strict=True))


@dispatched()
def core_number(G: Any) -> dict[Any, int]:
    """The largest k of the cores that hold a node; without loops."""
    graph = _without_loops(arrays_of(G))
    matrix = graph.adjacency.pairs
    core, _ = peeled(matrix + graph.adjacency.reverse if graph.is_directed() else matrix)
    return graph.named(core)


@dispatched()
def onion_layers(G: Any) -> dict[Any, int]:
    """The layer of each node, from the outermost."""
    graph = _without_loops(arrays_of(G), "contains")
    return graph.named(peeled(graph.adjacency.pairs)[1])


def _without_loops(graph: ArrayGraph, verb: str = "has") -> ArrayGraph:
    if graph.loops:
        raise nx.NetworkXNotImplemented(
            f"Input graph {verb} self loops which is not permitted; "
            "Consider using G.remove_edges_from(nx.selfloop_edges(G))."
        )
    return graph


@dispatched()
def k_truss(G: Any, k: int) -> Any:
    """The part in which each edge is in at least k - 2 triangles."""
    graph = _without_loops(arrays_of(G))
    edges = graph.adjacency
    kept = truss(edges.source, edges.target, edges.count, k)
    whole = graph.networkx()
    is_held = np.zeros(edges.count, np.bool_)
    is_held[edges.source[kept]] = is_held[edges.target[kept]] = True
    found = whole.copy()
    labels = graph.labels
    loose = zip(edges.source[~kept].tolist(), edges.target[~kept].tolist(), strict=True)
    found.remove_edges_from([(labels[one], labels[two]) for one, two in loose])
    found.remove_nodes_from([labels[at] for at in np.flatnonzero(~is_held).tolist()])
    return found


def _triangles(graph: ArrayGraph) -> tuple[Ints, Ints]:
    """Triangles and different neighbours of each node, loops aside."""
    source, target = graph.adjacency.source.astype(np.int64), graph.adjacency.target.astype(np.int64)
    degree = degrees(graph.adjacency).astype(np.int64)
    if graph.loops:
        degree -= 2 * np.bincount(source[source == target], minlength=len(graph))
        source, target = source[source != target], target[source != target]
    return triangle_counts(source, target, len(graph)), degree


def _of_nodes(graph: ArrayGraph, nodes: Any, values: Any) -> Any:
    """The numbers of all nodes, of some, or of one."""
    found = graph.named(values)
    if nodes is None:
        return found
    if graph.holds(nodes):
        return found[nodes]
    return {node: found[node] for node in nodes if graph.holds(node)}


@dispatched(simple)
def triangles(G: Any, nodes: Any = None) -> Any:
    """In how many triangles a node is."""
    graph = arrays_of(G)
    return _of_nodes(graph, nodes, _triangles(graph)[0])


@dispatched(simple, undirected, only(weight=None))
def clustering(G: Any, nodes: Any = None, weight: str | None = None) -> Any:
    """The share of pairs of neighbours that are tied."""
    graph = arrays_of(G)
    return _of_nodes(graph, nodes, _clustering(graph))


def _clustering(graph: ArrayGraph) -> Floats:
    counts, degree = _triangles(graph)
    possible = degree * (degree - 1)
    found: Floats = np.divide(2 * counts, possible, out=np.zeros(len(graph)), where=counts > 0)
    return found


@dispatched(simple, undirected, only(weight=None, nodes=None))
def average_clustering(
    G: Any, nodes: Any = None, weight: str | None = None, count_zeros: bool = True
) -> float:
    """The mean of the same."""
    found = _clustering(arrays_of(G)).tolist()
    kept = found if count_zeros else [value for value in found if value > 0]
    return float(sum(kept)) / len(kept)


@dispatched(simple, undirected)
def transitivity(G: Any) -> float:
    """Three times the triangles, by the paths of two edges."""
    counts, degree = _triangles(arrays_of(G))
    closed, possible = 2 * int(counts.sum()), int((degree * (degree - 1)).sum())
    return closed / possible if closed else 0


def _with_nodes(graph: ArrayGraph) -> ArrayGraph:
    if not len(graph):
        raise nx.NetworkXError("Graph has no nodes or edges")
    return graph


@dispatched(loopless, only(nodes=None))
def constraint(G: Any, nodes: Any = None, weight: str | None = None) -> dict[Any, float]:
    """Burt's constraint."""
    graph = _with_nodes(arrays_of(G))
    return graph.named(holes.constraint(graph.adjacency.summed(graph.weight(weight))))


@dispatched(simple, undirected, loopless, only(nodes=None, weight=None))
def effective_size(G: Any, nodes: Any = None, weight: str | None = None) -> dict[Any, float]:
    """Burt's effective size; with weights or direction NetworkX's two ways differ, and it keeps them."""
    graph = _with_nodes(arrays_of(G))
    return graph.named(holes.effective_size(graph.adjacency.summed(None)))


@dispatched()
def isolates(G: Any) -> Iterator[Any]:
    """Nodes without edges."""
    graph = arrays_of(G)
    return (graph.labels[at] for at in _alone(graph).tolist())


@dispatched()
def number_of_isolates(G: Any) -> int:
    """How many these are."""
    return len(_alone(arrays_of(G)))


def _alone(graph: ArrayGraph) -> Ints:
    is_tied = np.zeros(len(graph), np.bool_)
    is_tied[graph.adjacency.source] = is_tied[graph.adjacency.target] = True
    return np.flatnonzero(~is_tied)

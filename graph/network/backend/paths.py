"""Shortest paths, and what they say of a graph as a whole."""

from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx
import numpy as np

from graph.network.adjacency import Matrix
from graph.network.backend.dispatch import dispatched, only
from graph.network.backend.graphs import ArrayGraph, arrays_of, lengths
from graph.network.columns import Floats, Ints, in_order
from graph.network.kernels.distances import distances_from, reach

__all__: list[str] = []

_SIDE_BY_SIDE = 4_000_000


def _rows(
    graph: ArrayGraph, matrix: Matrix, sources: Ints, *, cutoff: float | None, weight: str | None = None
) -> Iterator[tuple[Any, dict[Any, Any]]]:
    """Each source with the distances to all that it reaches, the nearest first."""
    is_whole = weight is None or weight in graph.whole
    limit = np.inf if cutoff is None else float(cutoff)
    step = max(1, _SIDE_BY_SIDE // max(len(graph), 1))
    for first in range(0, len(sources), step):
        part = sources[first : first + step]
        for source, row in zip(
            part.tolist(),
            distances_from(matrix, part, limit=limit, is_weighted=weight is not None),
            strict=True,
        ):
            yield graph.labels[source], _reached(graph, row, is_whole=is_whole)


def _reached(graph: ArrayGraph, row: Floats, *, is_whole: bool) -> dict[Any, Any]:
    places = np.flatnonzero(np.isfinite(row))
    reached = row[places]
    order = in_order(reached) if is_whole else np.argsort(reached, kind="stable")
    places, lengths = places[order], reached[order].astype(np.int64) if is_whole else reached[order]
    return dict(zip(graph.labelled(places), lengths.tolist(), strict=True))


def _one(graph: ArrayGraph, matrix: Matrix, source: Any, **options: Any) -> dict[Any, Any]:
    if not graph.holds(source):
        raise nx.NodeNotFound(f"Source {source} is not in G")
    return next(_rows(graph, matrix, np.array([graph.places[source]]), **options))[1]


@dispatched()
def single_source_shortest_path_length(G: Any, source: Any, cutoff: float | None = None) -> dict[Any, int]:
    """How many edges away each node is that a node reaches."""
    graph = arrays_of(G)
    return _one(graph, graph.adjacency.pairs, source, cutoff=cutoff)


@dispatched()
def single_target_shortest_path_length(G: Any, target: Any, cutoff: float | None = None) -> dict[Any, int]:
    """How many edges away each node is that reaches a node."""
    graph = arrays_of(G)
    if not graph.holds(target):
        raise nx.NodeNotFound(f"Target {target} is not in G")
    return _one(graph, graph.adjacency.reverse, target, cutoff=cutoff)


@dispatched()
def all_pairs_shortest_path_length(
    G: Any, cutoff: float | None = None
) -> Iterator[tuple[Any, dict[Any, int]]]:
    """The same for each node in turn."""
    graph = arrays_of(G)
    return _rows(graph, graph.adjacency.pairs, np.arange(len(graph)), cutoff=cutoff)


@dispatched()
def single_source_dijkstra_path_length(
    G: Any, source: Any, cutoff: float | None = None, weight: str | None = "weight"
) -> dict[Any, Any]:
    """How far away each node is that a node reaches, by the lengths of edges."""
    graph = arrays_of(G)
    if not graph.holds(source):
        raise nx.NodeNotFound(f"Node {source} not found in graph")
    known = graph.weight(weight)
    return _one(graph, lengths(graph, weight), source, cutoff=cutoff, weight=known)


@dispatched()
def all_pairs_dijkstra_path_length(
    G: Any, cutoff: float | None = None, weight: str | None = "weight"
) -> Iterator[tuple[Any, dict[Any, Any]]]:
    """The same for each node in turn."""
    graph = arrays_of(G)
    matrix, known = lengths(graph, weight), graph.weight(weight)
    return _rows(graph, matrix, np.arange(len(graph)), cutoff=cutoff, weight=known)


@dispatched(only(weight=None))
def shortest_path_length(
    G: Any, source: Any = None, target: Any = None, weight: str | None = None, method: str = "dijkstra"
) -> Any:
    """How many edges apart two nodes are, or all that one of them reaches or is reached by."""
    if method not in ("dijkstra", "bellman-ford"):
        raise ValueError(f"method not supported: {method}")
    graph = arrays_of(G)
    matrix = graph.adjacency.pairs
    if source is None and target is None:
        return _rows(graph, matrix, np.arange(len(graph)), cutoff=None)
    if source is None:
        return _one(graph, graph.adjacency.reverse, target, cutoff=None)
    if target is None:
        return _one(graph, matrix, source, cutoff=None)
    length = distances_from(matrix, np.array([graph.place(source)]))[0, graph.place(target)]
    if not np.isfinite(length):
        raise nx.NetworkXNoPath(f"No path between {source} and {target}.")
    return int(length)


@dispatched()
def has_path(G: Any, source: Any, target: Any) -> bool:
    """Whether a node reaches another."""
    graph = arrays_of(G)
    row = distances_from(graph.adjacency.pairs, np.array([graph.place(source)]))[0]
    return bool(np.isfinite(row[graph.place(target)]))


def _farthest(graph: ArrayGraph, sources: Ints | None = None) -> list[int]:
    """How far the farthest node is from each node; all are reached."""
    found = reach(graph.adjacency.pairs if graph.is_directed() else graph.adjacency.reverse, sources)
    reached = found.reached + 1
    if (reached != len(graph)).any():
        kind = "digraph is not strongly" if graph.is_directed() else "graph is not"
        raise nx.NetworkXError(f"Found infinite path length because the {kind} connected")
    return [int(value) for value in found.farthest]


@dispatched(only(v=None, sp=None, weight=None))
def eccentricity(G: Any, v: Any = None, sp: Any = None, weight: str | None = None) -> dict[Any, int]:
    """How far the farthest node is from each node."""
    graph = arrays_of(G)
    return dict(zip(graph.labels, _farthest(graph), strict=True))


_PLAIN = only(e=None, usebounds=False, weight=None)


@dispatched(_PLAIN)
def diameter(G: Any, e: Any = None, usebounds: bool = False, weight: str | None = None) -> int:
    """The largest of these distances."""
    return max(_farthest(arrays_of(G)))


@dispatched(_PLAIN)
def radius(G: Any, e: Any = None, usebounds: bool = False, weight: str | None = None) -> int:
    """The smallest of them."""
    return min(_farthest(arrays_of(G)))


@dispatched(_PLAIN)
def periphery(G: Any, e: Any = None, usebounds: bool = False, weight: str | None = None) -> list[Any]:
    """The nodes with the largest."""
    return _with(arrays_of(G), max)


@dispatched(_PLAIN)
def center(G: Any, e: Any = None, usebounds: bool = False, weight: str | None = None) -> list[Any]:
    """The nodes with the smallest."""
    graph = arrays_of(G)
    if not len(graph) and not graph.is_directed():
        raise nx.NetworkXPointlessConcept("graph has no nodes.")
    return _with(graph, min)


def _with(graph: ArrayGraph, choose: Any) -> list[Any]:
    found = _farthest(graph)
    wanted = choose(found)
    return [label for label, value in zip(graph.labels, found, strict=True) if value == wanted]


@dispatched(only(weight=None, method=None))
def average_shortest_path_length(G: Any, weight: str | None = None, method: str | None = None) -> float:
    """The mean distance of ordered pairs."""
    graph = arrays_of(G)
    count = len(graph)
    if count == 0:
        raise nx.NetworkXPointlessConcept(
            "the null graph has no paths, thus there is no average shortest path length"
        )
    if count == 1:
        return 0
    found = reach(graph.adjacency.reverse)
    if (found.reached != count - 1).any():
        kind = "strongly connected" if graph.is_directed() else "connected"
        raise nx.NetworkXError(f"Graph is not {kind}.")
    return int(found.total.sum()) / (count * (count - 1))


@dispatched()
def global_efficiency(G: Any) -> float:
    """The mean of 1 / distance over ordered pairs."""
    graph = arrays_of(G)
    pairs = len(graph) * (len(graph) - 1)
    return float(reach(graph.adjacency.reverse).reciprocal.sum()) / pairs if pairs else 0


@dispatched(only(weight=None))
def wiener_index(G: Any, weight: str | None = None) -> float:
    """The sum of the distances of all pairs."""
    graph = arrays_of(G)
    found = reach(graph.adjacency.reverse)
    if not len(graph):
        raise nx.NetworkXPointlessConcept("Connectivity is undefined for the null graph.")
    if (found.reached != len(graph) - 1).any():
        return float("inf")
    total = int(found.total.sum())
    return total if graph.is_directed() else total / 2


def _set(graph: ArrayGraph, matrix: Matrix, source: Any) -> set[Any]:
    if not graph.holds(source):
        raise nx.NetworkXError(f"The node {source} is not in the graph.")
    row = distances_from(matrix, np.array([graph.places[source]]))[0]
    found: Iterable[int] = np.flatnonzero(np.isfinite(row)).tolist()
    return {graph.labels[at] for at in found} - {source}


@dispatched()
def descendants(G: Any, source: Any) -> set[Any]:
    """Whom a node reaches."""
    graph = arrays_of(G)
    return _set(graph, graph.adjacency.pairs, source)


@dispatched()
def ancestors(G: Any, source: Any) -> set[Any]:
    """Who reaches a node."""
    graph = arrays_of(G)
    return _set(graph, graph.adjacency.reverse, source)

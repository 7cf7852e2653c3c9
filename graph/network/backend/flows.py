"""What passes between others: betweenness and load on shortest paths, and electrical current."""

from typing import Any

import networkx as nx
import numpy as np

from graph.network.backend.dispatch import dispatched, loopless, of_size, only, simple, undirected
from graph.network.backend.graphs import ArrayGraph, arrays_of, lengths
from graph.network.columns import Floats, Ints
from graph.network.kernels import compiled
from graph.network.kernels.betweenness import dependencies
from graph.network.kernels.currents import current_betweenness, current_closeness
from graph.network.kernels.flows import flows
from graph.network.kernels.parts import number_of_components

__all__: list[str] = []

_MOST_NODES = 5_000
"""For so many the inverse of the Laplacian is held."""


@dispatched()
def betweenness_centrality(
    G: Any,
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: Any = None,
) -> dict[Any, float]:
    """Betweenness of nodes, exact, or from the sources that NetworkX would draw; by edges or by lengths."""
    graph = arrays_of(G)
    known = graph.weight(weight)
    is_whole = k is None or k == len(graph)
    if is_whole and known is None:
        pairs = 1.0 if graph.is_directed() else 2.0
        sums = pairs * compiled.betweenness(graph.adjacency, with_ends=endpoints)
        return graph.named(sums * _scale(graph, None, endpoints=endpoints, normalized=normalized))
    sources = np.arange(len(graph)) if is_whole else _drawn(graph, k, seed)
    if known is None:
        sums = dependencies(graph.adjacency.proper, sources, with_ends=endpoints)
    else:
        found = flows(lengths(graph, known), sources, is_weighted=True)
        sums = found.nodes + found.ends if endpoints else found.nodes
    taken = None if is_whole else sources
    return graph.named(sums * _scale(graph, taken, endpoints=endpoints, normalized=normalized))


def _drawn(graph: ArrayGraph, number: int | None, seed: Any) -> Ints:
    """The sources that NetworkX would draw."""
    return np.array([graph.places[each] for each in seed.sample(list(graph.labels), number)], np.int64)


def _scale(graph: ArrayGraph, sources: Ints | None, *, endpoints: bool, normalized: bool) -> Floats:
    """What NetworkX multiplies the sums over ordered pairs by (`_rescale` of its 3.6), for each node."""
    others = len(graph) if endpoints else len(graph) - 1
    scale = np.ones(len(graph))
    if others < 2:  # noqa: PLR2004 - no two others
        return scale
    number = others if sources is None else len(sources)
    correction = 1 if graph.is_directed() else 2

    def of(taken: int) -> float:
        return 1 / (taken * (others - 1)) if normalized else others / (taken * correction)

    scale *= of(number)
    if sources is not None and not endpoints:
        # A source is no target of its own paths, so it has been between fewer pairs.
        scale[sources] = of(number - 1) if number > 1 else np.nan
    return scale


@dispatched(simple, loopless)
def edge_betweenness_centrality(
    G: Any, k: int | None = None, normalized: bool = True, weight: str | None = None, seed: Any = None
) -> dict[Any, float]:
    """Betweenness of edges, exact, or from the sources that NetworkX would draw; by edges or by lengths."""
    graph = arrays_of(G)
    known = graph.weight(weight)
    if k is None and known is None:
        pairs = 1.0 if graph.is_directed() else 2.0
        source, target, sums = compiled.edge_betweenness(graph.adjacency)
        sums = pairs * sums
    else:
        sources = np.arange(len(graph)) if k is None else _drawn(graph, k, seed)
        matrix = lengths(graph, known)
        found = flows(matrix, sources, is_weighted=known is not None)
        source, target, sums = graph.adjacency.along(matrix, found.edges)
    return _of_edges(graph, source, target, sums * _edge_scale(graph, k, normalized=normalized))


def _edge_scale(graph: ArrayGraph, taken: int | None, *, normalized: bool) -> float:
    """What NetworkX multiplies the sums over ordered pairs by."""
    count = len(graph)
    if count < 2:  # noqa: PLR2004 - no pair
        return 1.0
    number = count if taken is None else taken
    if normalized:
        return 1 / (number * (count - 1))
    return count / (number * (1 if graph.is_directed() else 2))


def _of_edges(graph: ArrayGraph, source: Ints, target: Ints, values: Floats) -> dict[Any, float]:
    one, two = ([graph.labels[at] for at in ends.tolist()] for ends in (source, target))
    return dict(zip(zip(one, two, strict=True), values.tolist(), strict=True))


@dispatched(only(cutoff=None, weight=None))
def newman_betweenness_centrality(
    G: Any, v: Any = None, cutoff: bool | None = None, normalized: bool = True, weight: str | None = None
) -> Any:
    """Load: as betweenness, but paths part evenly at each step back."""
    graph = arrays_of(G)
    count = len(graph)
    load = flows(graph.adjacency.proper, np.arange(count), is_weighted=False, is_even=True).nodes
    if normalized and count > 2:  # noqa: PLR2004 - there are two others
        load = load * (1.0 / ((count - 1) * (count - 2)))
    return graph.named(load) if v is None else float(load[graph.place(v)])


def _circuit(G: Any, weight: str | None, solver: str) -> tuple[ArrayGraph, Any]:
    """The graph, and how well its edges conduct."""
    graph = arrays_of(G)
    if not len(graph):
        raise nx.NetworkXPointlessConcept("Connectivity is undefined for the null graph.")
    if number_of_components(graph.adjacency.pairs) != 1:
        raise nx.NetworkXError("Graph not connected.")
    if solver not in ("full", "lu", "cg"):
        raise KeyError(solver)
    return graph, lengths(graph, weight)


_PLAIN = (simple, undirected, loopless, only(dtype=float))


@dispatched(*_PLAIN, of_size(2, _MOST_NODES))
def current_flow_closeness_centrality(
    G: Any, weight: str | None = None, dtype: type = float, solver: str = "lu"
) -> dict[Any, float]:
    """Closeness by resistance: information centrality."""
    graph, conductances = _circuit(G, weight, solver)
    return graph.named(current_closeness(conductances))


@dispatched(*_PLAIN, of_size(3, _MOST_NODES))
def current_flow_betweenness_centrality(
    G: Any, normalized: bool = True, weight: str | None = None, dtype: type = float, solver: str = "full"
) -> dict[Any, float]:
    """Betweenness by current: of random walks (Newman 2005)."""
    graph, conductances = _circuit(G, weight, solver)
    pairs = (len(graph) - 1.0) * (len(graph) - 2.0) if normalized else 2.0
    found, _ = current_betweenness(conductances, *_ends(graph))
    return graph.named(found * 2.0 / pairs)


def _ends(graph: ArrayGraph) -> tuple[Ints, Ints]:
    source, target = graph.adjacency.source, graph.adjacency.target
    return np.minimum(source, target), np.maximum(source, target)

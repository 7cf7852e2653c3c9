"""Who is central: degrees, walks, shortest paths."""

from typing import Any

import networkx as nx
import numpy as np

from graph.network.backend.dispatch import dispatched, linked, of_size, only, whole_vector
from graph.network.backend.graphs import ArrayGraph, arrays_of, lengths
from graph.network.columns import Floats, Ints
from graph.network.kernels import walks
from graph.network.kernels.degrees import degrees
from graph.network.kernels.distances import reach, summed_lengths

__all__: list[str] = []


@dispatched()
def degree_centrality(G: Any) -> dict[Any, float]:
    """The share of others that a node is tied to; parallel edges count each."""
    return _share_of_others(arrays_of(G), "both")


@dispatched()
def in_degree_centrality(G: Any) -> dict[Any, float]:
    """The same of edges that come to a node."""
    return _share_of_others(arrays_of(G), "in")


@dispatched()
def out_degree_centrality(G: Any) -> dict[Any, float]:
    """The same of edges that start from a node."""
    return _share_of_others(arrays_of(G), "out")


def _share_of_others(graph: ArrayGraph, way: str) -> dict[Any, float]:
    if len(graph) <= 1:
        return dict.fromkeys(graph.labels, 1)
    return graph.named(degrees(graph.adjacency, way) * (1.0 / (len(graph) - 1.0)))


@dispatched()
def pagerank(
    G: Any,
    alpha: float = 0.85,
    personalization: Any = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: Any = None,
    weight: str | None = "weight",
    dangling: Any = None,
) -> dict[Any, float]:
    """PageRank, as NetworkX computes it on SciPy's matrices."""
    graph = arrays_of(G)
    if not len(graph):
        return {}
    personal = _distribution(graph, personalization)
    if personalization is not None and not personal.sum():
        raise ZeroDivisionError
    personal = personal / personal.sum()
    left = personal if dangling is None else _distribution(graph, dangling)
    start = _distribution(graph, nstart)
    try:
        found = walks.pagerank(
            graph.adjacency.incoming(graph.weight(weight)),
            walks.Rounds(start / start.sum(), tol, max_iter),
            damping=alpha,
            personal=personal,
            dangling=left / left.sum(),
        )
    except walks.NoConvergence as error:
        raise nx.PowerIterationFailedConvergence(max_iter) from error
    return graph.named(found)


def _distribution(graph: ArrayGraph, given: Any) -> Floats:
    """What is given for each node, 0 where nothing is; 1 for each where nothing is given at all."""
    if given is None:
        return np.ones(len(graph))
    return np.array([given.get(label, 0) for label in graph.labels], np.float64)


@dispatched(whole_vector("nstart"))
def eigenvector_centrality(
    G: Any, max_iter: int = 100, tol: float = 1e-6, nstart: Any = None, weight: str | None = None
) -> dict[Any, float]:
    """Eigenvector centrality by the power method."""
    graph = arrays_of(G)
    if not len(graph):
        raise nx.NetworkXPointlessConcept("cannot compute centrality for the null graph")
    start = np.ones(len(graph)) if nstart is None else _every(graph, nstart)
    if not start.any():
        raise nx.NetworkXError("initial vector cannot have all zero values")
    incoming = graph.adjacency.incoming(graph.weight(weight))
    try:
        found = walks.eigenvector(incoming, walks.Rounds(start / start.sum(), tol, max_iter))
    except walks.NoConvergence as error:
        raise nx.PowerIterationFailedConvergence(max_iter) from error
    return graph.named(found)


@dispatched(whole_vector("nstart"))
def katz_centrality(
    G: Any,
    alpha: float = 0.1,
    beta: Any = 1.0,
    max_iter: int = 1000,
    tol: float = 1e-6,
    nstart: Any = None,
    normalized: bool = True,
    weight: str | None = None,
) -> dict[Any, float]:
    """Katz centrality by iteration."""
    graph = arrays_of(G)
    if not len(graph):
        return {}
    try:
        worth = np.full(len(graph), float(beta))
    except (TypeError, ValueError, AttributeError) as error:
        if set(beta) != set(graph.labels):
            raise nx.NetworkXError("beta dictionary must have a value for every node") from error
        worth = _every(graph, beta)
    start = np.zeros(len(graph)) if nstart is None else _every(graph, nstart)
    incoming = graph.adjacency.incoming(graph.weight(weight))
    try:
        found = walks.katz(incoming, walks.Rounds(start, tol, max_iter), alpha=alpha, beta=worth)
    except walks.NoConvergence as error:
        raise nx.PowerIterationFailedConvergence(max_iter) from error
    return graph.named(found / (np.linalg.norm(found) or 1.0) if normalized else found)


def _every(graph: ArrayGraph, given: Any) -> Floats:
    return np.array([given[label] for label in graph.labels], np.float64)


@dispatched(of_size(3), linked)
def hits(
    G: Any, max_iter: int = 100, tol: float = 1e-8, nstart: Any = None, normalized: bool = True
) -> tuple[dict[Any, float], dict[Any, float]]:
    """Hubs and authorities, the leading singular vectors; ARPACK needs more rows than vectors."""
    graph = arrays_of(G)
    if not len(graph):
        return {}, {}
    if max_iter <= 0:
        raise nx.PowerIterationFailedConvergence(max_iter)
    start = None if nstart is None else np.array(list(nstart.values()), np.float64)
    matrix = graph.adjacency.summed(graph.weight("weight")).astype(np.float64)
    try:
        hubs, authorities = walks.hits(matrix, start=start, tolerance=tol, most_rounds=max_iter)
    except walks.NoConvergence as error:
        raise nx.PowerIterationFailedConvergence(max_iter) from error
    if normalized:
        hubs, authorities = hubs / hubs.sum(), authorities / authorities.sum()
    return graph.named(hubs), graph.named(authorities)


@dispatched()
def closeness_centrality(G: Any, u: Any = None, distance: str | None = None, wf_improved: bool = True) -> Any:
    """Closeness by the distances to a node, in edges or by their lengths."""
    graph = arrays_of(G)
    if distance is not None:
        sums = summed_lengths(lengths(graph, distance, is_reversed=True), _places(graph, u))
        values = _closeness(sums.reached, sums.total, len(graph), wf_improved=wf_improved)
        return graph.named(values) if u is None else values.item()
    if u is not None:
        matrix = graph.adjacency.pairs if graph.is_directed() else graph.adjacency.reverse
        found = reach(matrix, np.array([graph.place(u)]))
        reached, total = len(np.flatnonzero(found.farthest)), int(found.total.sum())
        return _closeness(np.array([reached]), np.array([total]), len(graph), wf_improved=wf_improved).item()
    found = reach(graph.adjacency.reverse)
    return graph.named(_closeness(found.reached, found.total, len(graph), wf_improved=wf_improved))


def _closeness(reached: Ints, total: Ints | Floats, count: int, *, wf_improved: bool) -> Floats:
    found = np.divide(reached, total, out=np.zeros(len(total)), where=total > 0)
    return np.asarray(found * (reached / (count - 1)) if wf_improved and count > 1 else found, np.float64)


def _places(graph: ArrayGraph, node: Any) -> Ints:
    return np.arange(len(graph)) if node is None else np.array([graph.place(node)])


@dispatched(only(nbunch=None, sources=None))
def harmonic_centrality(
    G: Any, nbunch: Any = None, distance: str | None = None, sources: Any = None
) -> dict[Any, float]:
    """The sum of 1 / distance from all others to a node, in edges or by their lengths."""
    graph = arrays_of(G)
    if distance is not None:
        every = np.arange(len(graph))
        return graph.named(summed_lengths(lengths(graph, distance, is_reversed=True), every).reciprocal)
    return graph.named(reach(graph.adjacency.reverse).reciprocal)

"""Who is central: degrees, walks, shortest paths."""

from typing import Any

import networkx as nx
import numpy as np

from graph.network.backend.dispatch import dispatched, linked, loopless, of_three, only, simple, whole_vector
from graph.network.backend.graphs import ArrayGraph, arrays_of
from graph.network.columns import Floats, Ints
from graph.network.kernels import compiled, walks
from graph.network.kernels.betweenness import dependencies
from graph.network.kernels.degrees import degrees
from graph.network.kernels.distances import reach

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
            graph.adjacency.summed(graph.weight(weight)),
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
    matrix = graph.adjacency.summed(graph.weight(weight))
    try:
        found = walks.eigenvector(matrix, walks.Rounds(start / start.sum(), tol, max_iter))
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
    matrix = graph.adjacency.summed(graph.weight(weight))
    try:
        found = walks.katz(matrix, walks.Rounds(start, tol, max_iter), alpha=alpha, beta=worth)
    except walks.NoConvergence as error:
        raise nx.PowerIterationFailedConvergence(max_iter) from error
    return graph.named(found / (np.linalg.norm(found) or 1.0) if normalized else found)


def _every(graph: ArrayGraph, given: Any) -> Floats:
    return np.array([given[label] for label in graph.labels], np.float64)


@dispatched(of_three, linked)
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


@dispatched(only(weight=None))
def betweenness_centrality(
    G: Any,
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: Any = None,
) -> dict[Any, float]:
    """Betweenness of nodes, exact, or from the sources that NetworkX would draw."""
    graph = arrays_of(G)
    count = len(graph)
    if k is None or k == count:
        pairs = 1.0 if graph.is_directed() else 2.0
        sums = pairs * compiled.betweenness(graph.adjacency, with_ends=endpoints)
        return graph.named(sums * _scale(graph, None, endpoints=endpoints, normalized=normalized))
    sources = np.array([graph.places[each] for each in seed.sample(list(graph.labels), k)], np.int64)
    sums = dependencies(graph.adjacency.proper, sources, with_ends=endpoints)
    return graph.named(sums * _scale(graph, sources, endpoints=endpoints, normalized=normalized))


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


@dispatched(simple, loopless, only(weight=None, k=None))
def edge_betweenness_centrality(
    G: Any, k: int | None = None, normalized: bool = True, weight: str | None = None, seed: Any = None
) -> dict[Any, float]:
    """Betweenness of edges, exact."""
    graph = arrays_of(G)
    count = len(graph)
    source, target, sums = compiled.edge_betweenness(graph.adjacency)
    if count > 1 and normalized:
        sums = sums * (1 if graph.is_directed() else 2) / (count * (count - 1))
    labels = graph.labels
    ends = zip(source.tolist(), target.tolist(), strict=True)
    return {(labels[one], labels[two]): value for (one, two), value in zip(ends, sums.tolist(), strict=True)}


@dispatched(only(distance=None))
def closeness_centrality(G: Any, u: Any = None, distance: str | None = None, wf_improved: bool = True) -> Any:
    """Closeness by the distances to a node."""
    graph = arrays_of(G)
    if u is not None:
        matrix = graph.adjacency.pairs if graph.is_directed() else graph.adjacency.reverse
        found = reach(matrix, np.array([graph.place(u)]))
        reached, total = len(np.flatnonzero(found.farthest)), int(found.total.sum())
        return _closeness(np.array([reached]), np.array([total]), len(graph), wf_improved=wf_improved).item()
    found = reach(graph.adjacency.reverse)
    return graph.named(_closeness(found.reached, found.total, len(graph), wf_improved=wf_improved))


def _closeness(reached: Ints, total: Ints, count: int, *, wf_improved: bool) -> Floats:
    found = np.divide(reached, total, out=np.zeros(len(total)), where=total > 0)
    return np.asarray(found * (reached / (count - 1)) if wf_improved and count > 1 else found, np.float64)


@dispatched(only(distance=None, nbunch=None, sources=None))
def harmonic_centrality(
    G: Any, nbunch: Any = None, distance: str | None = None, sources: Any = None
) -> dict[Any, float]:
    """The sum of 1 / distance from all others to a node."""
    graph = arrays_of(G)
    return graph.named(reach(graph.adjacency.reverse).reciprocal)

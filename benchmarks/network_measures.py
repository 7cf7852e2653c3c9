"""What is measured of networks side by side: each measure with each library, and how its results get names.

igraph and rustworkx give results by the numbers of nodes; NetworkX and ours by their names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

__all__ = ["ALL_PAIRS", "MEASURES", "Call", "Measure"]

nx: Any = import_module("networkx")
_ONE_THREAD = 1 << 62
_QUICK, _SLOW, ALL_PAIRS = 2_000_000, 200_000, 1_000
"""Ties up to which NetworkX is asked: for what is linear, what takes it seconds, what is quadratic."""
Call = Callable[[Any], Any]
Names = Sequence[str]
Naming = Callable[[Names, Any, Any], Any]
"""Of names, a graph of a peer and its result: the result by names."""


def _mapping(names: Names, _: Any, found: Any) -> Any:
    return dict(zip(names, found.values() if hasattr(found, "values") else found, strict=False))


def _sets(names: Names, _: Any, found: Any) -> Any:
    return [{names[at] for at in part} for part in found]


def _list(names: Names, _: Any, found: Any) -> Any:
    return [names[at] for at in found]


def _pairs(names: Names, graph: Any, found: Any) -> Any:
    """Edges by the names of their ends; igraph gives numbers of edges."""
    if hasattr(graph, "get_edgelist"):
        edges = graph.get_edgelist()
        found = [edges[at] for at in found]
    return [(names[one], names[two]) for one, two in found]


def _number(_: Names, __: Any, found: Any) -> Any:
    return found


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure with each library; those that lack it are left out.

    Attributes:
        calls: library → how it is computed on that library's graph.
        naming: how a peer's result gets names.
        most_ties: the largest graph that NetworkX is asked on, by patience.
    """

    calls: Mapping[str, Call]
    naming: Naming
    most_ties: int = _QUICK


def _both(call: Call, naming: Naming = _mapping, most_ties: int = _QUICK, **peers: Call) -> Measure:
    return Measure({"networkx": call, "maillage": call, **peers}, naming, most_ties)


MEASURES: Mapping[str, Measure] = {
    "degree": _both(
        nx.degree_centrality,
        igraph=lambda g: g.degree(),
        rustworkx=lambda g: _rx().degree_centrality(g),
    ),
    "pagerank": _both(
        lambda g: nx.pagerank(g, weight=None),
        igraph=lambda g: g.pagerank(),
        rustworkx=lambda g: _rx().pagerank(_arcs(g)),
    ),
    "core": _both(nx.core_number, igraph=lambda g: g.coreness(), rustworkx=lambda g: _rx().core_number(g)),
    "components": _both(
        lambda g: list(nx.connected_components(g)),
        _sets,
        igraph=lambda g: list(g.connected_components()),
        rustworkx=lambda g: _rx().connected_components(g),
    ),
    "clustering": _both(
        nx.clustering, most_ties=_SLOW, igraph=lambda g: g.transitivity_local_undirected(mode="zero")
    ),
    "transitivity": _both(
        nx.transitivity,
        _number,
        _SLOW,
        igraph=lambda g: g.transitivity_undirected(),
        rustworkx=lambda g: _rx().transitivity(g),
    ),
    "distances from one": _both(
        lambda g: nx.single_source_shortest_path_length(g, "org-0000000"),
        igraph=lambda g: g.distances(0)[0],
        rustworkx=lambda g: _rx().dijkstra_shortest_path_lengths(g, 0, lambda _: 1.0),
    ),
    "cut points": _both(
        lambda g: list(nx.articulation_points(g)),
        _list,
        igraph=lambda g: g.articulation_points(),
        rustworkx=lambda g: _rx().articulation_points(g),
    ),
    "bridges": _both(
        lambda g: list(nx.bridges(g)),
        _pairs,
        _SLOW,
        igraph=lambda g: g.bridges(),
        rustworkx=lambda g: _rx().bridges(g),
    ),
    "constraint": _both(nx.constraint, most_ties=_SLOW, igraph=lambda g: g.constraint()),
    "assortativity": _both(
        nx.degree_assortativity_coefficient,
        _number,
        igraph=lambda g: g.assortativity_degree(directed=False),
    ),
    "betweenness of 8": _both(lambda g: nx.betweenness_centrality(g, k=8, seed=7), most_ties=_SLOW),
    "betweenness": _both(
        nx.betweenness_centrality,
        most_ties=ALL_PAIRS,
        igraph=lambda g: g.betweenness(),
        rustworkx=lambda g: _rx().betweenness_centrality(g, parallel_threshold=_ONE_THREAD),
    ),
    "closeness": _both(
        nx.closeness_centrality,
        most_ties=ALL_PAIRS,
        igraph=lambda g: g.closeness(),
        rustworkx=lambda g: _rx().closeness_centrality(g, parallel_threshold=_ONE_THREAD),
    ),
    "harmonic": _both(nx.harmonic_centrality, most_ties=ALL_PAIRS, igraph=lambda g: g.harmonic_centrality()),
}
"""Name → measure, on simple undirected graphs."""


def _rx() -> Any:
    return import_module("rustworkx")


def _arcs(graph: Any) -> Any:
    """PageRank of rustworkx takes directed graphs alone; the copy counts, as a user would have to make it."""
    return graph.to_directed()

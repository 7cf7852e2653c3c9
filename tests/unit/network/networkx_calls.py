"""Graphs of all kinds and calls of NetworkX's functions, to be made with and without the backend."""

from collections.abc import Callable, Iterator
from importlib import import_module
from random import Random
from typing import Any

__all__ = ["CALLS", "Call", "G", "graphs", "random_graph"]

nx: Any = import_module("networkx")
"""Its types say that graphs are its own; that any backend's are taken as well, no type says."""

G = Any
KINDS = {
    "graph": nx.Graph,
    "digraph": nx.DiGraph,
    "multigraph": nx.MultiGraph,
    "multidigraph": nx.MultiDiGraph,
}
LABELS: dict[str, Callable[[int], Any]] = {
    "whole": lambda at: at,
    "text": lambda at: f"é{(7 * at) % 100}",
    "tuple": lambda at: (at % 3, str(at)),
}


def random_graph(  # noqa: PLR0913 - one argument a property
    kind: str, nodes: int, edges: int, *, seed: int, loops: bool = False, label: str = "whole"
) -> G:
    """A graph with isolated nodes, some weights whole, some fractions, some missing."""
    random = Random(seed)  # noqa: S311 - no secret
    graph: Any = KINDS[kind]()
    names = [LABELS[label](at) for at in range(nodes)]
    random.shuffle(names)
    graph.add_nodes_from(names)
    busy = names[: max(1, nodes * 4 // 5)]
    for at in range(edges):
        one, two = random.choice(busy), random.choice(busy)
        if loops or one != two:
            graph.add_edge(
                one, two, **({} if at % 7 == 0 else {"weight": random.choice([1, 2, 3, 0.5, 2.25])})
            )
    return graph


def two_mode(seed: int) -> G:
    """Six nodes on one side, nine on the other."""
    random = Random(seed)  # noqa: S311 - no secret
    graph: Any = nx.Graph()
    graph.add_nodes_from(range(15))
    graph.add_edges_from((random.randrange(6), 6 + random.randrange(9)) for _ in range(20))
    return graph


def graphs() -> Iterator[tuple[str, G]]:
    """Of every kind: with and without loops, empty, one node, two parts, dense, with each sort of label."""
    for kind, make in KINDS.items():
        yield f"{kind} empty", make()
        yield f"{kind} one", random_graph(kind, 1, 0, seed=1)
        yield f"{kind} no edges", random_graph(kind, 5, 0, seed=1)
        yield f"{kind} loops", random_graph(kind, 12, 25, seed=2, loops=True)
        yield f"{kind} sparse", random_graph(kind, 40, 45, seed=3, label="text")
        yield f"{kind} dense", random_graph(kind, 14, 120, seed=4, label="tuple")
        whole = random_graph(kind, 18, 30, seed=5)
        nx.add_path(whole, list(whole), weight=2)
        nx.add_path(whole, list(whole)[::-1], weight=1)
        yield f"{kind} whole", whole
    for seed in range(3):
        yield "two-mode", two_mode(seed)


def valued(graph: G) -> G:
    """The graph with a word and a number at each node, and a number at some."""
    if not isinstance(graph, nx.Graph) or any("label" in data for _, data in graph.nodes(data=True)):
        return graph
    found = graph.copy()
    for at, node in enumerate(found):
        found.nodes[node].update({"kind": "abc"[at * at % 3], "size": at * at % 7})
        if at % 2:
            found.nodes[node].update({"kind": "abc"[at % 3], "some": 1})
    return found


def some(graph: G, number: int) -> list[Any]:
    """The first nodes, or as many as there are."""
    return list(graph)[:number]


Call = Callable[[G, dict[str, Any]], Any]
CALLS: dict[str, Call] = {
    "degree": lambda g, o: nx.degree_centrality(g, **o),
    "in degree": lambda g, o: nx.in_degree_centrality(g, **o),
    "out degree": lambda g, o: nx.out_degree_centrality(g, **o),
    "pagerank": lambda g, o: nx.pagerank(g, **o),
    "pagerank plain": lambda g, o: nx.pagerank(g, weight=None, alpha=0.5, **o),
    "pagerank personal": lambda g, o: nx.pagerank(g, personalization=dict.fromkeys(some(g, 3), 2.0), **o),
    "pagerank dangling": lambda g, o: nx.pagerank(
        g, dangling=dict.fromkeys(some(g, 2), 1), nstart=dict.fromkeys(g, 3), **o
    ),
    "pagerank short": lambda g, o: nx.pagerank(g, max_iter=1, tol=1e-12, **o),
    "eigenvector": lambda g, o: nx.eigenvector_centrality(g, max_iter=1000, **o),
    "eigenvector weighted": lambda g, o: nx.eigenvector_centrality(g, max_iter=1000, weight="weight", **o),
    "eigenvector short": lambda g, o: nx.eigenvector_centrality(g, max_iter=1, **o),
    "katz": lambda g, o: nx.katz_centrality(g, alpha=0.01, **o),
    "katz weighted": lambda g, o: nx.katz_centrality(g, 0.01, dict.fromkeys(g, 2.0), weight="weight", **o),
    "hits": lambda g, o: (len(g) > 0 and nx.is_bipartite(g)) or nx.hits(g, **o),
    "hits from": lambda g, o: nx.hits(g, nstart=dict.fromkeys(g, 1.0), normalized=False, **o)[0] and 1,
    "betweenness": lambda g, o: nx.betweenness_centrality(g, **o),
    "betweenness raw": lambda g, o: nx.betweenness_centrality(g, normalized=False, **o),
    "betweenness ends": lambda g, o: nx.betweenness_centrality(g, endpoints=True, **o),
    "betweenness raw ends": lambda g, o: nx.betweenness_centrality(g, normalized=False, endpoints=True, **o),
    "betweenness sampled": lambda g, o: nx.betweenness_centrality(g, k=min(4, len(g)), seed=7, **o),
    "betweenness one": lambda g, o: nx.betweenness_centrality(g, k=min(1, len(g)), seed=7, **o),
    "betweenness sampled ends": lambda g, o: nx.betweenness_centrality(
        g, k=min(5, len(g)), seed=7, endpoints=True, normalized=False, **o
    ),
    "betweenness too many": lambda g, o: nx.betweenness_centrality(g, k=len(g) + 1, seed=7, **o),
    "edge betweenness": lambda g, o: nx.edge_betweenness_centrality(g, **o),
    "edge betweenness raw": lambda g, o: nx.edge_betweenness_centrality(g, normalized=False, **o),
    "betweenness weighted": lambda g, o: nx.betweenness_centrality(g, weight="weight", **o),
    "betweenness weighted raw ends": lambda g, o: nx.betweenness_centrality(
        g, weight="weight", normalized=False, endpoints=True, **o
    ),
    "betweenness weighted sampled": lambda g, o: nx.betweenness_centrality(
        g, weight="weight", k=min(4, len(g)), seed=7, **o
    ),
    "edge betweenness weighted": lambda g, o: nx.edge_betweenness_centrality(g, weight="weight", **o),
    "edge betweenness sampled": lambda g, o: nx.edge_betweenness_centrality(
        g, k=min(4, len(g)), seed=7, normalized=False, **o
    ),
    "load": lambda g, o: nx.load_centrality(g, **o),
    "load raw": lambda g, o: nx.load_centrality(g, normalized=False, **o),
    "load of one": lambda g, o: [nx.load_centrality(g, node, **o) for node in some(g, 3)],
    "current closeness": lambda g, o: nx.current_flow_closeness_centrality(g, **o),
    "current closeness weighted": lambda g, o: nx.current_flow_closeness_centrality(g, weight="weight", **o),
    "current betweenness": lambda g, o: nx.current_flow_betweenness_centrality(g, **o),
    "current betweenness weighted": lambda g, o: nx.current_flow_betweenness_centrality(
        g, weight="weight", normalized=False, solver="lu", **o
    ),
    "current by nothing known": lambda g, o: nx.current_flow_closeness_centrality(g, solver="none", **o),
    "closeness weighted": lambda g, o: nx.closeness_centrality(g, distance="weight", **o),
    "closeness weighted of one": lambda g, o: [
        nx.closeness_centrality(g, u=node, distance="weight", wf_improved=False, **o) for node in some(g, 4)
    ],
    "harmonic weighted": lambda g, o: nx.harmonic_centrality(g, distance="weight", **o),
    "closeness": lambda g, o: nx.closeness_centrality(g, **o),
    "closeness plain": lambda g, o: nx.closeness_centrality(g, wf_improved=False, **o),
    "closeness of one": lambda g, o: [nx.closeness_centrality(g, u=node, **o) for node in some(g, 4)],
    "harmonic": lambda g, o: nx.harmonic_centrality(g, **o),
    "components": lambda g, o: list(nx.connected_components(g, **o)),
    "number of components": lambda g, o: nx.number_connected_components(g, **o),
    "is connected": lambda g, o: nx.is_connected(g, **o),
    "component of": lambda g, o: [nx.node_connected_component(g, node, **o) for node in some(g, 2)],
    "weak": lambda g, o: list(nx.weakly_connected_components(g, **o)),
    "number of weak": lambda g, o: nx.number_weakly_connected_components(g, **o),
    "is weak": lambda g, o: nx.is_weakly_connected(g, **o),
    "strong": lambda g, o: set(map(frozenset, nx.strongly_connected_components(g, **o))),
    "number of strong": lambda g, o: nx.number_strongly_connected_components(g, **o),
    "is strong": lambda g, o: nx.is_strongly_connected(g, **o),
    "articulation": lambda g, o: set(nx.articulation_points(g, **o)),
    "bridges": lambda g, o: {frozenset(pair) for pair in nx.bridges(g, **o)},
    "has bridges": lambda g, o: nx.has_bridges(g, **o),
    "core": lambda g, o: nx.core_number(g, **o),
    "onion": lambda g, o: nx.onion_layers(g, **o),
    "truss": lambda g, o: [graph_of(nx.k_truss(g, k, **o)) for k in (2, 3, 4)],
    "triangles": lambda g, o: nx.triangles(g, **o),
    "triangles of": lambda g, o: [nx.triangles(g, node, **o) for node in some(g, 3)],
    "clustering": lambda g, o: nx.clustering(g, **o),
    "clustering of": lambda g, o: nx.clustering(g, some(g, 3), **o),
    "average clustering": lambda g, o: nx.average_clustering(g, **o),
    "average clustering without zeros": lambda g, o: nx.average_clustering(g, count_zeros=False, **o),
    "transitivity": lambda g, o: nx.transitivity(g, **o),
    "constraint": lambda g, o: nx.constraint(g, **o),
    "constraint weighted": lambda g, o: nx.constraint(g, weight="weight", **o),
    "effective size": lambda g, o: nx.effective_size(g, **o),
    "isolates": lambda g, o: list(nx.isolates(g, **o)),
    "number of isolates": lambda g, o: nx.number_of_isolates(g, **o),
    "lengths from": lambda g, o: [nx.single_source_shortest_path_length(g, node, **o) for node in some(g, 3)],
    "lengths within": lambda g, o: [
        nx.single_source_shortest_path_length(g, node, cutoff=2, **o) for node in some(g, 3)
    ],
    "lengths to": lambda g, o: [nx.single_target_shortest_path_length(g, node, **o) for node in some(g, 3)],
    "lengths from nobody": lambda g, o: nx.single_source_shortest_path_length(g, "nobody", **o),
    "lengths to nobody": lambda g, o: nx.single_target_shortest_path_length(g, "nobody", **o),
    "all lengths": lambda g, o: dict(nx.all_pairs_shortest_path_length(g, **o)),
    "all lengths again": lambda g, o: dict(nx.shortest_path_length(g, **o)),
    "length": lambda g, o: len(g) > 1 and nx.shortest_path_length(g, *some(g, 2), **o),
    "lengths of weights": lambda g, o: [
        nx.single_source_dijkstra_path_length(g, each, **o) for each in some(g, 3)
    ],
    "lengths of weights within": lambda g, o: [
        nx.single_source_dijkstra_path_length(g, each, cutoff=2.5, **o) for each in some(g, 3)
    ],
    "lengths of weights from nobody": lambda g, o: nx.single_source_dijkstra_path_length(g, "nobody", **o),
    "all lengths of weights": lambda g, o: dict(nx.all_pairs_dijkstra_path_length(g, **o)),
    "has path": lambda g, o: [nx.has_path(g, one, two, **o) for one in some(g, 3) for two in some(g, 5)],
    "eccentricity": lambda g, o: nx.eccentricity(g, **o),
    "diameter": lambda g, o: nx.diameter(g, **o),
    "radius": lambda g, o: nx.radius(g, **o),
    "center": lambda g, o: set(nx.center(g, **o)),
    "periphery": lambda g, o: nx.periphery(g, **o),
    "average length": lambda g, o: nx.average_shortest_path_length(g, **o),
    "global efficiency": lambda g, o: nx.global_efficiency(g, **o),
    "wiener": lambda g, o: nx.wiener_index(g, **o),
    "descendants": lambda g, o: [nx.descendants(g, node, **o) for node in some(g, 3)],
    "ancestors": lambda g, o: [nx.ancestors(g, node, **o) for node in some(g, 3)],
    "neighbour degree": lambda g, o: nx.average_neighbor_degree(g, **o),
    "neighbour degree weighted": lambda g, o: nx.average_neighbor_degree(g, weight="weight", **o),
    "degree connectivity": lambda g, o: nx.average_degree_connectivity(g, **o),
    "assortativity": lambda g, o: nx.degree_assortativity_coefficient(g, **o),
    "assortativity in in": lambda g, o: nx.degree_assortativity_coefficient(g, x="in", y="in", **o),
    "pearson": lambda g, o: nx.degree_pearson_correlation_coefficient(g, **o),
    "rich club": lambda g, o: nx.rich_club_coefficient(g, normalized=False, **o),
    "modularity": lambda g, o: nx.community.modularity(g, halves(g), **o),
    "modularity plain": lambda g, o: nx.community.modularity(g, halves(g), weight=None, resolution=0.5, **o),
    "modularity of a part": lambda g, o: nx.community.modularity(g, [set(some(g, 2))], **o),
    "assortativity of a value": lambda g, o: nx.attribute_assortativity_coefficient(valued(g), "kind", **o),
    "assortativity of labels": lambda g, o: nx.attribute_assortativity_coefficient(g, "label", **o),
    "assortativity of no value": lambda g, o: nx.attribute_assortativity_coefficient(g, "kind", **o),
    "assortativity of numbers": lambda g, o: nx.numeric_assortativity_coefficient(valued(g), "size", **o),
    "assortativity of some numbers": lambda g, o: nx.numeric_assortativity_coefficient(
        valued(g), "some", **o
    ),
    "louvain": lambda g, o: nx.community.louvain_communities(g, seed=3, **o),
    "louvain plain": lambda g, o: nx.community.louvain_communities(
        g, weight=None, resolution=0.7, seed=4, **o
    ),
    "louvain one level": lambda g, o: nx.community.louvain_communities(g, seed=5, max_level=1, **o),
    "louvain no level": lambda g, o: nx.community.louvain_communities(g, seed=5, max_level=0, **o),
    "latapy": lambda g, o: nx.bipartite.latapy_clustering(g, **o),
    "latapy of some": lambda g, o: nx.bipartite.latapy_clustering(g, some(g, 5), mode="min", **o),
    "latapy by the larger": lambda g, o: nx.bipartite.latapy_clustering(g, mode="max", **o),
    "latapy by nothing known": lambda g, o: nx.bipartite.latapy_clustering(g, mode="none", **o),
    "average latapy": lambda g, o: nx.bipartite.average_clustering(g, some(g, 5), **o),
    "robins alexander": lambda g, o: nx.bipartite.robins_alexander_clustering(g, **o),
    "jaccard": lambda g, o: list(nx.jaccard_coefficient(g, pairs(g), **o)),
    "jaccard of all": lambda g, o: predicted(nx.jaccard_coefficient(g, **o)),
    "adamic adar": lambda g, o: list(nx.adamic_adar_index(g, pairs(g), **o)),
    "resource allocation": lambda g, o: list(nx.resource_allocation_index(g, pairs(g), **o)),
    "preferential attachment": lambda g, o: list(nx.preferential_attachment(g, pairs(g), **o)),
    "jaccard of nobody": lambda g, o: list(nx.jaccard_coefficient(g, [("nobody", "else")], **o)),
    "spanning tree": lambda g, o: graph_of(nx.minimum_spanning_tree(g, **o)),
    "bipartite degree": lambda g, o: nx.bipartite.degree_centrality(g, some(g, 5), **o),
    "projection": lambda g, o: graph_of(nx.bipartite.weighted_projected_graph(g, some(g, 6), **o)),
    "projection by share": lambda g, o: graph_of(
        nx.bipartite.weighted_projected_graph(g, some(g, 6), ratio=True, **o)
    ),
}


def graph_of(graph: G) -> tuple[Any, ...]:
    """A graph as a value."""
    return type(graph), graph.graph, dict(graph.nodes(data=True)), {one: dict(graph[one]) for one in graph}


def halves(graph: G) -> list[set[Any]]:
    """Every other node, and the rest."""
    nodes = list(graph)
    return [set(nodes[::2]), set(nodes[1::2])]


def pairs(graph: G) -> list[tuple[Any, Any]]:
    """Some pairs of different nodes, tied and untied."""
    nodes = some(graph, 6)
    return [(one, two) for one in nodes for two in nodes if one != two]


def predicted(found: Any) -> dict[frozenset[Any], float]:
    """Predictions by pair, whatever its order."""
    return {frozenset((one, two)): value for one, two, value in found}

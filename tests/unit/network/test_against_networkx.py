"""Measures on networks against the functions of NetworkX on the same graphs, computed by NetworkX itself."""

from math import isnan
from typing import Any

import networkx as nx
import pytest

from graph.network import Network, measure
from graph.network.simple import simple_graph
from tests.unit.network.random_networks import random_network

SEEDS = range(5)
# Measure → NetworkX's function of an undirected graph with one edge a tied pair.
UNDIRECTED: dict[str, Any] = {
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "core_number": nx.core_number,
    "clustering": nx.clustering,
    "constraint": nx.constraint,
    "effective_size": nx.effective_size,
}
LINKS: dict[str, Any] = {
    "jaccard": nx.jaccard_coefficient,
    "adamic_adar": nx.adamic_adar_index,
}
DIRECTED: dict[str, Any] = {"betweenness": nx.betweenness_centrality, "pagerank": nx.pagerank}


def by_networkx(function: Any, graph: Any, **options: Any) -> dict[str, float]:
    """What NetworkX finds; nodes for which it finds no number are left out."""
    found = function(graph, backend="networkx", **options)
    return {name: value for name, value in found.items() if not isnan(value)}


def network_of(seed: int, *, is_directed: bool = False) -> Network:
    """Thirty nodes with loops, parallel ties, nodes without ties and several components."""
    return random_network(seed, nodes=30, ties=45, is_directed=is_directed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("is_directed", [False, True])
@pytest.mark.parametrize("name", UNDIRECTED)
def test_measures_without_direction_are_networkx(name: str, seed: int, *, is_directed: bool) -> None:
    """Direction is dropped from a network that has one."""
    network = network_of(seed, is_directed=is_directed)

    found = dict(measure(network, name).scores)

    assert found == pytest.approx(by_networkx(UNDIRECTED[name], simple_graph(network)), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("is_directed", [False, True])
@pytest.mark.parametrize("name", DIRECTED)
def test_measures_with_direction_are_networkx(name: str, seed: int, *, is_directed: bool) -> None:
    """Ties without direction are read both ways."""
    network = network_of(seed, is_directed=is_directed)
    options = {"is_directed": True} if name == "betweenness" else {}

    found = dict(measure(network, name, **options).scores)

    expected = by_networkx(DIRECTED[name], simple_graph(network, is_directed=True), weight=None)
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["constraint", "effective_size", "pagerank"])
def test_weights_add_up_as_networkx_has_them(name: str, seed: int) -> None:
    """Parallel ties of weight 1 make pairs of weight 2; of its two effective sizes, Burt's own."""
    network = network_of(seed)
    graph = simple_graph(network, is_directed=name == "pagerank")

    found = dict(measure(network, name, is_weighted=True).scores)

    function = {**UNDIRECTED, **DIRECTED}[name]
    nodes = {"nodes": list(graph)} if name == "effective_size" else {}
    assert found == pytest.approx(by_networkx(function, graph, weight="weight", **nodes), abs=1e-9)


@pytest.mark.parametrize("is_directed", [False, True])
def test_a_sample_of_sources_is_that_of_networkx(*, is_directed: bool) -> None:
    """The same seed draws the same sources."""
    network = network_of(2, is_directed=is_directed)
    graph = simple_graph(network, is_directed=is_directed)

    found = dict(measure(network, "betweenness", sample=7, seed=5, is_directed=is_directed).scores)

    assert found == pytest.approx(by_networkx(nx.betweenness_centrality, graph, k=7, seed=5), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("is_weighted", [False, True])
def test_eigenvectors_are_those_of_networkx(seed: int, *, is_weighted: bool) -> None:
    """Of the largest component; eigenvector centrality and HITS both ways."""
    network = network_of(seed, is_directed=True)
    whole = simple_graph(network)
    graph = whole.subgraph(max(nx.connected_components(whole), key=len))
    weight = "weight" if is_weighted else None

    found = dict(measure(network, "eigenvector", is_weighted=is_weighted).scores)
    authority = measure(network, "hits", is_weighted=True)

    expected = by_networkx(nx.eigenvector_centrality_numpy, graph, weight=weight)
    assert {name: found[name] for name in graph} == pytest.approx(expected, abs=1e-6)
    hubs, authorities = nx.hits(simple_graph(network, is_directed=True), tol=1e-12, backend="networkx")
    assert dict(authority.scores) == pytest.approx(authorities, abs=1e-6)
    assert dict(authority.parts["hub"]) == pytest.approx(hubs, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_harmonic_closeness_is_that_of_networkx(seed: int) -> None:
    """Which does not divide by the number of others."""
    network = network_of(seed)

    found = dict(measure(network, "harmonic").scores)

    expected = by_networkx(nx.harmonic_centrality, simple_graph(network))
    others = len(network) - 1
    assert found == pytest.approx({name: value / others for name, value in expected.items()}, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_likely_partners_are_those_of_networkx(seed: int) -> None:
    """All three numbers, for all who share a neighbour and are not tied."""
    network = network_of(seed)
    graph = simple_graph(network)
    node = max(sorted(graph), key=graph.degree)

    found = measure(network, "likely_partners", node=node)

    pairs = [(node, other) for other in graph if other != node and other not in graph[node]]
    expected = {v: p for _, v, p in nx.resource_allocation_index(graph, pairs, backend="networkx") if p}
    assert dict(found.scores) == pytest.approx(expected, abs=1e-9)
    for part, function in LINKS.items():
        theirs = {v: p for _, v, p in function(graph, pairs, backend="networkx") if v in expected}
        assert dict(found.parts[part]) == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_numbers_of_the_whole_are_those_of_networkx(seed: int) -> None:
    """Mean clustering, transitivity, and the span of the largest component."""
    network = network_of(seed)
    graph = simple_graph(network)

    clustering = measure(network, "clustering").summary
    span = measure(network, "eccentricity")

    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    assert clustering["average"] == pytest.approx(nx.average_clustering(graph))
    assert clustering["transitivity"] == pytest.approx(nx.transitivity(graph))
    assert span.summary == {"diameter": nx.diameter(largest), "radius": nx.radius(largest)}
    assert {name: span.of(name) for name in largest} == nx.eccentricity(largest)

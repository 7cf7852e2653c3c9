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

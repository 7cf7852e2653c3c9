"""Articulation points and bridges against their definitions: take away, and count what is left."""

from typing import Any

import networkx as nx
import pytest

from graph.network import Network, measure
from tests.unit.network.random_networks import random_network

SEEDS = range(8)


def network_of(seed: int) -> Network:
    """Sparse, with loops, parallel ties, several components and nodes without ties."""
    return random_network(seed, nodes=24, ties=26)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_score_of_an_articulation_point_is_the_components_that_come(seed: int) -> None:
    """Those without it, less those with it."""
    graph: Any = nx.Graph(network_of(seed).to_networkx())
    before = nx.number_connected_components(graph)

    found = dict(measure(network_of(seed), "articulation_points").scores)

    without = {name: graph.subgraph(set(graph) - {name}) for name in graph}
    more = {name: nx.number_connected_components(left) - before for name, left in without.items()}
    assert found == {name: number for name, number in more.items() if number > 0}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_score_of_a_bridge_is_the_nodes_it_would_cut_off(seed: int) -> None:
    """The smaller of the two components that its ends are in without it."""
    network = network_of(seed)
    graph = network.to_networkx()

    found = dict(measure(network, "bridges").scores)

    expected = {}
    for one, two, key in graph.edges(keys=True):
        left = graph.copy()
        left.remove_edge(one, two, key)
        if not nx.has_path(left, one, two):
            expected[key] = min(len(nx.node_connected_component(left, end)) for end in (one, two))
    assert expected
    assert found == expected

"""Removal in turn and by name, against removals carried out one by one."""

import networkx as nx
import pytest

from graph.errors import NetworkError, ParameterError, UnknownName
from graph.network import Network, measure
from graph.network.simple import simple_graph
from tests.unit.network.build import network_of_ties, tie
from tests.unit.network.random_networks import random_network


@pytest.mark.parametrize("seed", range(8))
def test_targeted_removal_is_that_carried_out_step_by_step(seed: int) -> None:
    """Each time the most tied node that is left leaves, by NetworkX."""
    network = random_network(seed, nodes=14, ties=30)
    left, shares = simple_graph(network), []
    while len(left):
        left.remove_node(min(left, key=lambda name: (-left.degree(name), network.ids.index(name))))
        shares.append(max(map(len, nx.connected_components(left)), default=0) / 14)

    found = measure(network, "robustness", replicas=3)

    assert found.summary["targeted"] == pytest.approx(sum(shares) / 14)
    assert found.summary["targeted half"] == pytest.approx(
        next(at for at, share in enumerate(shares, 1) if share < 0.5) / 14
    )


def test_random_removal_is_exact_where_the_order_does_not_matter() -> None:
    """Of five nodes all tied to each other, 4, 3, 2, 1 and none hold together: R = 10/25."""
    network = network_of_ties("a-b a-c a-d a-e b-c b-d b-e c-d c-e d-e")

    found = measure(network, "robustness", replicas=4, seed=3)

    assert found.summary["random"] == pytest.approx(0.4)
    assert found.summary["spread"] == 0.0
    assert "estimated from 4 random orders" in found.method.sentence()


def test_too_many_steps_are_refused_with_their_number() -> None:
    """A million replicas of three ties."""
    with pytest.raises(NetworkError, match=r"10,000,010 .*fewer replicas|steps; the limit is"):
        measure(network_of_ties("a-b b-c c-d"), "robustness", replicas=10_000_000)


@pytest.mark.parametrize("seed", range(6))
def test_departure_and_removal_impact_agree(seed: int) -> None:
    """In a connected network the efficiency lost is that which the measure of all nodes gives."""
    ring = " ".join(f"n{at}-n{(at + 1) % 9}" for at in range(9))
    extra = random_network(seed, ties=5)
    network = Network.of([*network_of_ties(ring).edges, *extra.edges])

    impact = dict(measure(network, "removal_impact").scores)

    for name in network.ids:
        found = measure(network, "departure", node=name)
        assert found.summary.get("efficiency lost", 0.0) == pytest.approx(impact[name])


def test_departure_names_the_parts_it_leaves() -> None:
    """The middle of a star leaves its ends alone; whoever is elsewhere is not concerned."""
    network = network_of_ties("hub-a hub-b hub-a x-y")

    found = measure(network, "departure", node="HUB")

    assert found.scores == (("a", 1), ("b", 2))
    assert found.summary == {"ties lost": 3, "parts": 2, "cut off": 1, "efficiency lost": 1.0}
    assert found.method.notes == ("without HUB",)


def test_departure_needs_a_node_that_is_there() -> None:
    """The message says so, and names the nearest."""
    network = Network.of([tie("alpha-beta")])

    with pytest.raises(ParameterError, match="node"):
        measure(network, "departure")
    with pytest.raises(UnknownName, match="alpha"):
        measure(network, "departure", node="alpga")

"""Brokerage by matrices against the definition, pair by pair."""

from itertools import product

import pytest

from graph.errors import NetworkError, UnknownName
from graph.network import Network, Node, measure
from tests.unit.network.build import tie
from tests.unit.network.random_networks import random_network


def by_definition(network: Network) -> dict[tuple[str, str], int]:
    """(role, broker) → number of pairs, from all triples of nodes."""
    ties = {(edge.source, edge.target) for edge in network.edges if not edge.is_loop}
    ties |= set() if network.is_directed() else {(two, one) for one, two in ties}
    group = {node.id: node.type for node in network.nodes if node.type}
    found: dict[tuple[str, str], int] = {}
    for one, broker, two in product(group, repeat=3):
        if one != two and {(one, broker), (broker, two)} <= ties and (one, two) not in ties:
            role = role_of(group[one], group[broker], group[two])
            found[role, broker] = found.get((role, broker), 0) + 1
    return found


def role_of(one: str, broker: str, two: str) -> str:
    """The role of Gould and Fernandez, by which groups are the same."""
    same = (one == broker, broker == two, one == two)
    return {
        (True, True, True): "coordinator",
        (False, False, True): "consultant",
        (False, True, False): "gatekeeper",
        (True, False, False): "representative",
        (False, False, False): "liaison",
    }[same]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("is_directed", [False, True])
def test_roles_are_those_of_the_definition(seed: int, *, is_directed: bool) -> None:
    """On random networks with loops, parallel ties and nodes without group."""
    network = random_network(seed, ties=30, is_directed=is_directed)

    result = measure(network, "brokerage")

    found = {(role, name): n for role, values in result.parts.items() for name, n in values.items() if n}
    assert found == by_definition(network)


def test_a_grouping_that_the_nodes_lack_is_refused() -> None:
    """The message names the groupings there are."""
    network = Network.of([tie("a-b")], [Node("a", "A", groups=(("place", "x:marseille"),))])

    with pytest.raises(UnknownName, match="place"):
        measure(network, "brokerage", group="plaice")


def test_too_many_paths_are_refused_with_their_number() -> None:
    """A hub of 15,000 has 225 million paths of two ties, back and forth included."""
    network = Network.of((tie(f"m-n{at}") for at in range(15_000)), [])
    network = Network.of(network.edges, [Node(name, name, "x:One") for name in network.ids])

    with pytest.raises(NetworkError, match="225,015,000 paths"):
        measure(network, "brokerage")

"""Measures of two-mode networks and of groupings, against their definitions."""

from collections.abc import Mapping
from itertools import combinations, permutations, product
from math import log
from random import Random

import pytest

from graph.errors import NetworkError
from graph.network import Network, Node, measure
from tests.unit.network.build import network_of_ties, tie


def two_mode(seed: int, sources: int = 5, targets: int = 6) -> Network:
    """Random ties between two sides; some pairs are tied twice."""
    random = Random(seed)  # noqa: S311 - no secret
    ties = [f"s{random.randrange(sources)}-t{random.randrange(targets)}" for _ in range(14)]
    return network_of_ties(" ".join(ties), is_bipartite=True)


def barber(network: Network, group: Mapping[str, float]) -> float:
    """Barber's Q, pair by pair."""
    tied = {(edge.source, edge.target) for edge in network.edges}
    sources, targets = ({pair[at] for pair in tied} for at in (0, 1))
    terms = (
        ((one, two) in tied) - sum(a == one for a, _ in tied) * sum(b == two for _, b in tied) / len(tied)
        for one, two in product(sources, targets)
        if group[one] == group[two]
    )
    return sum(terms) / len(tied)


@pytest.mark.parametrize("seed", range(10))
def test_bipartite_modularity_is_barbers(seed: int) -> None:
    """And the division that is found is no worse than the communities it starts from."""
    network = two_mode(seed)

    found = measure(network, "bipartite_modularity")

    start = dict(measure(network, "communities").scores)
    assert found.summary["modularity"] == pytest.approx(barber(network, dict(found.scores)))
    assert found.summary["modularity"] >= barber(network, start) - 1e-12
    assert found.summary["groups"] == max(number for _, number in found.scores)


def test_bipartite_modularity_of_a_grouping_leaves_it_as_it_is() -> None:
    """Nodes without a type are groups of their own."""
    network = network_of_ties("a-x a-y b-y", types="a=One x=One y=Two", is_bipartite=True)

    found = measure(network, "bipartite_modularity", group="type")

    # Only a-x are of one group: (1 - 2·1/3) / 3.
    assert found.summary["modularity"] == pytest.approx(1 / 9)


def test_bipartite_modularity_needs_two_modes() -> None:
    """The message names what there is instead."""
    with pytest.raises(NetworkError, match="Use modularity"):
        measure(network_of_ties("a-b b-c"), "bipartite_modularity")


@pytest.mark.parametrize("seed", range(10))
def test_nestedness_is_that_of_all_pairs_of_rows_and_columns(seed: int) -> None:
    """NODF by its definition: shared counterparts of the one with fewer, nothing where both have as many."""
    network = two_mode(seed)
    tied = {(edge.source, edge.target) for edge in network.edges}

    total = pairs = 0.0
    for at in (0, 1):
        side = {
            name: {pair[1 - at] for pair in tied if pair[at] == name} for name in {pair[at] for pair in tied}
        }
        for one, two in permutations(side.values(), 2):
            pairs += 1 / 2
            if len(one) > len(two):
                total += len(one & two) / len(two)

    assert measure(network, "nestedness").summary["nestedness"] == pytest.approx(100 * total / pairs)


def information(one: tuple[int, ...], two: tuple[int, ...]) -> float:
    """The mutual information of two labellings."""
    count = len(one)
    pairs = list(zip(one, two, strict=True))
    return sum(
        pairs.count(pair) / count * log(pairs.count(pair) * count / (one.count(pair[0]) * two.count(pair[1])))
        for pair in set(pairs)
    )


def test_agreement_is_adjusted_by_the_mean_of_all_orders() -> None:
    """Communities abc and def against three types: chance is the mean over all 720 orders of the types."""
    kinds = (1, 1, 2, 2, 3, 3)
    nodes = [Node(name, name, f"x:{kind}") for name, kind in zip("abcdef", kinds, strict=True)]
    network = Network.of((tie(ends) for ends in ("a-b", "b-c", "a-c", "d-e", "e-f", "d-f")), nodes)

    found = measure(network, "agreement").summary

    parts = (1, 1, 1, 2, 2, 2)
    chance = sum(information(parts, order) for order in permutations(kinds)) / 720
    most = (information(parts, parts) + information(kinds, kinds)) / 2
    shared = information(parts, kinds)
    assert found["agreement"] == pytest.approx(shared / most)
    assert found["adjusted"] == pytest.approx((shared - chance) / (most - chance))


@pytest.mark.parametrize("seed", range(5))
def test_nestedness_is_its_definition(seed: int) -> None:
    """Each pair of a side by itself: what the one with fewer counterparts shares, as a part of them."""
    random = Random(seed)  # noqa: S311 - no secret
    ties = [f"s{random.randrange(7)}-t{random.randrange(9)}" for _ in range(25)]
    network = network_of_ties(" ".join(ties), is_bipartite=True)
    side: dict[str, set[str]] = {}
    for source, target in (each.split("-") for each in ties):
        side.setdefault(source, set()).add(target)
        side.setdefault(target, set()).add(source)

    found = measure(network, "nestedness").summary

    for name, letter in (("sources", "s"), ("targets", "t")):
        pairs = list(combinations((held for each, held in side.items() if each[0] == letter), 2))
        shares = [
            len(one & two) / min(len(one), len(two)) if len(one) != len(two) else 0.0 for one, two in pairs
        ]
        assert found[name] == pytest.approx(100 * sum(shares) / len(pairs))

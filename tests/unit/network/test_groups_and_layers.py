"""Homophily and the correlation of relations, against their definitions."""

from itertools import combinations

import numpy as np
import pytest

from graph.network import Network, measure
from tests.unit.network.build import network_of_ties, tie
from tests.unit.network.random_networks import random_network

SEEDS = range(8)


@pytest.mark.parametrize("seed", SEEDS)
def test_homophily_is_colemans(seed: int) -> None:
    """Counted pair by pair over random networks."""
    network = random_network(seed, nodes=12, ties=30)

    found = measure(network, "homophily")

    group = {node.id: node.type_label for node in network.nodes if node.type}
    pairs = {frozenset((edge.source, edge.target)) for edge in network.edges if not edge.is_loop}
    ends = [
        (one, two)
        for pair in pairs
        if pair <= group.keys()
        for one, two in (sorted(pair), sorted(pair)[::-1])
    ]
    for name, value in found.scores:
        own = [group[two] == name for one, two in ends if group[one] == name]
        share = sum(own) / len(own)
        chance = (list(group.values()).count(name) - 1) / (len(group) - 1)
        expected = (share - chance) / (1 - chance if share >= chance else chance)
        assert value == pytest.approx(expected)
    inner = sum(group[one] == group[two] for one, two in ends)
    assert found.summary["E-I index"] == pytest.approx((len(ends) - 2 * inner) / len(ends))


def test_homophily_takes_any_grouping_and_says_which() -> None:
    """Nodes without a place are left out, and counted."""
    network = network_of_ties("a-b b-c", types="a=One b=One")

    assert measure(network, "homophily").method.notes == ("groups by type", "1 node without group left out")


def layered(seed: int) -> Network:
    """Three relations over eight nodes."""
    plain = random_network(seed, nodes=8, ties=25)
    kinds = ("x:funds", "x:hosts", "x:owns")
    return Network.of(
        tie(
            f"{edge.source}-{edge.target}",
            id=edge.id,
            relation=kinds[at % 3],
            relation_label=kinds[at % 3][2:],
        )
        for at, edge in enumerate(plain.edges)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_relations_correlate_as_columns_over_all_pairs(seed: int) -> None:
    """Pearson's correlation by NumPy, of pairs and of degrees."""
    network = layered(seed)
    found = measure(network, "layer_correlation").summary

    pairs = list(combinations(network.ids, 2))
    columns = {}
    for relation in network.relations():
        joined = {
            frozenset((edge.source, edge.target)) for edge in network.edges if edge.relation == relation
        }
        columns[relation[2:]] = [float(frozenset(pair) in joined) for pair in pairs]
    for one, two in combinations(sorted(columns), 2):
        degrees = [
            [
                sum(value for pair, value in zip(pairs, columns[each], strict=True) if name in pair)
                for name in network.ids
            ]
            for each in (one, two)
        ]
        assert found[f"{one} and {two}, ties"] == pytest.approx(np.corrcoef(columns[one], columns[two])[0, 1])
        assert found[f"{one} and {two}, degrees"] == pytest.approx(np.corrcoef(degrees[0], degrees[1])[0, 1])


def test_participation_is_one_where_each_relation_has_as_many() -> None:
    """Two of three relations, evenly: 3/2 · (1 - 1/2) = 3/4."""
    kinds = {"a-b": "x:funds", "a-c": "x:hosts", "d-e": "x:owns"}
    network = Network.of(tie(ends, relation=kind) for ends, kind in kinds.items())

    found = measure(network, "participation")

    assert found.of("a") == 0.75
    assert found.of("d") == 0.0

"""Random graphs of the same degrees, and what is held against them."""

from collections import Counter
from itertools import combinations

import networkx as nx
import pytest

from graph.errors import NetworkError
from graph.network import Network, measure
from graph.network.adjacency import Matrix
from graph.network.measures.rewiring import latticed, rewired
from graph.network.simple import simple_graph
from tests.unit.network.build import network_of_ties
from tests.unit.network.random_networks import random_network

SEEDS = range(6)


def matrix_of(network: Network) -> Matrix:
    """Who is next to whom."""
    return network.adjacency.both_ways


@pytest.mark.parametrize("seed", SEEDS)
def test_random_graphs_keep_every_degree(seed: int) -> None:
    """No loop and no second tie of a pair comes in, whichever way ties are swapped."""
    matrix = matrix_of(random_network(seed, nodes=30, ties=60))

    for each in (*rewired(matrix, 3, seed), latticed(matrix, seed)):
        assert each.sum(axis=0).tolist() == matrix.sum(axis=0).tolist()
        assert (each != each.T).nnz == 0
        assert set(each.data.tolist()) == {1.0}
        assert not each.diagonal().any()


def test_all_graphs_of_the_same_degrees_come_equally_often() -> None:
    """Degrees 1 2 2 2 1 have 7 graphs: 6 paths, and a triangle beside a pair; χ² of 6 degrees below 22.5."""
    matrix = matrix_of(network_of_ties("a-b b-c c-d d-e"))

    found = Counter(tuple(each.toarray().ravel()) for each in rewired(matrix, 3500, 11))

    assert len(found) == 7
    assert sum((number - 500) ** 2 / 500 for number in found.values()) < 22.5  # p = 0.001


def test_a_ring_with_short_cuts_is_a_small_world() -> None:
    """60 nodes tied to the next three, with four short cuts, lie between the ring and a random graph."""
    ring = [f"n{at:02}-n{(at + step) % 60:02}" for at in range(60) for step in (1, 2, 3)]
    cuts = "n00-n30 n10-n41 n20-n52 n05-n36"

    found = measure(network_of_ties(f"{' '.join(ring)} {cuts}"), "small_world", replicas=5)
    again = measure(network_of_ties(f"{' '.join(ring)} {cuts}"), "small_world", replicas=5)

    assert found.summary["sigma"] > 2
    assert -1 < found.summary["omega"] < 0.5
    assert found.summary == again.summary
    assert "estimated from 5 random graphs (spread reported)" in found.method.sentence()
    assert "largest component only, 60 nodes" in found.method.sentence()


def test_random_graphs_are_needed_to_compare_with() -> None:
    """None is a mistake, not a division by nought."""
    for name in ("small_world", "rich_club"):
        with pytest.raises(NetworkError, match="replicas"):
            measure(network_of_ties("a-b b-c a-c"), name, replicas=0)


@pytest.mark.parametrize("seed", SEEDS)
def test_rich_club_densities_are_those_of_networkx(seed: int) -> None:
    """Unnormalised, for every degree at which a random graph has a rich club at all."""
    network = random_network(seed, nodes=20, ties=50)

    found = measure(network, "rich_club", replicas=4)

    expected = nx.rich_club_coefficient(simple_graph(network), normalized=False)
    assert found.parts["density"]
    assert {int(k): value for k, value in found.parts["density"].items()} == pytest.approx(
        {int(k): expected[int(k)] for k in found.parts["density"]}
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_core_has_the_least_error_of_all(seed: int) -> None:
    """Among all 2⁹ divisions none is nearer to the ideal, and no smaller core is as near."""
    network = random_network(seed, ties=18)
    simple = simple_graph(network)

    result = measure(network, "core_periphery")

    errors = {}
    for size in range(10):
        for core in combinations(network.ids, size):
            inside = simple.subgraph(core).number_of_edges()
            outside = simple.subgraph(set(network.ids) - set(core)).number_of_edges()
            errors[core] = size * (size - 1) // 2 - inside + outside
    found = tuple(sorted(name for name, value in result.scores if value))
    assert errors[found] == result.summary["errors"] == min(errors.values())
    assert len(found) == min(len(core) for core, number in errors.items() if number == errors[found])

"""Communities found by moves in batches, held against NetworkX where it tells the same."""

from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph.network import measure
from graph.network.adjacency import Matrix
from graph.network.kernels.communities import communities, modularity
from tests.unit.network.build import network_of_ties

SEEDS = range(4)


def matrix_of(graph: Any, weight: str | None = None) -> Matrix:
    """A graph of NetworkX as a matrix."""
    found: Matrix = nx.to_scipy_sparse_array(graph, weight=weight, dtype=np.float64)  # type: ignore[call-overload]
    return found


def sets_of(label: Any) -> list[set[int]]:
    """The members of each community."""
    return [set(np.flatnonzero(label == each).tolist()) for each in np.unique(label)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_ring_of_cliques_falls_into_its_cliques(seed: int) -> None:
    """Ten cliques of five, each tied to the next by one tie: the partition of most modularity."""
    ring: Any = nx.ring_of_cliques(10, 5)

    found = communities(matrix_of(ring), seed)

    assert sets_of(found) == [set(range(5 * at, 5 * at + 5)) for at in range(10)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("weight", [None, "weight"])
def test_modularity_is_that_of_networkx(seed: int, weight: str | None) -> None:
    """With weights and without, on the partition that was found."""
    graph: Any = nx.les_miserables_graph()
    names = list(graph)
    matrix = matrix_of(graph, weight)

    label = communities(matrix, seed)

    sets = [{names[at] for at in part} for part in sets_of(label)]
    expected = nx.community.modularity(graph, sets, weight=weight)
    assert modularity(matrix, label) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_communities_are_no_worse_than_those_of_networkx(seed: int) -> None:
    """On a random graph with planted groups: at least the modularity that the method of Louvain reaches."""
    graph: Any = nx.planted_partition_graph(8, 25, 0.4, 0.03, seed=seed)
    matrix = matrix_of(graph)

    found = modularity(matrix, communities(matrix, seed))

    theirs = nx.community.louvain_communities(graph, seed=seed, backend="networkx")
    assert found > nx.community.modularity(graph, theirs) - 0.005


@pytest.mark.parametrize("seed", SEEDS)
def test_every_community_hangs_together(seed: int) -> None:
    """The method of Louvain alone does not promise that."""
    graph: Any = nx.gnm_random_graph(120, 130, seed=seed)

    found = communities(matrix_of(graph), seed)

    assert all(nx.is_connected(graph.subgraph(part)) for part in sets_of(found))


def test_nodes_without_ties_are_alone() -> None:
    """Nothing is shared with anybody."""
    assert dict(measure(network_of_ties("a b c"), "communities").scores) == {"a": 1, "b": 2, "c": 3}


def test_weights_draw_the_border() -> None:
    """A square whose strong ties are a-b and c-d."""
    network = network_of_ties("a-b a-b a-b a-b b-c c-d c-d c-d c-d d-a")

    found = dict(measure(network, "communities", is_weighted=True).scores)

    assert found == {"a": 1, "b": 1, "c": 2, "d": 2}


def test_the_method_says_how_far_other_seeds_agree() -> None:
    """Ten cliques in a ring are found by every seed."""
    cliques = network_of_ties(" ".join(f"n{one}-n{two}" for one, two in nx.ring_of_cliques(10, 5).edges))

    result = measure(cliques, "communities")

    assert result.summary["agreement of seeds"] == 1
    assert "agrees by 1.00 (NMI) with those of 9 other seeds" in result.method.sentence()


def test_seeds_that_cross_share_nothing() -> None:
    """A square falls into two pairs in one of two ways, which tell nothing of each other: NMI 0, else 1."""
    square: Any = nx.cycle_graph(4)
    found = [sets_of(communities(matrix_of(square), seed)) for seed in range(42, 52)]

    alike = measure(network_of_ties("0-1 1-2 2-3 3-0"), "communities").summary["agreement of seeds"]

    same = sum(each == found[0] for each in found[1:])
    assert 0 < same < 9
    assert alike == pytest.approx(same / 9)


@pytest.mark.parametrize(("ties", "seeds"), [(5_555, "9 other seeds"), (5_556, "8 other seeds")])
def test_fewer_seeds_are_tried_on_larger_networks(ties: int, seeds: str) -> None:
    """And it is said how many."""
    star = network_of_ties(" ".join(f"hub-n{at}" for at in range(ties)))

    assert seeds in measure(star, "communities").method.sentence()

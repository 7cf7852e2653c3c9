"""Betweenness within an error: the guarantee, held against the exact numbers."""

import networkx as nx
import numpy as np
import pytest

from graph.errors import ParameterError
from graph.network import Network, measure
from graph.network.measures import betweenness
from graph.network.measures.sampled_paths import sample_size, sampled_betweenness
from graph.network.simple import simple_graph
from tests.unit.network.build import network_of_ties
from tests.unit.network.random_networks import random_network


@pytest.mark.parametrize("name", ["closeness", "harmonic"])
@pytest.mark.parametrize("seed", range(6))
def test_distances_from_some_nodes_keep_their_bound(name: str, seed: int) -> None:
    """With these seeds it holds in all cases; it is no larger than the scores, so it tells something."""
    network = random_network(seed, nodes=400, ties=900)

    found = measure(network, name, sample=150, seed=seed)

    exact = dict(measure(network, name).scores)
    error = found.method.error
    assert error is not None
    assert max(abs(value - exact[name]) for name, value in found.scores) <= error < 0.35
    assert (found.method.confidence, found.method.is_exact) == (0.9, False)
    assert "with probability ≥ 0.9" in found.method.sentence()


def test_a_component_that_is_searched_whole_is_exact() -> None:
    """Of two components the small one has no more nodes than a sample."""
    ring = " ".join(f"n{at:02}-n{(at + 1) % 40:02}" for at in range(40))
    network = network_of_ties(f"{ring} a-b b-c")

    found = dict(measure(network, "closeness", sample=4).scores)

    exact = dict(measure(network, "closeness").scores)
    assert {name: found[name] for name in "abc"} == {name: exact[name] for name in "abc"}


@pytest.mark.parametrize("is_directed", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_no_node_is_off_by_more_than_asked_for(seed: int, *, is_directed: bool) -> None:
    """The bound holds with a probability of 0.9; with these seeds it holds in all eight cases."""
    network = random_network(seed, nodes=60, ties=110, is_directed=is_directed)

    found = measure(network, "betweenness", error=0.05, seed=seed, is_directed=is_directed)

    exact = dict(measure(network, "betweenness", is_directed=is_directed).scores)
    assert max(abs(value - exact[name]) for name, value in found.scores) <= 0.05
    assert (found.method.error, found.method.confidence, found.method.is_exact) == (0.05, 0.9, False)
    assert "sampled paths (|error| ≤ 0.05 for all nodes with probability ≥ 0.9)" in found.method.sentence()


@pytest.mark.parametrize("is_directed", [False, True])
def test_sampled_paths_have_no_bias(*, is_directed: bool) -> None:
    """10,000 samples leave an error of 0.025 at most: five standard deviations of a share of one half."""
    network = random_network(3, nodes=25, ties=60, is_directed=is_directed)
    matrix = network.adjacency.proper if is_directed else network.adjacency.both_ways

    found = sampled_betweenness(matrix, 10_000, seed=1)

    exact = nx.betweenness_centrality(simple_graph(network, is_directed=is_directed))
    assert found.tolist() == pytest.approx([exact[name] for name in network.ids], abs=0.025 * 25 / 23)


def test_the_number_of_samples_follows_from_the_longest_path() -> None:
    """A path seen from its first node: V ≤ 9 + 8 + 1 = 18, ⌊log₂ 16⌋ = 4, ε' = 0.1 · 8/10."""
    matrix = network_of_ties("a-b b-c c-d d-e e-f f-g g-h h-i i-j").adjacency.both_ways

    assert sample_size(matrix, 0.1, 0.9, is_directed=False) == np.ceil(0.5 / 0.08**2 * (4 + 1 + np.log(10)))


@pytest.mark.parametrize(("error", "is_exact"), [(5e-324, True), (1e-200, True), (1e200, False)])
def test_an_error_of_any_size_is_answered(error: float, *, is_exact: bool) -> None:
    """Below what paths can tell, the numbers are exact; one that allows all takes a single path."""
    found = measure(network_of_ties("a-b b-c c-d"), "betweenness", error=error)

    assert (found.method.is_exact, found.method.sample) == (is_exact, 0 if is_exact else 1)


def test_pairs_alone_have_no_inner_nodes_to_sample() -> None:
    """Where nobody can be between, the numbers are exact."""
    found = measure(network_of_ties("a-b c-d e"), "betweenness", error=0.1)

    assert found.method.is_exact
    assert set(dict(found.scores).values()) == {0.0}


def test_above_the_limit_betweenness_is_estimated_with_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never silently: the method says by how many paths, and how far off at most."""
    monkeypatch.setattr(betweenness, "WORK_LIMIT", 100)
    network = random_network(1, nodes=200, ties=400)

    found = measure(network, "betweenness")

    assert (found.method.is_exact, found.method.error, found.method.seed) == (False, 0.02, 42)


def test_a_sample_and_an_error_exclude_each_other() -> None:
    """One is a number of sources without guarantee, the other asks for one."""
    with pytest.raises(ParameterError, match="not both"):
        measure(Network(), "betweenness", sample=3, error=0.1)
    with pytest.raises(ParameterError, match="a number from 0"):
        measure(Network(), "betweenness", error=-0.1)

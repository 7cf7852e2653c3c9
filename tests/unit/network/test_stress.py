"""How well distance on the plane follows distance in ties, as a number."""

from math import dist
from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import eigsh

from graph.network import arrange
from graph.network.adjacency import Matrix
from graph.network.columns import Floats
from graph.network.steps import far_apart, steps_from_each
from graph.network.stress import pivots_for, rounds_for, scaled_from_pivots, stress, stressed
from tests.unit.network.build import network_of_ties

GRAPHS = {
    "tree": nx.balanced_tree(3, 5),
    "hubs": nx.barabasi_albert_graph(300, 2, seed=1),
    "hubs and leaves": nx.barabasi_albert_graph(620, 1, seed=2),
    "small world": nx.connected_watts_strogatz_graph(300, 6, 0.05, seed=1),
}


def matrix_of(graph: Any) -> Matrix:
    """The graph with its nodes in order."""
    ones: Any = nx.to_scipy_sparse_array(graph, sorted(graph), weight=None)
    return csr_array(ones, dtype=np.float64)


def spectral(matrix: Matrix) -> Floats:
    """Hall's layout: the next two eigenvectors of the random walk on the graph."""
    root = diags_array(np.diff(matrix.indptr) ** -0.5)
    start = np.ones(matrix.shape[0])
    vectors = eigsh((root @ matrix @ root).tocsr(), k=3, which="LA", v0=start)[1]
    return np.asarray(root @ vectors[:, [1, 0]])


@pytest.mark.parametrize("name", GRAPHS)
def test_stress_is_less_than_that_of_its_start_and_of_the_spectral_layout(name: str) -> None:
    """Whether all nodes are pivots or some."""
    matrix = matrix_of(GRAPHS[name])

    found = stress(matrix, stressed(matrix))

    assert found < stress(matrix, scaled_from_pivots(far_apart(matrix, 50)))
    assert found < stress(matrix, spectral(matrix))


def test_stress_is_what_its_formula_says() -> None:
    """A path of three folded at a right angle: distances 1, 1 and √2 for 1, 1 and 2, scaled to fit best."""
    path = matrix_of(nx.path_graph(3))
    ratios = np.array([1, 1, 2**0.5 / 2])
    scale = ratios.sum() / (ratios**2).sum()

    found = stress(path, np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]))

    assert found == pytest.approx(((scale * ratios - 1) ** 2).mean())
    assert stress(path, np.array([[0.0, 0.0], [2.0, 0.0], [4.0, 0.0]])) == pytest.approx(0)


def test_a_grid_comes_out_as_a_grid() -> None:
    """32 × 32, with 244 pivots: corners far apart, rows unfolded, no two nodes on each other."""
    grid = nx.convert_node_labels_to_integers(nx.grid_2d_graph(32, 32))
    matrix = matrix_of(grid)

    places = stressed(matrix)

    corner, opposite, beside = places[0], places[1023], places[31]
    lengths = [dist(places[one], places[two]) for one, two in grid.edges]
    assert pivots_for(1024) == 244
    assert stress(matrix, places) < 0.0125
    assert dist(corner, opposite) == pytest.approx(2**0.5 * dist(corner, beside), rel=0.02)
    assert max(lengths) < 2 * min(lengths)


def test_steps_are_those_of_networkx() -> None:
    """A tree is walked up by doubling strides, whatever its depth."""
    for graph in (nx.path_graph(70), nx.balanced_tree(2, 5), nx.complete_graph(6)):
        lengths = nx.single_source_shortest_path_length(graph, 3)

        found = steps_from_each(matrix_of(graph), np.array([3]))[:, 0]

        assert found.tolist() == [lengths[node] for node in sorted(graph)]


def test_large_graphs_have_fewer_pivots_and_rounds() -> None:
    """Work stays bounded: at most 250,000 pairs of node and pivot, until twenty pivots are more."""
    assert [pivots_for(count) for count in (2, 500, 1_000, 10_000, 68_000)] == [2, 500, 250, 25, 20]
    assert [rounds_for(count) for count in (2, 1_000, 10_000, 68_000, 10**7)] == [60, 60, 60, 11, 1]


def test_nodes_alike_do_not_stand_on_each_other() -> None:
    """The leaves of a star surround it."""
    places = arrange(network_of_ties(" ".join(f"hub-n{at:02}" for at in range(30))))

    apart = [dist(places[one], places[two]) for one in places for two in places if one < two]

    assert min(apart) > 0.1

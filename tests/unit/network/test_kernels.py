"""Kernels, where NetworkX has no tests of them."""

import subprocess
import sys

import networkx as nx
import numpy as np
import pytest

from graph.network.adjacency import Adjacency
from graph.network.kernels.degrees import degrees
from graph.network.kernels.distances import distances_from, reach
from graph.network.kernels.holes import effective_size
from graph.network.kernels.parts import components, spanning_tree
from graph.network.kernels.triangles import triangles_of


def adjacency(pairs: list[tuple[int, int]], count: int, *, is_directed: bool = False) -> Adjacency:
    """A graph of these edges."""
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    return Adjacency(count, ends[:, 0], ends[:, 1], is_directed)


def test_reach_adds_up_over_batches() -> None:
    """More sources than one batch of bits holds: a path of 3000 nodes, whose sums are known."""
    count = 3_000
    path = adjacency([(at, at + 1) for at in range(count - 1)], count)

    found = reach(path.reverse)

    assert found.reached.tolist() == [count - 1] * count
    assert found.total[0] == count * (count - 1) // 2
    assert found.farthest[count // 2] == count // 2


def test_some_sources_are_counted_alone() -> None:
    """Not the others, though they are nearer."""
    found = reach(adjacency([(0, 1), (1, 2)], 4).reverse, np.array([2]))

    assert (found.reached.tolist(), found.total.tolist()) == ([1, 1, 0, 0], [2, 1, 0, 0])


def test_distances_from_one_node_are_counted_ring_by_ring() -> None:
    """A square with a tail and a node apart: one node is reached by two ways of 2 steps."""
    square = adjacency([(0, 1), (0, 3), (1, 2), (3, 2), (2, 4)], 6)

    found = distances_from(square.pairs, np.array([0]))

    assert found.tolist() == [[0.0, 1.0, 2.0, 1.0, 3.0, np.inf]]


def test_distances_along_one_long_chain_are_its_places() -> None:
    """As many rings as nodes."""
    count = 20_000
    path = adjacency([(at, at + 1) for at in range(count - 1)], count, is_directed=True)

    found = distances_from(path.pairs, np.array([5]))[0]

    assert found[5:].tolist() == list(range(count - 5))
    assert np.isinf(found[:5]).all()


def test_degrees_that_are_kept_are_not_written_to() -> None:
    """They are the same array each time, so who changed it would change every measure that asks after."""
    found = degrees(adjacency([(0, 1), (1, 1)], 2))

    with pytest.raises(ValueError, match="read-only"):
        found[0] = 7
    assert found.tolist() == [1.0, 3.0]


def test_triangles_name_their_nodes_and_edges() -> None:
    """A square with one diagonal has two."""
    source, target = np.array([0, 1, 2, 3, 0]), np.array([1, 2, 3, 0, 2])

    found = triangles_of(source, target, 4)

    assert sorted(map(sorted, found.nodes.tolist())) == [[0, 1, 2], [0, 2, 3]]
    assert sorted(map(sorted, found.edges.tolist())) == [[0, 1, 4], [2, 3, 4]]


def test_weighted_effective_size_is_burts() -> None:
    """By hand: of a's ties 2 to b and 1 to c, and 1 between these: 2 - 2/3 · 1/1 - 1/3 · 1/2 for a."""
    weights = adjacency([(0, 1), (0, 2), (1, 2)], 3).summed(None)
    weights[0, 1] = weights[1, 0] = 2.0

    found = effective_size(weights)

    # p(a,b) = 2/3, p(a,c) = 1/3; m(b,c) = 1/2 of b's strongest tie, m(c,b) = 1 of c's.
    assert found[0] == pytest.approx(2 - 2 / 3 * 1 - 1 / 3 * 1 / 2)


def test_strong_components_come_after_what_they_point_to() -> None:
    """As Tarjan's algorithm finds them."""
    pairs = [(0, 1), (1, 0), (1, 2), (2, 3), (3, 2)]

    found = components(adjacency(pairs, 4, is_directed=True).pairs, are_strong=True)

    assert [places.tolist() for places in found] == [[2, 3], [0, 1]]


def test_of_equal_weights_the_first_edge_is_in_the_tree() -> None:
    """Zero is a weight like any other, and loops are in no tree."""
    chosen = spanning_tree(np.array([0, 0, 1, 0]), np.array([0, 1, 2, 2]), np.array([0.0, 1.0, 1.0, 1.0]), 3)

    assert chosen.tolist() == [1, 2]


def test_importing_networkx_loads_nothing_of_ours() -> None:
    """What NetworkX reads when it is imported is a list of names."""
    text = (
        "import sys; from graph.networkx_info import info; info(); "
        "print(sorted(each for each in sys.modules if each.startswith(('graph.', 'numpy', 'scipy'))))"
    )

    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "['graph.networkx_info']"


def test_the_version_of_networkx_has_a_dispatcher() -> None:
    """The door that a checkout uses is there."""
    assert "maillage" in nx.config.backends

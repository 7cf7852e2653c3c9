"""Kernels of what passes: load, current and paths by lengths, worked by hand."""

import numpy as np
import pytest

from graph.network.adjacency import Adjacency
from graph.network.kernels.currents import current_betweenness, current_closeness
from graph.network.kernels.flows import flows
from graph.network.kernels.two_modes import four_cycles, is_two_mode, three_paths


def adjacency(*edges: tuple[int, int, float], count: int) -> Adjacency:
    """An undirected graph of these edges with lengths."""
    source, target, weight = (np.array(column) for column in zip(*edges, strict=True))
    return Adjacency(count, source, target, is_directed=False, weights={"weight": weight.astype(float)})


def test_a_shorter_way_round_takes_all() -> None:
    """From 0 to 2 by way of 1 is 2 long, straight 5."""
    graph = adjacency((0, 1, 1), (1, 2, 1), (0, 2, 5), count=3)

    found = flows(graph.lightest("weight"), np.arange(3), is_weighted=True)

    assert found.nodes.tolist() == [0.0, 2.0, 0.0]
    assert found.ends.tolist() == [4.0, 4.0, 4.0]


def test_load_parts_evenly_where_betweenness_counts_paths() -> None:
    """Between 0 and 4 two paths by 1 and 2 meet in 5, a third goes by 3 and 6: shares 2/3 against 1/2."""
    pairs = [(0, 1), (0, 2), (0, 3), (1, 5), (2, 5), (3, 6), (5, 4), (6, 4)]
    graph = adjacency(*((one, two, 1) for one, two in pairs), count=7)

    by_paths = flows(graph.proper, np.array([0]), is_weighted=False).nodes
    load = flows(graph.proper, np.array([0]), is_weighted=False, is_even=True).nodes

    # 5 passes on what goes to 4; 3 what goes to 6 and its part of what goes to 4.
    assert (by_paths[5], by_paths[3]) == (pytest.approx(2 / 3), pytest.approx(1 + 1 / 3))
    assert (load[5], load[3]) == (pytest.approx(1 / 2), pytest.approx(1 + 1 / 2))


def test_current_goes_all_ways() -> None:
    """A triangle of unit resistors: 2/3 between any two; a third of a unit goes by way of the other."""
    graph = adjacency((0, 1, 1), (1, 2, 1), (0, 2, 1), count=3)

    closeness = current_closeness(graph.pairs)
    nodes, edges = current_betweenness(graph.pairs, graph.source, np.array([1, 2, 2]))

    assert closeness.tolist() == pytest.approx([3 / 4] * 3)
    # Each is the end of two units, half of each counted, and passes a third of one.
    assert nodes.tolist() == pytest.approx([1 / 3] * 3)
    assert edges.tolist() == pytest.approx([2 / 3 + 1 / 3 + 1 / 3] * 3)


def test_squares_and_paths_of_two_sides() -> None:
    """A square with a tail has one cycle of four edges, and is of two sides; a triangle is not."""
    square = adjacency((0, 1, 1), (1, 2, 1), (2, 3, 1), (3, 0, 1), (0, 4, 1), count=5).pairs
    triangle = adjacency((0, 1, 1), (1, 2, 1), (0, 2, 1), count=3).pairs

    assert (is_two_mode(square), is_two_mode(triangle)) == (True, False)
    # By the middle edge: 01 and 30 twice two, 12 and 23 one each.
    assert three_paths(square) == 2 + 1 + 1 + 2
    assert (four_cycles(square), three_paths(triangle)) == (1.0, 0.0)

"""Where nodes stand."""

from math import dist
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph.network import Network, arrange
from tests.unit.network.build import network_of_ties


def test_every_node_has_one_place_of_its_own() -> None:
    """Also those without ties and those alike."""
    network = network_of_ties("m-a m-b m-c m-d m-e x-y z w")

    places = arrange(network)

    assert list(places) == [node.id for node in network.nodes]
    assert len(set(places.values())) == len(places)


def test_an_empty_network_has_no_places() -> None:
    """And no error."""
    assert arrange(Network()) == {}


def test_distance_on_the_plane_follows_distance_in_ties() -> None:
    """The ends of a path are farther apart than its neighbours, which are one apart."""
    places = arrange(network_of_ties("a-b b-c c-d"))

    assert dist(places["a"], places["b"]) == pytest.approx(1, abs=0.05)
    assert dist(places["a"], places["d"]) == pytest.approx(3, abs=0.1)


def test_a_long_component_lies_flat() -> None:
    """Pages are wider than high."""
    places = arrange(network_of_ties("a-b b-c c-d d-e")).values()

    assert max(y for _, y in places) < 0.3


def test_components_do_not_overlap() -> None:
    """Each has its own rectangle."""
    parts = ["a-b b-c a-c", "d-e e-f f-g d-g", "h-i", "j"]
    places = arrange(network_of_ties(" ".join(parts)))

    boxes = [box([places[name] for name in sorted({*part} - {"-", " "})]) for part in parts]

    pairs = [(one, two) for at, one in enumerate(boxes) for two in boxes[at + 1 :]]
    assert not any(overlap(one, two) for one, two in pairs)


@pytest.mark.parametrize(
    "shape",
    [
        nx.star_graph(13),
        nx.cycle_graph(14),
        nx.complete_graph(13),
        nx.balanced_tree(2, 4),
        nx.hypercube_graph(4),
    ],
    ids=["star", "circle", "complete", "tree", "cube"],
)
def test_places_do_not_depend_on_which_eigenvectors_a_library_gives(
    shape: "nx.Graph[Any]", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where eigenvalues are equal several bases are right, and LAPACK's choice depends on the processor."""
    ties = nx.convert_node_labels_to_integers(shape).edges
    network = network_of_ties(" ".join(f"n{one:02}-n{two:02}" for one, two in ties))
    places = np.array([*arrange(network).values()])
    usual = np.linalg.eigh

    def another(square: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        order = np.random.default_rng(3).permutation(len(square))
        values, vectors = usual(square[np.ix_(order, order)])
        return values, vectors[np.argsort(order)]

    monkeypatch.setattr(np.linalg, "eigh", another)

    assert np.array([*arrange(network).values()]) == pytest.approx(places, abs=2e-4)


def test_a_long_path_is_unfolded() -> None:
    """A path of 800 nodes: neighbours near each other, the ends far apart."""
    network = network_of_ties(" ".join(f"n{at:03}-n{at + 1:03}" for at in range(799)))

    places = arrange(network)

    assert len(places) == 800
    assert dist(places["n000"], places["n799"]) > 300
    assert dist(places["n400"], places["n401"]) < 3


Box = tuple[float, float, float, float]


def box(points: list[tuple[float, float]]) -> Box:
    """Left, top, right, bottom."""
    return (
        min(x for x, _ in points),
        min(y for _, y in points),
        max(x for x, _ in points),
        max(y for _, y in points),
    )


def overlap(one: Box, two: Box) -> bool:
    """Whether two boxes share a point."""
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]

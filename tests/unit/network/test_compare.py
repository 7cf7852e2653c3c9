"""Two networks side by side."""

import pytest

from graph.errors import NetworkError
from graph.network import Network, compare
from tests.unit.network.build import network_of_ties


def test_ties_are_kept_added_or_removed() -> None:
    """Without direction a tie is the same either way round."""
    found = compare(network_of_ties("a-b b-c"), network_of_ties("b-a c-d"))

    assert found.kept == (("a", "b", "x:tied"),)
    assert found.added == (("c", "d", "x:tied"),)
    assert found.removed == (("b", "c", "x:tied"),)
    assert found.tie_overlap == pytest.approx(1 / 3)


def test_direction_tells_ties_apart_where_there_is_one() -> None:
    """In directed networks a → b is not b → a."""
    found = compare(network_of_ties("a-b", is_directed=True), network_of_ties("b-a", is_directed=True))

    assert found.tie_overlap == 0.0


def test_the_core_is_compared_by_its_nodes() -> None:
    """The triangle a b c against b c d: two of four nodes stay."""
    found = compare(network_of_ties("a-b b-c a-c c-d"), network_of_ties("b-c c-d b-d a-b"))

    assert found.core_overlap == 0.5


def test_ranks_move_and_correlate() -> None:
    """A star that turns inside out: the hub falls behind, ties in rank share their mean."""
    found = compare(network_of_ties("m-a m-b m-c"), network_of_ties("a-m a-b a-c"))

    assert found.moves[:2] == (("a", 3.0, 1.0), ("m", 1.0, 3.0))
    # Ranks before: m 1, others 3; after: a 1, others 3. Covariance -1, variances 3: -1/3.
    assert found.rank_correlation == pytest.approx(-1 / 3)


def test_the_same_network_is_fully_alike() -> None:
    """Nothing moved."""
    network = network_of_ties("m-a m-b m-c")

    found = compare(network, network, by="betweenness")

    assert (found.tie_overlap, found.core_overlap) == (1.0, 1.0)
    assert found.rank_correlation == pytest.approx(1.0)
    assert all(before == after for _, before, after in found.moves)


def test_two_empty_networks_are_alike_and_have_no_correlation() -> None:
    """Undefined is None, never a made-up number."""
    found = compare(Network(), Network())

    assert (found.tie_overlap, found.rank_correlation) == (1.0, None)


def test_ranks_need_a_measure_of_nodes() -> None:
    """Density ranks nobody."""
    with pytest.raises(NetworkError, match="density"):
        compare(Network(), Network(), by="density")

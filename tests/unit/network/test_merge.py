"""Parallel ties as one, and the matrices that kernels take."""

from datetime import date

import networkx as nx
import numpy as np
import pytest

from graph.errors import UnknownName
from graph.network import Network
from tests.unit.network.build import tie


def parallel(*, is_directed: bool = False) -> Network:
    """Three ties of a and b, one of them back, a loop, and a tie of b and c."""
    day = date(2019, 1, 1)
    return Network.of(
        [
            tie("a-b", id="1", weight=2.0, evidence=("p2",), start=day),
            tie("a-b", id="2", weight=3.0, evidence=("p1",), start=date(2018, 1, 1)),
            tie("b-a", id="3", weight=0.5, evidence=("p1",), relation="x:other", start=day),
            tie("a-a", id="4"),
            tie("b-c", id="5", until=day),
        ],
        is_directed=is_directed,
    )


@pytest.mark.parametrize(("rule", "weight"), [("count", 3.0), ("sum", 5.5), ("max", 3.0), ("first", 3.0)])
def test_a_rule_says_what_one_tie_of_several_weighs(rule: str, weight: float) -> None:
    """Ties are in the order of their bounds, so the first is that of 2018."""
    found = parallel().merged(rule)

    assert [(edge.source, edge.target, edge.weight) for edge in found.edges] == [
        ("a", "b", weight),
        ("b", "c", 1.0),
    ]
    assert (found.is_multigraph(), found.merge_rule, found.origin.loops_dropped) == (False, rule, 1)
    assert found.origin.steps == (f"parallel ties merged by {rule}",)


def test_one_tie_of_several_has_what_they_agree_on_and_all_evidence() -> None:
    """It may hold from the first day to the last; what is unknown of one is unknown of all."""
    tie_of_all, other = parallel().merged("sum").edges

    assert (tie_of_all.relation, tie_of_all.evidence) == ("", ("p1", "p2"))
    assert (tie_of_all.start, tie_of_all.until) == (date(2018, 1, 1), None)
    assert (other.relation, other.until) == ("x:tied", date(2019, 1, 1))


def test_direction_keeps_ties_there_and_back_apart() -> None:
    """Unless it is dropped."""
    found = parallel(is_directed=True)

    assert [(edge.source, edge.target, edge.weight) for edge in found.merged("count").edges] == [
        ("a", "b", 2.0),
        ("b", "a", 1.0),
        ("b", "c", 1.0),
    ]
    assert found.merged("count", is_directed=False).edges[0].weight == 3.0


def test_an_unknown_rule_names_those_there_are() -> None:
    """The message helps."""
    with pytest.raises(UnknownName, match="sum"):
        parallel().merged("sums")


def test_nothing_merges_to_nothing() -> None:
    """An empty network, and one of loops alone."""
    assert Network().merged("sum").number_of_edges() == 0
    assert Network.of([tie("a-a")]).merged("sum").ids == ("a",)


@pytest.mark.parametrize("is_directed", [False, True])
def test_matrices_are_those_of_networkx(*, is_directed: bool) -> None:
    """Sums of parallel weights, loops once."""
    network = parallel(is_directed=is_directed)

    found = network.adjacency.summed("weight").toarray()

    expected = nx.to_scipy_sparse_array(network.to_networkx(), network.ids, weight="weight").toarray()
    assert np.array_equal(found, expected)
    assert np.array_equal(network.adjacency.pairs.toarray(), expected > 0)


def test_of_parallel_edges_the_lightest_is_the_shortest() -> None:
    """As a distance."""
    assert parallel().adjacency.lightest("weight").toarray()[0].tolist() == [1.0, 0.5, 0.0]


def test_matrices_without_loops_have_an_empty_diagonal() -> None:
    """Either way."""
    adjacency = parallel(is_directed=True).adjacency

    assert adjacency.proper.toarray().tolist() == [[0, 1, 0], [1, 0, 1], [0, 0, 0]]
    assert adjacency.both_ways.toarray().tolist() == [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    assert adjacency.reverse.toarray().tolist() == [[1, 1, 0], [1, 0, 0], [0, 1, 0]]

"""What a result says of how it came about, and what is refused because it would say nothing."""

import json

import pytest

from graph.errors import NetworkError, UnknownName
from graph.network import Network, measure
from tests.unit.network.build import network_of_ties, tie


def test_the_method_states_everything() -> None:
    """A number without its method can't be cited."""
    network = network_of_ties("a-b a-b b-c c-c")

    method = measure(network, "communities", seed=5).method

    assert (method.nodes, method.ties, method.pairs) == (3, 4, 2)
    assert method.projection == "parallel ties merged to 2 pairs, 1 loop dropped"
    assert (method.direction, method.weights, method.seed) == ("ties without direction", "unweighted", 5)
    assert (method.is_exact, method.snapshot, method.query_hash) == (True, "5a5a", "9f9f")
    assert method.statuses == ("",)
    assert method.kernel.startswith("maillage ")
    for words in ("3 nodes and 4 ties", "seed 5", "exact", "all time", "snapshot 5a5a", "query 9f9f"):
        assert words in method.sentence()


def test_the_method_can_be_read_by_machines() -> None:
    """Every attribute under its name, with window, bound and parameters; JSON takes it."""
    network = network_of_ties("a-b b-c c-c").between("2018-01-01", "2020-12-31")

    method = measure(network, "betweenness", sample=2, seed=5).method
    document = json.loads(json.dumps(method.document(), allow_nan=False))

    assert document["parameters"] == {"is_directed": False, "error": 0.0, "sample": 2, "seed": 5}
    assert (document["window"], document["at"]) == (["2018-01-01", "2020-12-31"], None)
    assert (document["loops"], document["is_exact"], document["error"]) == (1, False, None)
    assert "from 2018-01-01 to 2020-12-31" in method.sentence()
    assert "all time" not in method.sentence()
    assert dict(method.facts())["parameters"] == "directed no, error 0, sample 2, seed 5"


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), -1.0, 0.0])
def test_weights_that_are_no_strengths_are_refused(weight: float) -> None:
    """Where weights count, one that is not a positive number is named; where they don't, it does no harm."""
    network = Network.of([tie("a-b", weight=weight), tie("b-c")])

    with pytest.raises(NetworkError, match="between a and b"):
        measure(network, "pagerank", is_weighted=True)
    assert measure(network, "pagerank").of("b") is not None


@pytest.mark.parametrize("name", ["assortativity", "modularity", "agreement"])
def test_a_grouping_that_is_not_there_is_refused(name: str) -> None:
    """Not taken for one in which no node has a group."""
    with pytest.raises(UnknownName, match="type"):
        measure(network_of_ties("a-b"), name, group="tipe")


def test_a_small_network_carries_a_warning() -> None:
    """Nobody should make a ranking of three nodes; an empty network says so."""
    assert measure(network_of_ties("a-b b-c"), "degree").method.warnings == (
        "3 nodes: rankings of a network this small say little.",
    )
    assert "empty" in measure(Network(), "degree").method.warnings[0]

"""The network as a value."""

from datetime import date

import networkx as nx

from graph.network import Edge, Network, Node, simple_graph
from tests.unit.network.build import network_of_ties, tie


def test_nodes_without_description_are_named_after_their_iris() -> None:
    """A tie is enough: its ends become nodes."""
    network = Network.of([Edge("1", "https://e.org/id/a", "https://e.org/id/b")])

    assert [(node.id, node.label) for node in network.nodes] == [
        ("https://e.org/id/a", "a"),
        ("https://e.org/id/b", "b"),
    ]


def test_the_order_of_ties_does_not_matter() -> None:
    """The same ties in another order are the same network."""
    ties = [tie("a-b"), tie("c-b"), tie("a-c")]

    assert Network.of(ties) == Network.of(reversed(ties))


def test_parallel_ties_stay_parallel_in_networkx() -> None:
    """Each tie is an edge with its own key and attributes; unknown attributes are left out."""
    network = Network.of(
        [tie("a-b", id="1", start=date(2019, 4, 3)), tie("a-b", id="2", evidence=("x:p1", "x:p2"))]
    )

    multigraph = network.to_networkx()

    assert isinstance(multigraph, nx.MultiGraph)
    assert sorted(multigraph["a"]["b"]) == ["1", "2"]
    assert multigraph["a"]["b"]["1"]["start"] == "2019-04-03"
    assert "start" not in multigraph["a"]["b"]["2"]
    assert multigraph["a"]["b"]["2"]["evidence"] == "x:p1 x:p2"


def test_a_directed_network_keeps_its_direction_in_networkx() -> None:
    """Direction is the network's, not the reader's choice."""
    multigraph = network_of_ties("a-b", is_directed=True).to_networkx()

    assert isinstance(multigraph, nx.MultiDiGraph)
    assert list(multigraph.edges()) == [("a", "b")]


def test_the_simple_graph_sums_weights_and_counts_ties() -> None:
    """Merging is said in attributes; loops are dropped."""
    network = Network.of([tie("a-b", id="1", weight=2.0), tie("b-a", id="2", weight=0.5), tie("a-a")])

    simple = simple_graph(network)

    assert dict(simple["a"]["b"]) == {"weight": 2.5, "ties": 2}
    assert simple.number_of_edges() == 1


def test_an_undirected_tie_is_read_both_ways_where_direction_is_asked_for() -> None:
    """PageRank and brokerage walk undirected ties in both directions."""
    simple = simple_graph(network_of_ties("a-b"), is_directed=True)

    assert sorted(simple.edges()) == [("a", "b"), ("b", "a")]


def test_a_node_has_a_value_in_a_grouping_or_none() -> None:
    """The type is a grouping like any other."""
    node = Node("a", "A", "x:StartUp", groups=(("sphere", "x:industry"),))

    assert (node.group("type"), node.group("sphere"), node.group("place")) == ("x:StartUp", "x:industry", "")


def test_counts_are_by_relation_status_and_type() -> None:
    """What a legend needs."""
    network = Network.of(
        [tie("a-b", status="x:stated"), tie("b-c", status="x:planned", start=date(2019, 1, 1))],
        [Node("a", "A", "x:T")],
    )

    assert network.relations() == {"x:tied": 2}
    assert network.statuses() == {"x:planned": 1, "x:stated": 1}
    assert network.types() == {"": 2, "x:T": 1}
    assert network.undated() == 1

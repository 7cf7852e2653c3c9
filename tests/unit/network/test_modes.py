"""One side of a two-mode network, tied by what it shares."""

from datetime import date

import pytest

from graph.errors import NetworkError, UnknownName
from graph.network import Network, measure, one_mode
from tests.unit.network.build import network_of_ties, tie


def test_each_shared_counterpart_is_a_tie() -> None:
    """Two investors with two companies in common have two ties; the evidence of both stands behind."""
    network = Network.of(
        [
            tie("i-x", evidence=("x:p1",)),
            tie("j-x", evidence=("x:p2",)),
            tie("i-y"),
            tie("j-y"),
            tie("k-y"),
        ],
        is_bipartite=True,
    )

    projected = one_mode(network)

    assert [(edge.source, edge.target, edge.tie) for edge in projected.edges] == [
        ("i", "j", "x"),
        ("i", "j", "y"),
        ("i", "k", "y"),
        ("j", "k", "y"),
    ]
    assert projected.edges[0].evidence == ("x:p1", "x:p2")
    assert projected.edges[0].relation_label == "share x"
    assert [node.id for node in projected.nodes] == ["i", "j", "k"]
    assert "one-mode projection" in measure(projected, "degree").method.steps[0]


def test_the_other_side_can_be_kept() -> None:
    """Companies tied by shared investors; a company without one stays alone."""
    projected = one_mode(network_of_ties("i-x i-y j-z", is_bipartite=True), side="target")

    assert [(edge.source, edge.target) for edge in projected.edges] == [("x", "y")]
    assert [node.id for node in projected.nodes] == ["x", "y", "z"]


def test_a_shared_tie_holds_while_both_hold() -> None:
    """And there is none where one ended before the other began."""
    first = tie("i-x", start=date(2014, 1, 1), until=date(2019, 12, 31))
    later = tie("j-x", start=date(2019, 4, 3))
    latest = tie("k-x", start=date(2020, 1, 1))

    projected = one_mode(Network.of([first, later, latest], is_bipartite=True))

    assert [(edge.source, edge.target, edge.start, edge.until) for edge in projected.edges] == [
        ("i", "j", date(2019, 4, 3), date(2019, 12, 31)),
        ("j", "k", date(2020, 1, 1), None),
    ]


def test_a_shared_tie_is_as_weak_as_its_weaker_half() -> None:
    """A stated and a planned tie give a planned one."""
    st = "https://w3id.org/maillage/scheme/status/"
    network = Network.of(
        [tie("i-x", status=f"{st}stated"), tie("j-x", status=f"{st}planned")], is_bipartite=True
    )

    assert one_mode(network).edges[0].status == f"{st}planned"


def test_too_many_ties_are_refused_with_their_number() -> None:
    """A landing point of 700 cables would give 244,650 ties."""
    network = Network.of([tie(f"c{at}-p") for at in range(700)], is_bipartite=True)

    with pytest.raises(NetworkError, match="244,650"):
        one_mode(network)


@pytest.mark.parametrize(
    ("ties", "side", "words"), [("a-b b-c", "source", "two sides"), ("a-b", "left", "'left'")]
)
def test_what_has_no_two_sides_is_refused(ties: str, side: str, words: str) -> None:
    """A node on both sides, or a side that is none."""
    with pytest.raises(NetworkError, match=words):
        one_mode(network_of_ties(ties), side=side)


def landings() -> Network:
    """A cable with four landing points, taken into service one after the other; one day is not known."""
    days = {"m": date(1999, 1, 1), "a": date(2001, 1, 1), "z": date(2000, 1, 1), "b": None}
    ties = [tie(f"{point}-cable", id=point, start=day) for point, day in days.items()]
    return Network.of(ties, is_bipartite=True)


@pytest.mark.parametrize(
    ("form", "pairs"),
    [
        ("clique", {"am", "az", "ab", "mz", "bm", "bz"}),
        ("star", {"am", "mz", "bm"}),
        ("path", {"mz", "az", "ab"}),
    ],
)
def test_the_form_says_which_members_are_tied(form: str, pairs: set[str]) -> None:
    """Each with each; the first with all others; each with the next in time, what is undated last."""
    projected = one_mode(landings(), form=form)

    assert {edge.source + edge.target for edge in projected.edges} == pairs
    assert (form in projected.origin.steps[0]) == (form != "clique")


def test_a_path_is_affordable_where_a_clique_is_not() -> None:
    """The number of ties is foretold for the form that is asked for."""
    network = Network.of([tie(f"c{at}-p") for at in range(700)], is_bipartite=True)

    assert one_mode(network, form="path").number_of_edges() == 699
    with pytest.raises(NetworkError, match="244,650"):
        one_mode(network)


def test_an_unknown_form_names_those_there_are() -> None:
    """The message helps."""
    with pytest.raises(UnknownName, match="star"):
        one_mode(landings(), form="stars")


def test_what_is_shared_is_counted_by_merging() -> None:
    """Who shares how many: parallel ties of a projection, counted."""
    projected = one_mode(network_of_ties("i-x j-x i-y j-y k-y", is_bipartite=True))

    assert [(edge.source, edge.target, edge.weight) for edge in projected.merged("count").edges] == [
        ("i", "j", 2.0),
        ("i", "k", 1.0),
        ("j", "k", 1.0),
    ]

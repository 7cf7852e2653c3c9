"""From answers to networks, by the three rules."""

from datetime import date

import pytest

from graph.answer import About, Table, Triples, Truth
from graph.catalog import NetworkPlan
from graph.errors import NetworkError
from graph.network import network_from_answer
from graph.terms import XSD, Iri, Literal, Term, Triple

ABOUT = About(snapshot="5a", query_hash="9f", elapsed_ms=1.0)


def table(columns: str, *rows: tuple[Term | None, ...]) -> Table:
    """A table of these rows."""
    return Table(tuple(columns.split()), rows, ABOUT)


def iri(name: str) -> Iri:
    """An IRI of that short name."""
    return Iri(f"x:{name}")


def test_triples_with_resource_objects_are_directed_edges() -> None:
    """A CONSTRUCT gives one edge a triple; literals are no ends."""
    answer = Triples(
        (Triple(iri("a"), iri("knows"), iri("b")), Triple(iri("a"), iri("name"), Literal("A"))), ABOUT
    )

    network = network_from_answer(answer)

    assert [(edge.source, edge.relation, edge.target) for edge in network.edges] == [
        ("x:a", "x:knows", "x:b")
    ]
    assert network.is_directed()
    assert network.origin.left_out == 1


def test_named_columns_are_taken_as_named() -> None:
    """The columns of rule 2 fill the edge; a year bounds from its first day to its last."""
    year = Literal("2019", f"{XSD}gYear")
    answer = table(
        "target source relation tie weight from until status evidence graph",
        (iri("b"), iri("a"), iri("r"), iri("t"), Literal("2.5"), year, year, iri("s"), iri("p1"), iri("g")),
    )

    (edge,) = network_from_answer(answer).edges

    assert (edge.source, edge.target, edge.relation, edge.tie) == ("x:a", "x:b", "x:r", "x:t")
    assert (edge.start, edge.until) == (date(2019, 1, 1), date(2019, 12, 31))
    assert (edge.weight, edge.status, edge.evidence, edge.graphs) == (2.5, "x:s", ("x:p1",), ("x:g",))


def test_rows_that_differ_in_evidence_only_are_one_edge() -> None:
    """The same tie told twice keeps both sources; another tie stays parallel."""
    answer = table(
        "source target tie evidence",
        (iri("a"), iri("b"), iri("t1"), iri("p2")),
        (iri("a"), iri("b"), iri("t1"), iri("p1")),
        (iri("a"), iri("b"), iri("t2"), iri("p1")),
    )

    network = network_from_answer(answer)

    assert [(edge.tie, edge.evidence) for edge in network.edges] == [
        ("x:t1", ("x:p1", "x:p2")),
        ("x:t2", ("x:p1",)),
    ]


@pytest.mark.parametrize(("is_directed", "edges"), [(True, 2), (False, 1)])
def test_both_orders_of_a_pair_are_one_undirected_edge(is_directed: bool, edges: int) -> None:  # noqa: FBT001
    """A symmetric pattern gives every pair twice; without direction that is one tie."""
    answer = table("source target tie", (iri("a"), iri("b"), iri("t")), (iri("b"), iri("a"), iri("t")))

    network = network_from_answer(answer, NetworkPlan(is_directed, is_bipartite=False, measures=()))

    assert len(network.edges) == edges


def test_other_tables_link_their_first_two_resource_columns() -> None:
    """Columns that hold a literal anywhere are no ends."""
    answer = table("name company round accelerator", (Literal("A"), iri("a"), Literal("1"), iri("x")))

    network = network_from_answer(answer)

    assert [(edge.source, edge.target) for edge in network.edges] == [("x:a", "x:x")]
    assert not network.is_directed()
    assert "?company, ?accelerator" in network.origin.rule


def test_a_row_without_an_end_is_left_out_and_counted() -> None:
    """An OPTIONAL that found nothing is no tie."""
    answer = table("source target", (iri("a"), None), (iri("a"), iri("b")))

    network = network_from_answer(answer)

    assert (len(network.edges), network.origin.left_out) == (1, 1)


def test_an_empty_table_is_an_empty_network() -> None:
    """No rows, no ties, no error."""
    assert network_from_answer(table("a b")).nodes == ()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Truth(value=True, about=ABOUT), "ASK"),
        (table("a b", (iri("a"), Literal("b"))), "two columns of resources; of ?a, ?b ?a"),
        (table("source target", (iri("a"), Literal("b"))), "Bind both to IRIs"),
        (table("source target from", (iri("a"), iri("b"), Literal("recently"))), "'recently'"),
        (table("source target weight", (iri("a"), iri("b"), Literal("-1"))), "positive"),
        (table("source target weight", (iri("a"), iri("b"), Literal("nan"))), "positive"),
    ],
)
def test_what_is_no_network_says_why(answer: Table | Truth, words: str) -> None:
    """The error says what was found and what to do."""
    with pytest.raises(NetworkError) as caught:
        network_from_answer(answer)

    assert words in str(caught.value)

"""Answers to queries, and where a query goes wrong."""

from collections.abc import Callable

import pytest

from graph.answer import Table, Triples, Truth
from graph.dataset import Dataset
from graph.errors import QueryError, QuerySyntaxError
from graph.terms import XSD, Iri, Literal, Triple

pytestmark = pytest.mark.usefixtures("each_engine")

Make = Callable[[str], Dataset]


def _error(text: str) -> QuerySyntaxError:
    with pytest.raises(QuerySyntaxError) as error:
        Dataset.in_memory().query(text)
    return error.value


def test_each_form_has_its_answer(dataset_of: Make) -> None:
    """A table, a truth value, triples."""
    dataset = dataset_of("<x:a> <x:b> 1 .")

    assert isinstance(dataset.query("SELECT * { ?s ?p ?o }"), Table)
    assert isinstance(dataset.query("ASK { ?s ?p ?o }"), Truth)
    assert isinstance(dataset.query("CONSTRUCT WHERE { ?s ?p ?o }"), Triples)
    assert isinstance(dataset.query("DESCRIBE <x:a>"), Triples)


def test_an_unbound_variable_is_an_empty_cell(dataset_of: Make) -> None:
    """Columns stand in the order of the projection."""
    found = dataset_of("<x:a> <x:b> 1 .").table("SELECT ?o ?n ?s { ?s <x:b> ?o OPTIONAL { ?s <x:c> ?n } }")

    assert found.columns == ("o", "n", "s")
    assert found.rows == ((Literal("1", f"{XSD}integer"), None, Iri("x:a")),)


def test_constructed_triples_are_each_given_once(dataset_of: Make) -> None:
    """A graph is a set."""
    found = dataset_of("<x:a> <x:b> 1 , 2 .").query("CONSTRUCT { ?s a <x:T> } WHERE { ?s <x:b> ?o }")

    assert isinstance(found, Triples)
    assert found.triples == (
        Triple(Iri("x:a"), Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), Iri("x:T")),
    )


def test_the_default_graph_is_the_union_unless_the_query_says_otherwise(dataset_of: Make) -> None:
    """FROM and GRAPH choose."""
    dataset = dataset_of("<x:g> { <x:a> <x:b> 1 , 2 } <x:h> { <x:a> <x:b> 3 }")
    counting = "SELECT (COUNT(*) AS ?n) {} WHERE {{ {} }}"

    counts = [
        dataset.table(counting.format(clause, pattern)).rows[0][0]
        for clause, pattern in (
            ("", "?s ?p ?o"),
            ("", "GRAPH ?g { ?s ?p ?o }"),
            ("FROM <x:h>", "?s ?p ?o"),
            ("FROM NAMED <x:h>", "?s ?p ?o"),
            ("FROM NAMED <x:h>", "GRAPH ?g { ?s ?p ?o }"),
        )
    ]

    assert [term.value for term in counts if isinstance(term, Literal)] == ["3", "3", "1", "0", "1"]


def test_a_triple_of_two_graphs_counts_once_in_their_union(
    dataset_of: Make, each_engine: str, request: pytest.FixtureRequest
) -> None:
    """The default graph is a set of triples (https://www.w3.org/TR/sparql11-query/#specifyingDataset)."""
    if each_engine == "reference":
        reason = "pyoxigraph 0.5.13 counts it once a graph (oxigraph issue 1919)"
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    dataset = dataset_of("<x:g> { <x:a> <x:b> 1 } <x:h> { <x:a> <x:b> 1 }")

    found = dataset.table("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

    assert found.rows == ((Literal("1", f"{XSD}integer"),),)


def test_an_answer_names_its_snapshot_and_query(dataset_of: Make) -> None:
    """The hash is of the text with its parameters."""
    dataset = dataset_of("<x:a> <x:b> 1 .")

    plain = dataset.query("ASK { ?s <x:b> 1 }").about
    bound = dataset.query("ASK { ?s ?p 1 }", {"p": Iri("x:b")}).about

    assert plain.snapshot == dataset.snapshot.id
    assert plain.query_hash == bound.query_hash
    assert plain.is_complete


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        (
            "SELEC * { ?a ?b ?c }",
            1,
            1,
            "'SELEC' can't stand here; expected SELECT, ASK, CONSTRUCT or DESCRIBE",
        ),
        ("", 1, 1, "the text ends too early; expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT * { ?a ?b }", 1, 18, "'}' can't stand here; expected a variable, an IRI"),
        ("SELECT *\r\nWHERE {\r\n ?a ?b }", 3, 8, "'}' can't stand here"),
        ("SELECT ?é { ?é a 'é' . ?x }", 1, 27, "'}' can't stand here"),
        ("SELECT * { ?a ?b ?c }}", 1, 22, "'}' can't stand here"),
        ("SELECT * { ?a ?b ?c", 1, 20, "the text ends too early; expected '.', ';', ','"),
        ("SELECT * { ?a ?b ?c } LIMIT x", 1, 29, "'x' can't stand here; expected a number"),
        ("SELECT * { ?a ?b ?c FILTER(?a = ) }", 1, 33, "')' can't stand here"),
        ('SELECT *\n{ ?a ?b "open }\n', 2, 9, "a text in quotes is not closed"),
        ("SELECT * { ?a ?b <c> }", 1, 18, "the IRI <c> is relative"),
        ("SELECT * { ?a ?b <http://[zz]/> }", 1, 18, "<http://[zz]/> is no IRI"),
        ("SELECT * { ?a ?b <x:c d> }", 1, 18, "'<' can't stand here"),
        ("SELECT *\n{ ?a foaf:name ?n }", 2, 6, "the prefix foaf: is not declared"),
        ("SELECT ?a ?b { ?a a ?b } GROUP BY ?a", 1, 11, "?b is neither grouped nor aggregated"),
    ],
)
def test_a_syntax_error_has_its_place(text: str, line: int, column: int, problem: str) -> None:
    """Line and column of the first token that can't stand where it does."""
    error = _error(text)

    assert (error.line, error.column) == (line, column)
    assert problem in error.problem


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "ASK { ?a a mlg:X }",
            "Declare the prefix at the top: PREFIX mlg: <https://w3id.org/maillage/ontology#>",
        ),
        ("ASK { ?a a nope:X }", "Declare the prefix at the top: PREFIX nope: <…>"),
        ("INSERT DATA { <x:a> <x:b> 1 }", "This is an update, and a query only reads."),
    ],
)
def test_a_syntax_error_says_what_to_do(text: str, hint: str) -> None:
    """Where there is a common cure."""
    assert _error(text).hint == hint


def test_finding_the_place_asks_no_data(dataset_of: Make) -> None:
    """The pieces that are tried run on nothing: an update with an error changes nothing."""
    dataset = dataset_of("<x:a> <x:b> 1 .")

    with pytest.raises(QuerySyntaxError):
        dataset.update("CLEAR ALL ; INSERT DATA { <x:a> <x:b> }")

    assert (len(list(dataset.quads())), dataset.snapshot.version) == (1, 1)


def test_an_update_is_a_commit(dataset_of: Make) -> None:
    """With a snapshot of its own."""
    dataset = dataset_of("<x:a> <x:b> 1 .")
    before = dataset.snapshot

    after = dataset.update("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }")

    assert (after.version, after.added, after.quads) == (2, -1, 0)
    assert after.id != before.id


def test_an_unknown_function_is_the_querys_problem() -> None:
    """It is understood, and can't be answered."""
    with pytest.raises(QueryError, match="x:f>"):
        Dataset.in_memory().query("SELECT * { BIND(<x:f>(1) AS ?x) }")

"""Answers in columns say what answers in rows say."""

from collections import Counter
from collections.abc import Callable

import pytest

from graph.answer import Columns, Kind, columns_of
from graph.dataset import Dataset
from graph.engine import QueryLimits
from graph.errors import NetworkError, QueryTimeout
from graph.knowledge.networks import network_of
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.terms import Iri

Make = Callable[[str], Dataset]

TRIG = """
@prefix : <https://e.org/> .
:g1 { :a :knows :b , _:x , "b"@en , 5 , 2.5 , 1e0 , "2019-01-01"^^<http://www.w3.org/2001/XMLSchema#date> . }
:g2 { :a :knows :b . :b :knows :é . _:x :since 2019 . :b :since "" . }
"""
P = "PREFIX : <https://e.org/> "
QUERIES = [
    "SELECT ?s ?o { ?s :knows ?o }",
    "SELECT ?s ?o ?since { ?s :knows ?o OPTIONAL { ?o :since ?since } }",
    "SELECT * { GRAPH ?g { ?s :knows ?o } }",
    "SELECT ?s ?missing { ?s :knows ?o }",
    "SELECT ?nothing { ?s :nowhere ?o }",
    "SELECT (COUNT(*) AS ?n) ?s { ?s ?p ?o } GROUP BY ?s",
    "SELECT ?s (CONCAT(STR(?s), 'x') AS ?text) { ?s :knows ?o }",
    "SELECT DISTINCT ?S ?s { ?s :knows ?o BIND(?o AS ?S) }",
    "CONSTRUCT { ?s :tied ?o . ?o :knows ?s } { ?s :knows ?o }",
    "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
    "CONSTRUCT { ?s :tied [] } { ?s :knows ?o }",
    "CONSTRUCT { ?s :named 'a' } { ?s :knows ?o }",
    "CONSTRUCT { ?o ?s ?o } { ?s :knows ?o }",
    "CONSTRUCT { :a :tied :new } { ?s :knows ?o }",
    "CONSTRUCT { ?s :tied ?missing } { ?s :knows ?o }",
    "DESCRIBE :b",
]


def told(found: Columns) -> Counter[tuple[tuple[str, int] | None, ...]]:
    """The rows, each term as its text and kind; names of blank nodes that the answer makes are not told."""
    terms = [
        ("_:made" if text.startswith("_:c") else text, int(kind))
        for text, kind in zip(found.texts, found.kinds.tolist(), strict=True)
    ]
    columns = [[None if at < 0 else terms[at] for at in found.codes[name].tolist()] for name in found.names]
    return Counter(zip(*columns, strict=True))


@pytest.mark.parametrize("query", QUERIES)
def test_columns_hold_what_rows_hold(dataset_of: Make, query: str) -> None:
    """Whether they are read as ids or made of rows."""
    dataset = dataset_of(TRIG)

    found = dataset.columns(P + query)

    expected = columns_of(dataset.query(P + query))
    assert (found.names, found.is_graph) == (expected.names, expected.is_graph)
    assert told(found) == told(expected)
    assert found.about.query_hash == expected.about.query_hash
    assert found.about.snapshot == dataset.snapshot.id


@pytest.mark.usefixtures("each_engine")
def test_any_engine_answers_in_columns(dataset_of: Make) -> None:
    """One that has only rows makes columns of them."""
    found = dataset_of(TRIG).columns(P + "SELECT DISTINCT ?s ?o { ?s :knows ?o FILTER(isIRI(?o)) }")

    assert sum(told(found).values()) == 2
    assert set(found.kinds.tolist()) == {Kind.IRI}


def test_texts_are_sorted(dataset_of: Make) -> None:
    """So that places sort as the texts do."""
    texts = list(dataset_of(TRIG).columns(P + "SELECT * { ?s ?p ?o }").texts)

    assert texts == sorted(texts)


def test_columns_are_cut_at_the_limit_on_rows_and_say_so() -> None:
    """As tables are."""
    dataset = Dataset.in_memory(limits=QueryLimits(rows=2))
    dataset.update("INSERT DATA { <x:a> <x:b> 1 , 2 , 3 }")

    found = dataset.columns("SELECT ?o { ?s ?p ?o }")

    assert (len(found), found.about.is_complete, "2 rows" in found.about.reason) == (2, False, True)


def test_columns_stop_at_the_limit_on_time() -> None:
    """With the same error as rows."""
    dataset = Dataset.in_memory(limits=QueryLimits(time_s=0.3))
    text = "\n".join(f"<x:{at}> <x:b> {at} ." for at in range(2_000))
    dataset.load(document_from_text(text, syntax_by_name("ttl")), Iri("x:g"))

    with pytest.raises(QueryTimeout):
        dataset.columns("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f + ?i = -1) }")


def test_ask_has_no_columns(dataset_of: Make) -> None:
    """And says what to use."""
    with pytest.raises(NetworkError, match="SELECT"):
        dataset_of(TRIG).columns("ASK { ?s ?p ?o }")


def test_an_empty_answer_is_an_empty_network(dataset_of: Make) -> None:
    """By each of the rules."""
    for query in (
        "SELECT ?source ?target { ?source :no ?target }",
        "CONSTRUCT { ?s ?p ?o } { ?s :no ?o . ?o ?p ?s }",
    ):
        assert network_of(dataset_of(TRIG), P + query).number_of_nodes() == 0

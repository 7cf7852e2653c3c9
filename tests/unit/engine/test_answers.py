"""Answers from the columns, form by form."""

from collections.abc import Callable

import pytest

from graph.answer import Table, Triples, Truth
from graph.dataset import Dataset
from graph.engine import QueryLimits
from graph.terms import RDF, XSD, Iri, Literal, Triple

A, C = Iri("x:a"), Iri("x:c")
ONE, TWO = Literal("1", f"{XSD}integer"), Literal("2", f"{XSD}integer")
Make = Callable[..., Dataset]


def test_a_select_has_its_columns_in_order_and_empty_cells_where_unbound(columns: Make) -> None:
    """A variable that nothing binds is a column all the same."""
    found = columns("<x:a> <x:b> 1 .").table("SELECT ?o ?none ?s { ?s <x:b> ?o }")

    assert found.columns == ("o", "none", "s")
    assert found.rows == ((ONE, None, A),)


def test_a_variable_that_is_named_twice_is_one_column(columns: Make) -> None:
    """A solution has one value for it."""
    found = columns("<x:a> <x:b> 1 .").table("SELECT ?s ?o ?s { ?s <x:b> ?o }")

    assert found.columns == ("s", "o")
    assert found.rows == ((A, ONE),)


def test_ask_says_whether_there_is_a_solution(columns: Make) -> None:
    """Of a constant that the store does not know there is none."""
    dataset = columns("<x:a> <x:b> 1 .")

    answers = [dataset.query(text) for text in ("ASK { ?s <x:b> 1 }", "ASK { ?s <x:b> 3 }", "ASK {}")]

    assert [isinstance(each, Truth) and each.value for each in answers] == [True, False, True]


def test_a_template_has_new_blank_nodes_in_each_solution(columns: Make) -> None:
    """Within a solution, one label is one node."""
    dataset = columns("<x:a> <x:b> 1 , 2 .")

    found = dataset.query("CONSTRUCT { ?s <x:to> _:n . _:n <x:o> ?o } { ?s <x:b> ?o }")

    assert isinstance(found, Triples)
    nodes = {each.object: each.subject for each in found.triples if each.subject != A}
    assert set(nodes) == {ONE, TWO}
    assert len(set(nodes.values())) == 2
    assert {each.object for each in found.triples if each.subject == A} == set(nodes.values())


def test_what_is_no_triple_is_not_constructed(columns: Make) -> None:
    """A literal is no subject, a blank node no predicate; an unbound variable leaves its triple out."""
    dataset = columns("[] <x:b> 1 , <x:a> .")

    found = dataset.query("CONSTRUCT { ?o a <x:T> . <x:a> ?s 1 . ?s a ?none } { ?s <x:b> ?o }")

    assert isinstance(found, Triples)
    assert found.triples == (Triple(A, Iri(f"{RDF}type"), Iri("x:T")),)


def test_a_description_goes_on_through_blank_nodes(columns: Make) -> None:
    """And stops at what has a name; a ring of blank nodes ends."""
    dataset = columns("<x:a> <x:b> _:m ; <x:b> <x:c> . _:m <x:b> _:n . _:n <x:b> _:m . <x:c> <x:b> 1 .")

    found = dataset.query("DESCRIBE <x:a>")

    assert isinstance(found, Triples)
    assert [each.subject for each in found.triples].count(A) == 2
    assert len(found.triples) == 4
    assert C not in {each.subject for each in found.triples}


def test_a_description_tells_what_the_querys_dataset_shows(columns: Make) -> None:
    """FROM chooses; without it the default graph is the union, where each triple counts once."""
    dataset = columns("<x:g> { <x:a> <x:b> 1 , 2 } <x:h> { <x:a> <x:b> 1 }")

    texts = ("DESCRIBE <x:a>", "DESCRIBE ?s FROM <x:h> { ?s <x:b> 1 }", "DESCRIBE <x:a> FROM <x:none>")
    counts = [len(found.triples) for found in map(dataset.query, texts) if isinstance(found, Triples)]

    assert counts == [2, 1, 0]


def test_the_default_graph_may_be_the_nameless_one_alone(columns: Make) -> None:
    """As the W3C's tests assume."""
    dataset = columns("<x:a> <x:b> 1 . <x:g> { <x:a> <x:b> 2 }", is_union=False)

    found = dataset.table("SELECT ?o { ?s ?p ?o }")

    assert found.rows == ((ONE,),)


def test_an_answer_tells_its_snapshot_also_from_the_cache(columns: Make) -> None:
    """A plan is remembered for one snapshot: new data is seen."""
    dataset = columns("<x:a> <x:b> 1 .")
    text = "SELECT ?o { <x:a> <x:b> ?o }"
    before = [dataset.query(text) for _ in range(2)]

    dataset.update("INSERT DATA { <x:a> <x:b> 2 }")
    after = dataset.query(text)

    assert all(isinstance(each, Table) and len(each) == 1 for each in before)
    assert isinstance(after, Table)
    assert set(after.rows) == {(ONE,), (TWO,)}
    assert after.about.snapshot == dataset.snapshot.id != before[1].about.snapshot


def test_blank_nodes_of_the_text_are_not_shown(columns: Make) -> None:
    """They are variables without a name."""
    found = columns("<x:a> <x:b> [ <x:c> 1 ] .").table("SELECT * { ?s <x:b> [ <x:c> ?o ] }")

    assert list(found.records()) == [{"s": A, "o": ONE}]


@pytest.mark.parametrize(
    "term",
    [
        "IRI('x:o')",
        "IRI(CONCAT('x', ':o'))",
        "URI(STR(IRI('x:o')))",
        "STRDT('deep', <x:type>)",
        "STRLANG('hello', 'en')",
        "IF(true, IRI('x:o'), 1)",
    ],
)
@pytest.mark.parametrize("form", ["?o = TERM", "?o IN (1, TERM)", "sameTerm(?o, TERM)", "!(?o != TERM)"])
def test_a_computed_term_is_found_in_the_store(columns: Make, term: str, form: str) -> None:
    """A term that the text does not name but computes is the term that the data holds."""
    dataset = columns("<x:a> <x:b> <x:o>, 'deep'^^<x:type>, 'hello'@en, <x:other>, 7 .")

    found = dataset.table(f"SELECT ?o {{ ?s ?p ?o FILTER ({form.replace('TERM', term)}) }}")

    assert len(found.rows) == 1


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5_000, "0" * 5_000 + "1"])
def test_a_limit_or_offset_beyond_all_numbers_of_solutions_is_one(columns: Make, number: str) -> None:
    """SPARQL's integers have no end; LIMIT takes as many as there are, OFFSET leaves out all."""
    dataset = columns("<x:a> <x:p> 1 .")

    taken = dataset.table(f"SELECT ?o {{ ?s ?p ?o }} LIMIT {number}")
    left = dataset.table(f"SELECT ?o {{ ?s ?p ?o }} OFFSET {number}")

    assert (len(taken), len(left)) == (1, 0)


def test_an_answer_that_is_cut_leaves_its_connection_free() -> None:
    """What is found is looked up on the connection of a result that nobody reads to its end."""
    dataset = Dataset.in_memory(limits=QueryLimits(rows=50))
    dataset.update(
        "INSERT DATA { " + " ".join(f"<x:s> <x:p> 'text {number}' ." for number in range(1_000)) + " }"
    )

    answer = dataset.query("SELECT ?a ?b ?c { ?s <x:p> ?a . ?t <x:p> ?b . ?u <x:p> ?c }")

    assert isinstance(answer, Table)
    assert (len(answer), answer.about.is_complete) == (50, False)

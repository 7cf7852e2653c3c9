"""Parameters take the place of whole tokens."""

from collections.abc import Callable

import pytest

from graph.answer import Table
from graph.dataset import Dataset
from graph.errors import ParameterError
from graph.sparql.bind import bind
from graph.terms import RDF_LANG_STRING, XSD, Iri, Literal, Term


def test_every_occurrence_is_replaced_and_nothing_else() -> None:
    """Both spellings of the variable are; strings, IRIs, comments and longer names are not."""
    text = 'ASK { ?x ex:p $x . ?xy ex:q "?x" . <x:?x> ex:r(?x) } # ?x'

    bound = bind(text, {"x": Iri("x:a")})

    assert bound == 'ASK { <x:a> ex:p <x:a> . ?xy ex:q "?x" . <x:?x> ex:r(<x:a>) } # ?x'


@pytest.mark.parametrize(
    "value",
    [
        '" . ?s ?p ?o #',
        "a\\",
        "line\nline\rline\ttab",
        "'''\"\"\"",
        "} INSERT DATA {",
        "?x",
        "\\u0022",
        "é\x00",
    ],
)
def test_no_value_becomes_syntax(value: str, dataset_of: Callable[[str], Dataset]) -> None:
    """A text full of signs of the grammar comes back as the same text."""
    dataset = dataset_of("<x:a> <x:b> 1 .")

    answer = dataset.query("SELECT ?y { BIND(?given AS ?y) }", {"given": Literal(value)})

    assert isinstance(answer, Table)
    assert answer.rows == ((Literal(value),),)


@pytest.mark.parametrize(
    "term",
    [
        Iri("https://example.org/é?a=b#c"),
        Literal("2019-04-03", f"{XSD}date"),
        Literal("Métropole", RDF_LANG_STRING, "fr"),
        Literal("not a number", f"{XSD}decimal"),
    ],
)
def test_the_term_arrives_as_it_was_given(term: Term, dataset_of: Callable[[str], Dataset]) -> None:
    """Datatype and language tag survive the way through the text."""
    dataset = dataset_of("<x:a> <x:b> 1 .")

    answer = dataset.query("SELECT ?y { BIND(?given AS ?y) }", {"given": term})

    assert isinstance(answer, Table)
    assert answer.rows == ((term,),)


def test_a_parameter_reaches_into_sub_selects_and_filters(dataset_of: Callable[[str], Dataset]) -> None:
    """A VALUES block outside would not."""
    dataset = dataset_of("<x:a> <x:n> 1 . <x:b> <x:n> 2 . <x:c> <x:n> 3 .")
    text = "SELECT (COUNT(*) AS ?many) { { SELECT ?s { ?s <x:n> ?n FILTER(?n >= ?least) } } }"

    answer = dataset.query(text, {"least": Literal("2", f"{XSD}integer")})

    assert isinstance(answer, Table)
    assert answer.rows == ((Literal("2", f"{XSD}integer"),),)


def test_a_column_is_refused_as_a_parameter() -> None:
    """A projected variable can't become a term."""
    with pytest.raises(ParameterError, match=r"\?a is a column"):
        bind("SELECT ?a { ?a ?p ?o }", {"a": Iri("x:a")})

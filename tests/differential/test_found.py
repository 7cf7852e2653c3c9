"""Queries on which the columnar engine once differed from the recommendation, each with its clause."""

import pytest

from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from graph.terms import n3
from tests.differential.queries import PROLOGUE
from tests.differential.subject import Subject

_PREFIXES = "@prefix : <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
_FOUND = {
    # https://www.w3.org/TR/sparql11-query/#eval_negatedPropertySet: a set of pairs.
    "two triples that a negated set lets through": (
        ":a :q :b ; :r :b .",
        "SELECT ?x { :a !:p ?x }",
        [":b"],
    ),
    # https://www.w3.org/TR/sparql11-query/#defn_substitute: the variable is a constant inside.
    "a set function of a variable from outside": (
        ":a :r :a .",
        "SELECT ?s { ?s :r ?s FILTER EXISTS { SELECT ?s (COUNT(?s) AS ?n) {} GROUP BY ?s } }",
        [":a"],
    ),
    # https://www.w3.org/TR/sparql11-query/#func-strdt: a literal like any other.
    "a value of a type that STRDT gave": (
        ":a :p :b .",
        "SELECT (STRLEN(STRDT(STR(?x), xsd:string)) + STRDT('01', xsd:integer) AS ?n) { :a :p ?x }",
        ['"21"^^<http://www.w3.org/2001/XMLSchema#integer'],
    ),
    # https://www.w3.org/TR/sparql11-query/#OperatorMapping: dates are compared where both sides are dates.
    "a date that a join picks out of other values": (
        (
            ":b :any '2020-02-29'^^xsd:date ; "
            ":day '2020-01-01'^^xsd:date, '2020-01-01T00:00:00Z'^^xsd:dateTime ."
        ),
        "SELECT ?w { ?s :any ?w . ?s ?q ?w FILTER(?w IN ('y'^^:type, 1, 1)) ?x :day ?w }",
        [],
    ),
}


@pytest.mark.parametrize(("data", "query", "rows"), _FOUND.values(), ids=_FOUND)
def test_answer_is_the_recommendations(data: str, query: str, rows: list[str]) -> None:
    """What was once otherwise stays mended."""
    document = document_from_text(f"{_PREFIXES} {data}", syntax_by_name("trig"))
    subject = Subject(tuple(read_quads(document)))

    found = subject.ask(PROLOGUE + query)

    texts = [" ".join("-" if term is None else n3(term) for term in row) for row in found.rows]
    assert sorted(text.replace("<http://example.org/", ":").replace(">", "") for text in texts) == rows, (
        found.note
    )

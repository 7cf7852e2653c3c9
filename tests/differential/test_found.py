"""Queries on which the columnar engine once differed from the recommendation, each with its clause."""

import pytest

from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from graph.terms import n3
from tests.differential.queries import PROLOGUE
from tests.differential.subject import Subject

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
}


@pytest.mark.parametrize(("data", "query", "rows"), _FOUND.values(), ids=_FOUND)
def test_answer_is_the_recommendations(data: str, query: str, rows: list[str]) -> None:
    """What was once otherwise stays mended."""
    document = document_from_text(f"@prefix : <http://example.org/> . {data}", syntax_by_name("trig"))
    subject = Subject(tuple(read_quads(document)))

    found = subject.ask(PROLOGUE + query)

    texts = [" ".join("-" if term is None else n3(term) for term in row) for row in found.rows]
    assert sorted(text.replace("<http://example.org/", ":").replace(">", "") for text in texts) == rows, (
        found.note
    )

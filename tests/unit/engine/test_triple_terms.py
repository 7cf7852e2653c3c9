"""Patterns that look into triple terms (https://www.w3.org/TR/sparql12-query/#sparqlTriplePatterns)."""

import pytest

from graph.engine.scan import EachGraph
from graph.terms import Iri, Literal, Quad, TripleTerm
from tests.unit.engine.asking import asked_of, bgp_of, solutions, stored

A, B, P, SAYS, R, T = (Iri(f"x:{name}") for name in ("a", "b", "p", "says", "r", "t"))
INNER = TripleTerm(A, P, B)
OUTER = TripleTerm(B, SAYS, INNER)
STATED = [
    Quad(R, SAYS, INNER, None),
    Quad(T, SAYS, TripleTerm(A, P, A), None),
    Quad(T, SAYS, OUTER, None),
    Quad(A, P, Literal("no triple"), None),
    Quad(R, SAYS, INNER, Iri("x:g")),
]
IN_TEXT = "<<( <x:a> <x:p> <x:b> )>>"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("?r x:says <<( x:a x:p x:b )>>", [{"r": "r"}]),
        ("?r x:says <<( x:a x:p x:p )>>", []),
        (
            "?r x:says <<( ?s x:p ?o )>>",
            [{"r": "r", "s": "a", "o": "b"}, {"r": "t", "s": "a", "o": "a"}],
        ),
        ("?r x:says <<( ?s x:p ?s )>>", [{"r": "t", "s": "a"}]),
        ("?r x:says <<( ?s x:q ?o )>>", []),
        (
            "?r x:says <<( ?s ?p <<( x:a ?p2 ?o )>> )>>",
            [{"r": "t", "s": "b", "p": "says", "p2": "p", "o": "b"}],
        ),
        ("?r x:says <<( ?s x:says ?o )>> . ?w x:says ?o", [{"r": "t", "s": "b", "o": IN_TEXT, "w": "r"}]),
        ("?r x:says <<( ?s ?p x:nobody )>>", []),
        ("<<( x:a x:p x:b )>> x:p? ?x", [{"x": IN_TEXT}]),
        ("x:a x:p <<( ?s ?p ?o )>>", []),
        ("?r (x:says|x:p)+ <<( x:a x:p ?o )>>", [{"r": "r", "o": "b"}, {"r": "t", "o": "a"}]),
    ],
)
def test_a_triple_term_is_matched_part_by_part(text: str, rows: list[dict[str, str]]) -> None:
    """Ground, with variables, with one variable twice, nested, at the end of a path."""
    assert asked_of(stored(STATED), bgp_of(text)) == solutions(*rows)


def test_triple_terms_are_matched_in_each_graph() -> None:
    """The same term is the object of a triple of a named graph."""
    found = asked_of(stored(STATED), bgp_of("?r x:says <<( ?s ?p ?o )>>"), EachGraph("/graph"))

    assert found == solutions({"r": "r", "s": "a", "p": "p", "o": "b", "/graph": "g"})

"""The hints for what people mistype: one text for each kind of slip."""

from collections.abc import Callable

import pytest

from graph.errors import QuerySyntaxError
from graph.sparql import parse_query, parse_update
from graph.sparql.slips import ALL_SLIPS

_SLIPS = (
    ("SELECT * { ?s ?p ?o \n", "1 { is not closed: add }."),
    ("PREFIX x: <http://x#> SELECT * { ?s x:p ?o # }", "1 { is not closed: add }."),
    ("SELECT * { FILTER(?a == 1) }", "Equality is a single =."),
    ("SELECT * { FILTER(?a = = 1) }", "Equality is a single =."),
    ("SELECT * { ?s ?p ?o FILTER(?o > 3 AND ?o < 4) }", "Logic is written &&, || and !."),
    ("SELECT * { ?s ?p ?o FILTER(?o > 3 | ?o < 4) }", "Logic is written &&, || and !."),
    ("SELECT * { ?s ?p ?o FILTER NOT (?o > 3) }", "A negation is !"),
    ("SELECT * { ?s ?p “x” }", "Write straight quotes"),
    ("PREFIX a: <http://x/>. SELECT * { ?s ?p ?o }", "No dot stands after a prefix"),
    ("@prefix a: <http://x/> . SELECT * { ?s ?p ?o }", "PREFIX name: <…>, without @"),
    ("PREFIX a <http://x/> SELECT * { ?s ?p ?o }", "PREFIX a: <…>"),
    ("PREFIX a: http://x/ SELECT * { ?s ?p ?o }", "An IRI stands in <…>."),
    ("SELECT * { ?s http://x/y ?o }", "An IRI stands in <…>."),
    ("SELECT * { ?s <http://x y> ?o }", "holds no space"),
    ("SELECT * { ?s ?p ?o FILTER(?o <> 3) }", "Whether things differ is asked by !=."),
    ("SELECT COUNT(?s) { ?s ?p ?o }", "An aggregate in SELECT stands in brackets"),
    ("SELECT WHERE { ?s ?p ?o }", "SELECT names its columns"),
    ("SELECT DISTINCT { ?s ?p ?o }", "SELECT names its columns"),
    ("SELECT ?s, ?p { ?s ?p ?o }", "Columns stand without commas."),
    ("SELECT ?s AS ?x { ?s ?p ?o }", "(?x AS ?name)"),
    ("SELECT * { ?s ?p ?o BIND(?o + 1) }", "BIND(… AS ?name)"),
    ("SELECT (COUNT(*)) { ?s ?p ?o }", "A computed column stands in brackets with its name"),
    ("SELECT * { ?s ?p ?o BIND(1 AS x) }", "A variable starts with ?: ?x."),
    ("SELECT * { ?s ?p ?o } LIMIT 10, 20", "LIMIT takes one number, OFFSET the other."),
    ("SELECT * { ?s ?p ?o } OFFSET -1", "take a whole number"),
    ("SELECT * { ?s ?p ?o } ORDER ?s", "ORDER BY and GROUP BY"),
    ("SELECT * { ?s ?p ?o } ORDER BY ?s DESC", "ORDER BY DESC(?x)"),
    ("SELECT * { ?s ?p ?o FILTER ?o > 3 }", "FILTER(?x > 1)"),
    ("SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING COUNT(?o) > 1", "HAVING (COUNT(?x) > 1)"),
    ('SELECT * { ?s ?p ?o FILTER(?o LIKE "x") }', "CONTAINS(?x"),
    ("SELECT * { ?s ?p ?o FILTER(?o != NULL) }", "BOUND(?x)"),
    ("SELECT * { VALUES ?x (1 2) }", "VALUES ?x { 1 2 }"),
    ("SELECT * { VALUES (?x ?y) { 1 2 } }", "VALUES (?x ?y) { (1 2) }"),
    ("SELECT * WHERE ?s ?p ?o", "A pattern stands in braces: { ?s ?p ?o }."),
    ("SELECT * { ?s ?p ?o UNION ?a ?b ?c }", "{ … } UNION { … }"),
    ("SELECT * { ?s ?p ?o } }", "There is one } too many."),
    ("SELECT * { ?s ?p ?o };", "A query ends without a semicolon."),
    ("SELECT * { ?my-name ?p ?o }", "without spaces or hyphens"),
    ("SELECT * { ? ?p ?o }", "without spaces or hyphens"),
    ("SELECT * { ?s ?p a }", "a stands for rdf:type"),
    ("SELECT * { ?s ?p 2018-01-01 }", '"2018-01-01"^^xsd:date'),
    ('SELECT * { ?s ?p "x"@en_GB }', "@en-GB"),
    ("SELECT * { ?s ?p 12abc }", "numbers stand bare"),
    ('SELECT * { ?s ?p "x" en }', '"text"@en'),
    ('SELECT * { ?s ?p "x"^^date }', '"text"^^xsd:date'),
    ('SELECT * { ?s ?p "x"^ 3 }', '"text"^^xsd:date'),
    ("SELECT * { ?s ?p ?o > 3 }", "A condition stands in FILTER(…)."),
    ("SELECT * { ?s ?p ?o IN (1, 2) }", "A condition stands in FILTER(…)."),
    ("SELECT name { ?s ?p ?o }", 'A variable is ?name, a name prefix:name, a text "name".'),
    ("SELECT * { ?s a/b ?o }", "A name has a prefix: prefix:b."),
    ("SELECT * { ?s ?p ?o ?a ?b ?c }", "A dot is missing before this"),
    ("SELECT * { ?s ?p ?o FILTER(BOUND(?o) }", "A round bracket is not closed."),
    ("SELECT * { ?s ?p }", "A statement has a subject, a predicate and an object."),
    ("SELCT * { ?s ?p ?o }", "Did you mean SELECT?"),
    ("SELECT * { OPTINAL { ?s ?p ?o } }", "Did you mean OPTIONAL?"),
    ('SELECT * { ?s ?p ?o FILTER(contain(?o, "x")) }', "Did you mean CONTAINS?"),
    ("SELECT * { ?s ?p ?o FILTER EXIST { ?a ?b ?c } }", "Did you mean EXISTS?"),
    ("SELECT * { ?s ?p ?o OPTIONAL ?s ?q ?r }", "A pattern stands in braces: { ?s ?p ?o }."),
    ("SELECT * { GRAPH <x:g> ?s ?q ?r }", "A pattern stands in braces: { ?s ?p ?o }."),
    ("SELECT * { ?s 'x:p' ?o }", "An IRI stands in <…>, not in quotes."),
    ("INSERT DATA { <x:a> <x:b> 1 }", "This is an update, and a query only reads."),
)
_SLIPS_IN_UPDATES = (
    ("INSERT DATA <x:g> { <x:a> <x:b> 1 }", "INSERT DATA { GRAPH <…> { … } }"),
    ("INSERT INTO <x:g> { <x:a> <x:b> 1 }", "INSERT DATA { GRAPH <…> { … } }"),
    ("DELETE FROM <x:g> { ?s ?p ?o }", "INSERT DATA { GRAPH <…> { … } }"),
    ("DROP SILENT <x:g>", "A graph is named by GRAPH <…>."),
    ("LOAD <http://x/> INTO <x:g>", "A graph is named by GRAPH <…>."),
    ("DROP GRAPH people", "A name has a prefix: prefix:people."),
    ("COPY <x:a> <x:b>", "It is COPY, MOVE or ADD <…> TO <…>."),
    ("DELETE * WHERE { ?s ?p ?o }", "What is deleted stands in braces"),
    ("DELETE WHERE { ?s ?p ?o FILTER(?o > 1) }", "DELETE { … } WHERE { … } takes anything"),
    ("INSERT { <x:a> <x:b> 1 }", "INSERT DATA { … } or DELETE DATA { … }"),
    ("UPDATE { ?s ?p ?o }", "DELETE { … } INSERT { … } WHERE { … }"),
    ("CLEAR ALL ; INSERT DATA { <x:a> <x:b> 1 } CLEAR ALL", "Operations are parted by a semicolon."),
    ("INSERT DATA { GRAPH <x:g> { GRAPH <x:h> { <x:a> <x:b> 1 } } }", "One GRAPH does not stand within"),
    ("SELECT * { ?s ?p ?o }", "This is a query, and an update only writes."),
)


def _hint(text: str, parse: Callable[[str], object] = parse_query) -> str:
    with pytest.raises(QuerySyntaxError) as caught:
        parse(text)
    return caught.value.hint or ""


@pytest.mark.parametrize(("text", "hint"), _SLIPS)
def test_a_slip_gets_its_own_hint(text: str, hint: str) -> None:
    """The advice says what to write instead."""
    assert hint in _hint(text)


@pytest.mark.parametrize(("text", "hint"), _SLIPS_IN_UPDATES)
def test_a_slip_in_an_update_gets_its_own_hint(text: str, hint: str) -> None:
    """Likewise."""
    assert hint in _hint(text, parse_update)


def test_every_kind_of_slip_has_a_text_that_shows_it() -> None:
    """No line of the table is hidden behind the ones before it."""
    told = {_hint(text) for text, _ in _SLIPS} | {_hint(text, parse_update) for text, _ in _SLIPS_IN_UPDATES}
    starts = {slip.hint.partition("{found}")[0] for slip in ALL_SLIPS}

    assert {start for start in starts if not any(hint.startswith(start) for hint in told)} == set()


def test_a_hint_to_a_long_token_stays_short() -> None:
    """Neither does it take long: patterns see the end of the text before."""
    before = "?a ?b ?c . " * 1_000

    assert len(_hint(f"SELECT * {{ {before} ?s ?p {'x' * 100_000} }}")) < 200

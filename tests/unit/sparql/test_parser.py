"""What the parser makes of texts, and how it says what is wrong (https://www.w3.org/TR/sparql12-query/)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import QuerySyntaxError
from graph.sparql import parse_query, parse_update
from graph.sparql.parser import spaced
from graph.sparql.requests import Clear, Column, Load, Modify, Quads
from graph.sparql.syntax import (
    Aggregate,
    Alternative,
    Arithmetic,
    Blank,
    Call,
    Filter,
    Inverse,
    Negated,
    Repeat,
    Sequence,
    TripleNode,
    TriplePattern,
    Triples,
    Variable,
)
from graph.terms import RDF, XSD, Iri, Literal

A, B, C = Variable("a"), Variable("b"), Variable("c")
P, Q = Iri("x:p"), Iri("x:q")


def _triples(body: str) -> tuple[TriplePattern, ...]:
    where = parse_query(f"PREFIX x: <x:> SELECT * {{ {body} }}").where
    assert where
    [block] = where.elements
    assert isinstance(block, Triples)
    return block.patterns


def _expression(text: str) -> object:
    where = parse_query(f"PREFIX x: <x:> SELECT * {{ FILTER({text}) }}").where
    assert where
    [element] = where.elements
    assert isinstance(element, Filter)
    return element.expression


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("^x:p", Inverse(P)),
        ("x:p/x:q", Sequence((P, Q))),
        ("x:p|x:q*", Alternative((P, Repeat(Q, "*")))),
        ("!(x:p|^x:q)", Negated((P,), (Q,))),
        ("(x:p/x:q)+", Repeat(Sequence((P, Q)), "+")),
        ("a", Iri(f"{RDF}type")),
    ],
)
def test_a_path_keeps_its_shape(path: str, expected: object) -> None:
    """Sequences and alternatives are flat; modifiers bind closest (section 9.1)."""
    [pattern] = _triples(f"?a {path} ?b")

    assert pattern == TriplePattern(A, expected, B)  # type: ignore[arg-type]


def test_a_list_is_its_cells() -> None:
    """``(1)`` is one cell with first and rest (section 4.2.4)."""
    first, rest, said = _triples("(1) x:p ?a")

    cell = first.subject
    assert isinstance(cell, Blank)
    assert said == TriplePattern(cell, P, A)
    assert first == TriplePattern(cell, Iri(f"{RDF}first"), Literal("1", f"{XSD}integer"))
    assert rest == TriplePattern(cell, Iri(f"{RDF}rest"), Iri(f"{RDF}nil"))


def test_an_annotation_is_said_of_a_reifier() -> None:
    """The triple, its reifier, and what the block says (SPARQL 1.2, section 4.4)."""
    triple, reifies, said = _triples("?a x:p ?b ~ x:q {| x:p ?c |}")

    assert triple == TriplePattern(A, P, B)
    assert reifies == TriplePattern(Q, Iri(f"{RDF}reifies"), TripleNode(A, P, B))
    assert said == TriplePattern(Q, P, C)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?a && ?b || ?c", Call("||", (Call("&&", (A, B)), C))),
        ("?a + ?b * ?c", Arithmetic(A, (("+", Arithmetic(B, (("*", C),))),))),
        ("?a -1", Arithmetic(A, (("-", Literal("1", f"{XSD}integer")),))),
        ("?a NOT IN (?b, ?c)", Call("NOT IN", (A, B, C))),
        ("!bound(?a)", Call("!", (Call("BOUND", (A,)),))),
        ("x:p(?a)", Call(P, (A,))),
        ("?a<?b", Call("<", (A, B))),
        ('"\\u0061\\n"@en--ltr', Literal("a\n", f"{RDF}dirLangString", "en", "ltr")),
    ],
)
def test_an_expression_keeps_precedence(text: str, expected: object) -> None:
    """Or, and, comparison, sum, product, sign, in that order (section 17.3)."""
    assert _expression(text) == expected


def test_a_query_says_its_clauses() -> None:
    """Columns, grouping, ordering and slice stand in the value."""
    query = parse_query(
        "SELECT DISTINCT ?a (COUNT(DISTINCT ?b) AS ?n) { ?a ?p ?b } "
        "GROUP BY ?a ORDER BY DESC(?n) OFFSET 2 LIMIT 3"
    )

    assert query.columns == (Column(A), Column(Variable("n"), Aggregate("COUNT", B, is_distinct=True)))
    assert (query.modifier, query.limit, query.offset) == ("DISTINCT", 3, 2)
    assert query.group_by == (Column(A),)
    assert query.order_by[0].is_descending


def test_an_update_says_its_operations() -> None:
    """Prefixes of one operation hold for the next."""
    first, second, third = parse_update(
        "PREFIX x: <x:> INSERT DATA { GRAPH x:q { x:p x:p 1 } } ; CLEAR SILENT DEFAULT ; "
        "LOAD x:p INTO GRAPH x:q"
    ).operations

    triple = TriplePattern(P, P, Literal("1", f"{XSD}integer"))
    assert first == Modify("INSERT DATA", insert=(Quads(Q, (triple,)),))
    assert second == Clear("CLEAR", "DEFAULT", is_silent=True)
    assert third == Load(P, Q)


def test_relative_iris_resolve_against_base() -> None:
    """BASE counts from where it stands, also for prefixes."""
    query = parse_query("BASE <http://a/b/> PREFIX c: <c#> DESCRIBE <../d> c:e", base="http://z/")

    assert query.described == (Iri("http://a/d"), Iri("http://a/b/c#e"))


def test_spaced_text_says_the_same() -> None:
    """Comments go, tokens stay, and the value is the same."""
    text = "ASK{?s ?p 'a # b'#c\n.FILTER(1<2)}"

    again = spaced("query", text)

    assert again == "ASK { ?s ?p 'a # b' . FILTER( 1 < 2 ) }"
    assert parse_query(again) == parse_query(text)


def test_threads_parse_at_once() -> None:
    """Eight threads on 200 different texts get what one thread gets."""
    texts = [f"SELECT ?v{number} {{ ?v{number} ?p {number} }}" for number in range(200)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(parse_query, texts))

    assert [query.columns for query in found] == [(Column(Variable(f"v{number}")),) for number in range(200)]


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("SELECT * { ?s ?p ?o", 1, 20, "add }"),
        ("SELECT *\n{ ?s ?p ?o ?a ?b ?c }", 2, 12, "A dot is missing"),
        ("SELECT ?s { ?s mlg:x 1 }", 1, 16, "PREFIX mlg: <https://w3id.org/maillage/ontology#>"),
        ("SELECT ?s (COUNT(?p) AS ?n) { ?s ?p ?o }", 1, 8, "a key of the grouping"),
        ("SELECT * { FILTER(?a == 1) }", 1, 23, "a single ="),
        ("SELECT * { ?s ?p ‘abc’ }", 1, 18, "straight quotes"),
        ('SELECT * { ?s ?p "abc }', 1, 18, "on the same line"),
        ("SELECT COUNT(?x) { ?x ?p ?o }", 1, 8, "(COUNT(?x) AS ?n)"),
        ("SELECT select { ?x ?p ?o }", 1, 8, "?select"),
        ("SELECT ?x { a ?x ?y }", 1, 13, "rdf:type"),
        ("SELECT ?x { ?x <http://a b ?y }", 1, 16, "<…>"),
        ('SELECT ?x { ?x ?y "1" ^^ }', 1, 26, None),
        ('SELECT ?x { ?x ?y "1" ^ 3 }', 1, 23, '"text"^^xsd:date'),
    ],
)
def test_a_common_slip_gets_its_hint(text: str, line: int, column: int, hint: str | None) -> None:
    """Place and advice for what people mistype most."""
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(text)

    assert (caught.value.line, caught.value.column) == (line, column)
    assert (hint or "") in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SELECT (1 AS ?a) { ?a ?p ?o }", "?a has a value already"),
        ("SELECT * { ?a ?p ?o BIND(1 AS ?a) }", "?a has a value already"),
        ("SELECT * { VALUES (?a ?b) { (1) } }", "row 1 of VALUES has 1 terms for 2 variables"),
        ("SELECT * { _:a ?p ?o OPTIONAL { _:a ?q ?r } }", "_:a stands in two basic graph patterns"),
        ("SELECT * { ?s ?p ?o FILTER(COUNT(?s) > 1) }", "COUNT can't stand here"),
        ("SELECT (SUM(COUNT(?s)) AS ?n) { ?s ?p ?o }", "COUNT can't stand within SUM"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT * can't stand beside GROUP BY"),
        ('SELECT * { ?s ?p "\\uD800" }', "is no character"),
        ("SELECT * { ?s ?p× ?o }", "can't stand here in a name"),
    ],
)
def test_a_rule_beside_the_grammar_is_kept(text: str, problem: str) -> None:
    """Scopes, labels and widths are checked when the text is read."""
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(text)

    assert problem in caught.value.problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("INSERT DATA { ?a <x:p> 1 }", "data holds no variables"),
        ("DELETE DATA { _:a <x:p> 1 }", "what is deleted holds no blank nodes"),
        ("INSERT DATA { _:a <x:p> 1 } ; INSERT DATA { _:a <x:p> 2 }", "_:a stands in two operations"),
    ],
)
def test_a_rule_of_updates_is_kept(text: str, problem: str) -> None:
    """Variables and blank nodes stand where they mean something."""
    with pytest.raises(QuerySyntaxError) as caught:
        parse_update(text)

    assert problem in caught.value.problem


def test_iri_function_knows_the_base_of_the_text() -> None:
    """``IRI`` carries the base against which its string resolves; a text without one leaves it alone."""
    based = parse_query("BASE <http://a/b/> SELECT (IRI(?x) AS ?y) {}")
    plain = parse_query("SELECT (uri(?x) AS ?y) {}")

    assert based.columns
    assert plain.columns
    assert based.columns[0].expression == Call("IRI", (Variable("x"), Iri("http://a/b/")))
    assert plain.columns[0].expression == Call("URI", (Variable("x"),))


def test_language_tags_are_read_in_lower_case() -> None:
    """Tags that differ in case are one tag."""
    query = parse_query('SELECT ("a"@EN-gb AS ?x) ("b"@AR--rtl AS ?y) {}')

    assert query.columns
    assert [getattr(each.expression, "language", None) for each in query.columns] == ["en-gb", "ar"]

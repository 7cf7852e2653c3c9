"""What the compiled algebra answers, worked out by hand where random patterns seldom lead."""

import pytest

from graph.dataset import Dataset
from graph.errors import QueryError
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.terms import Iri, Literal, n3

Rows = list[tuple[str, ...]]

DATA = """
PREFIX x: <x:>
x:a x:size 1 ; x:name "one" .
x:b x:size 3 ; x:name "three" .
x:c x:size 2 .
GRAPH x:g { x:a x:in x:b . x:b x:in x:c . x:c x:in x:a . }
GRAPH x:h { x:a x:in x:c . }
"""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """A few quads in three graphs."""
    made = Dataset.in_memory(is_union=False)
    made.load(document_from_text(DATA, syntax_by_name("trig"), base_iri="x:"), None)
    return made


def _rows(dataset: Dataset, query: str) -> Rows:
    """The rows in their order, IRIs and literals by their short names."""
    table = dataset.table(f"PREFIX x: <x:> {query}")
    return [tuple(_short(term) for term in row) for row in table.rows]


def _short(term: object) -> str:
    match term:
        case Iri(value):
            return value.removeprefix("x:")
        case Literal(value):
            return value
        case None:
            return "-"
        case _:
            return n3(term)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?s { ?s x:size ?n } ORDER BY DESC(?n) LIMIT 2", [("b",), ("c",)]),
        ("SELECT DISTINCT ?m { ?s x:size ?n BIND(?n > 1 AS ?m) } ORDER BY ?n", [("false",), ("true",)]),
        ("SELECT ?s ?m { ?s x:size ?n OPTIONAL { ?s x:name ?m } } ORDER BY ?m OFFSET 1",
         [("a", "one"), ("b", "three")]),
        ("SELECT ?s { { SELECT ?s { ?s x:size ?n } ORDER BY ?n LIMIT 1 } }", [("a",)]),
    ],
)  # fmt: skip
def test_an_order_survives_what_stands_over_it(dataset: Dataset, query: str, rows: Rows) -> None:
    """Projection, DISTINCT and slices; unbound comes first."""
    assert _rows(dataset, query) == rows


def test_computed_terms_join_with_stored_ones_where_they_are_the_same(dataset: Dataset) -> None:
    """A number, an IRI and a string that only an expression makes; 1.0 is not the term 1."""
    numbers = "SELECT ?s { { SELECT (2 - 1 AS ?n) {} } ?s x:size ?n }"
    names = 'SELECT ?s { BIND(CONCAT("o", "ne") AS ?m) { ?s x:name ?m } }'
    subjects = 'SELECT ?n { BIND(IRI(CONCAT("x:", "b")) AS ?s) OPTIONAL { ?s x:size ?n } }'
    others = "SELECT ?s { { SELECT (0.5 + 0.5 AS ?n) {} } ?s x:size ?n }"

    assert _rows(dataset, numbers) == [("a",)]
    assert _rows(dataset, names) == [("a",)]
    assert _rows(dataset, subjects) == [("3",)]
    assert _rows(dataset, others) == []


def test_terms_that_the_store_lacks_stay_in_inline_data(dataset: Dataset) -> None:
    """They join with nothing stored, and come out as they went in."""
    values = 'VALUES ?s { x:a x:nowhere "text" UNDEF }'

    assert len(_rows(dataset, f"SELECT ?s {{ {values} ?s x:size ?n }}")) == 4
    assert sorted(_rows(dataset, f"SELECT ?s {{ {values} }}")) == [("-",), ("a",), ("nowhere",), ("text",)]


def test_a_hundred_thousand_cells_of_inline_data_are_read(dataset: Dataset) -> None:
    """As many as the limits let through."""
    cells = " ".join(f"(<x:{number}> {number})" for number in range(50_000))

    assert _rows(dataset, f"SELECT (COUNT(*) AS ?n) {{ VALUES (?s ?m) {{ {cells} }} }}") == [("50000",)]
    assert len(_rows(dataset, f"SELECT ?x {{ VALUES (?x ?n) {{ {cells} }} ?s x:size ?n }}")) == 3


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?g { GRAPH ?g {} }", [("g",), ("h",)]),
        ("SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s x:in x:a } } }", [("g", "1"), ("h", "0")]),
        ("SELECT ?g ?s { GRAPH ?g { SELECT ?s { ?s x:in ?o } ORDER BY ?s LIMIT 1 } }",
         [("g", "a"), ("h", "a")]),
        ("SELECT ?g ?v { GRAPH ?g { VALUES ?v { 1 2 } } }", [("g", "1"), ("g", "2"), ("h", "1"), ("h", "2")]),
        ("SELECT ?g { GRAPH ?g { ?s x:in x:c FILTER NOT EXISTS { x:b x:in ?o } } }", [("h",)]),
        ("SELECT ?s { GRAPH x:none { BIND(1 AS ?s) } }", []),
        ("SELECT ?g ?s { GRAPH ?g { x:a x:in ?s } GRAPH x:g { ?s x:in ?o } }", [("g", "b"), ("h", "c")]),
        ("SELECT ?g FROM NAMED x:g { GRAPH ?g { x:a x:in ?o } }", [("g",)]),
    ],
)  # fmt: skip
def test_each_named_graph_counts_on_its_own(dataset: Dataset, query: str, rows: Rows) -> None:
    """Counts, slices, data and EXISTS within GRAPH are of one graph at a time."""
    assert sorted(_rows(dataset, query)) == rows


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s x:nothing ?o }", [("0",)]),
        ("SELECT (COUNT(*) AS ?n) { ?s x:nothing ?o } GROUP BY ?s", []),
        ("SELECT (COUNT(*) AS ?n) { ?s x:nothing ?o } GROUP BY ?never", []),
        ("SELECT (COUNT(*) AS ?n) { ?s x:size ?o } GROUP BY ?never", [("3",)]),
        ("SELECT (COUNT(DISTINCT *) AS ?n) { { ?s x:size ?o } UNION { ?s x:size ?o } }", [("3",)]),
        ("SELECT ?b (COUNT(*) AS ?n) { ?s x:size ?o } GROUP BY (?o > 1 AS ?b)",
         [("false", "1"), ("true", "2")]),
    ],
)  # fmt: skip
def test_groups_are_there_where_the_recommendation_has_them(dataset: Dataset, query: str, rows: Rows) -> None:
    """One without keys, even of nothing; none with keys."""
    assert sorted(_rows(dataset, query)) == rows


def test_a_text_makes_one_blank_node_in_each_solution(dataset: Dataset) -> None:
    """BNODE of equal texts is one node within a solution and another in the next."""
    rows = _rows(dataset, 'SELECT ?a ?b { ?s x:size ?n BIND(BNODE("k") AS ?a) BIND(BNODE("k") AS ?b) }')

    assert all(a == b for a, b in rows)
    assert len(set(rows)) == 3


def test_exists_sees_the_solution_around_it_at_any_depth(dataset: Dataset) -> None:
    """In a filter inside, behind OPTIONAL, and in an EXISTS of its own."""
    larger = "SELECT ?s { ?s x:size ?n FILTER NOT EXISTS { ?t x:size ?m FILTER(?m > ?n) } }"
    optional = "SELECT ?s { ?s x:size ?n FILTER EXISTS { OPTIONAL { ?s x:name ?m } FILTER(!BOUND(?m)) } }"
    nested = (
        "SELECT ?s { ?s x:size ?n FILTER EXISTS { ?t x:size ?m"
        " FILTER NOT EXISTS { ?u x:size ?k FILTER(?k < ?n && ?k < ?m) } FILTER(?m < ?n) } }"
    )

    assert _rows(dataset, larger) == [("b",)]
    assert _rows(dataset, optional) == [("c",)]
    assert sorted(_rows(dataset, nested)) == [("b",), ("c",)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s x:size ?n " + " ".join(f"OPTIONAL {{ ?s x:name ?m{i} }}" for i in range(200)) + "}",
        "SELECT * { ?s x:size ?n0 " + " ".join(f"BIND(?n{i} + 1 AS ?n{i + 1})" for i in range(200)) + "}",
        "SELECT * { " + " UNION ".join(f"{{ ?s x:name ?m{i} }}" for i in range(400)) + "}",
        "SELECT * { ?s x:size ?n " + "FILTER EXISTS { ?s x:size ?n " * 40 + "}" * 41,
    ],
)
def test_what_would_be_planned_for_minutes_is_refused(dataset: Dataset, query: str) -> None:
    """By number and name, before DuckDB sees it."""
    with pytest.raises(QueryError, match=r"\d+ (are|is) the most|more than \d+ EXISTS"):
        _rows(dataset, query)


def test_a_hundred_binds_and_patterns_side_by_side_are_answered(dataset: Dataset) -> None:
    """What is flat in the text is flat in SQL."""
    binds = " ".join(f"BIND(?n + {i} AS ?n{i})" for i in range(300))
    union = " UNION ".join(["{ ?s x:size ?n }"] * 400)

    assert _rows(dataset, f"SELECT ?n299 {{ x:b x:size ?n {binds} }}") == [("302",)]
    assert _rows(dataset, f"SELECT (COUNT(*) AS ?c) {{ {union} }}") == [("1200",)]


def test_variables_that_differ_in_case_are_two(dataset: Dataset) -> None:
    """DuckDB would take them for one."""
    assert _rows(dataset, "SELECT ?n ?N { x:a x:size ?n . x:b x:size ?N }") == [("1", "3")]

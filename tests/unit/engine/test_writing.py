"""Large answers are written by SQL, and say the same as those that are made of terms."""

import json
from typing import Any

import pyoxigraph as ox
import pytest

from graph.answer import Answer, Table, Triples, Written, write_answer
from graph.dataset import Dataset
from graph.engine import ColumnarEngine
from graph.engine.limits import QueryLimits
from graph.errors import QueryTimeout
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text

HEAD = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
TERMS = r"""
<x:a>, _:b, "", "plain", "a \"quoted\" \\ back", "tab\tfeed\nreturn\rend\u0001 bell\u0007",
"é 日本 😀 \u2028",
"chat"@fr, "cat"@en-gb, "قط"@ar--rtl, "x\"y"@en, 0, -72, 072, "+5"^^xsd:integer, 99999999999999999999,
1.5, 1.50, -0.25, "-0.0"^^xsd:decimal, 12345678901.5, 1e21, "INF"^^xsd:double, "1"^^xsd:float, true, false,
"1"^^xsd:boolean, "2024-02-29"^^xsd:date, "2024-02-30"^^xsd:date, "2024-02-29Z"^^xsd:date,
"2024-02-29T12:00:00Z"^^xsd:dateTime, "2024-02-29T12:00:00.125"^^xsd:dateTime, "-0044-03-15"^^xsd:date,
"POINT(1 2)"^^<x:wkt>, "a\\b"^^<x:q>, "2024"^^xsd:gYear
"""
JSON = {"json", "ttl"}
ALL_PAIRS = "SELECT ?a ?n { ?x <x:has> ?a . ?y <x:number> ?n }"


@pytest.fixture(scope="module")
def various() -> Dataset:
    """Terms of every kind, and so many numbers that pairs of both are many."""
    numbers = " , ".join(map(str, range(300)))
    return _dataset(f"<x:all> <x:has> {TERMS} ; <x:number> {numbers} .", QueryLimits())


def _dataset(turtle: str, bounds: QueryLimits) -> Dataset:
    dataset = Dataset(ColumnarEngine(bounds=bounds), is_union=False)
    dataset.load(document_from_text(HEAD + turtle, syntax_by_name("ttl")), None)
    return dataset


def _bindings(answer: Answer | Written) -> list[dict[str, Any]]:
    body = b"".join(answer.body) if isinstance(answer, Written) else write_answer(answer, "json")
    found: list[dict[str, Any]] = json.loads(body)["results"]["bindings"]
    return found


def _sorted(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def test_terms_of_every_kind_are_written_alike(various: Dataset) -> None:
    """SQL escapes and renders each kind of term as the writer of terms does."""
    written = various.written(ALL_PAIRS, JSON)
    made = various.query(ALL_PAIRS)

    assert isinstance(written, Written)
    assert isinstance(made, Table)
    assert len(written) == len(made) > 10_000
    assert _sorted(_bindings(written)) == _sorted(_bindings(made))


def test_what_is_unbound_is_left_out(various: Dataset) -> None:
    """A row has no key for a variable without a value; one without any is an empty object."""
    text = "SELECT ?a ?n ?none { { ?x <x:has> ?a . ?y <x:number> ?m } UNION { ?x <x:number> ?n } UNION {} }"

    written = various.written(text, JSON)

    assert isinstance(written, Written)
    rows = _bindings(written)
    assert {tuple(row) for row in rows} == {("a",), ("n",), ()}
    assert _sorted(rows) == _sorted(_bindings(various.query(text)))


def test_a_small_table_is_made_of_terms(various: Dataset) -> None:
    """Few rows are sooner decoded than written by SQL."""
    assert isinstance(various.written("SELECT ?n { ?x <x:number> ?n }", JSON), Table)


@pytest.mark.parametrize("limit", [5_001, 7_777])
def test_the_limit_on_rows_cuts_and_is_told(limit: int) -> None:
    """The text has just so many rows, is whole JSON, and says that it is not complete."""
    numbers = " , ".join(map(str, range(100)))
    dataset = _dataset(f"<x:all> <x:number> {numbers} .", QueryLimits(rows=limit))

    answer = dataset.written("SELECT ?a ?b { ?x <x:number> ?a . ?y <x:number> ?b }", JSON)

    assert isinstance(answer, Written)
    assert len(answer) == len(_bindings(answer)) == limit
    assert not answer.about.is_complete


def test_writing_stops_at_the_time_limit() -> None:
    """A table that would be written for minutes ends with the error on time."""
    numbers = " , ".join(map(str, range(2000)))
    dataset = _dataset(f"<x:all> <x:number> {numbers} .", QueryLimits(time_s=0.3, rows=10**9))

    with pytest.raises(QueryTimeout):
        dataset.written("SELECT * { ?x <x:number> ?a . ?y <x:number> ?b . ?z <x:number> ?c }", JSON)


@pytest.mark.parametrize(
    "template",
    [
        "?x <x:pair> ?a",
        "?n ?a ?x . ?x <x:has> ?a",
        "?x <x:has> ?a . ?x <x:has> ?n . <x:all> <x:has> ?a",
        '<x:all> <x:is> "a \\"quoted\\" \\n text"@en . ?a <x:of> ?none',
        "?x ?x ?x . ?a ?a ?a",
    ],
)
def test_large_graphs_are_written_alike(various: Dataset, template: str) -> None:
    """Each triple is there once; what RDF does not allow is left out, whatever SQL or Python makes it."""
    text = f"CONSTRUCT {{ {template} }} WHERE {{ ?x <x:has> ?a . ?y <x:number> ?n }}"

    written = various.written(text, {"nt"})
    made = various.query(text)

    assert isinstance(written, Written)
    assert isinstance(made, Triples)
    body = b"".join(written.body).decode()
    assert body.count("\n") == len(written) == len(made)
    assert _triples(body) == _triples(write_answer(made, "nt").decode())


def _triples(text: str) -> set[str]:
    return {str(each) for each in ox.parse(text, ox.RdfFormat.N_TRIPLES)}


def test_new_blank_nodes_are_made_by_python(various: Dataset) -> None:
    """A template with a blank node makes one for each solution; SQL does not."""
    text = "CONSTRUCT { [] <x:pair> ?a , ?n } WHERE { ?x <x:has> ?a . ?y <x:number> ?n }"

    answer = various.written(text, {"nt"})

    assert isinstance(answer, Triples)
    assert len(answer) > 20_000


def test_a_format_that_is_not_wanted_is_not_written(various: Dataset) -> None:
    """Who wants a table of another kind gets terms."""
    assert isinstance(various.written(ALL_PAIRS, {"csv", "nt"}), Table)


def test_the_order_is_kept(various: Dataset) -> None:
    """ORDER BY holds in what SQL writes."""
    text = f"{ALL_PAIRS} ORDER BY DESC(?n) ?a"

    written = various.written(text, JSON)

    assert isinstance(written, Written)
    assert _bindings(written) == _bindings(various.query(text))


def test_what_sql_cannot_write_is_made_of_terms(various: Dataset) -> None:
    """A computed column is decoded, however many rows there are."""
    text = "SELECT ?a ?sum { ?x <x:has> ?a . ?y <x:number> ?n BIND(?n + 1 AS ?sum) }"

    answer = various.written(text, JSON)

    assert isinstance(answer, Table)
    assert len(answer) > 10_000

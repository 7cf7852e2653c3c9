"""The end of a query is the same whether SQL or the engine itself orders the solutions."""

from collections.abc import Callable

import pytest

from graph.answer import Table
from graph.dataset import Dataset
from graph.engine import QueryLimits, answering

Make = Callable[..., Dataset]

_ALL_KINDS = """
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <x:a> <x:v> 3, 2.50, 2.5, 1e0, "NaN"^^xsd:double, "-INF"^^xsd:float, 03, "3"^^xsd:byte .
    <x:b> <x:v> true, false, "1"^^xsd:boolean, "word", "Word", "é", "word"@en, "word"@fr .
    <x:c> <x:v> "2020-01-01"^^xsd:date, "2019-12-31T23:00:00Z"^^xsd:dateTime, "2020"^^xsd:gYear,
        "2020-01-01T00:00:00"^^xsd:dateTime, "P1Y"^^xsd:duration, "P2D"^^xsd:dayTimeDuration .
    <x:d> <x:v> <x:a>, <x:é>, _:one, "odd"^^<x:type>, "x"^^xsd:integer, 99999999999999999999999 .
    <x:a> <x:w> 1 . <x:c> <x:w> 1 . <x:d> <x:w> 2 .
"""
_QUERIES = (
    "SELECT ?v { ?s <x:v> ?v } ORDER BY ?v",
    "SELECT ?s ?v { ?s <x:v> ?v } ORDER BY DESC(?v) ?s",
    "SELECT ?s ?w ?v { ?s <x:v> ?v OPTIONAL { ?s <x:w> ?w } } ORDER BY ?w DESC(?v) ?s",
    "SELECT ?s ?v { ?s <x:v> ?v OPTIONAL { ?s <x:w> ?w } } ORDER BY DESC(?w) ?s ?v LIMIT 7 OFFSET 3",
    "SELECT DISTINCT ?s { ?s <x:v> ?v } ORDER BY ?s LIMIT 2 OFFSET 1",
    "SELECT DISTINCT ?s { ?s <x:v> ?v } ORDER BY ?v ?s",
    "SELECT ?s (COUNT(*) AS ?n) (MIN(?v) AS ?least) { ?s <x:v> ?v } GROUP BY ?s ORDER BY DESC(?n) ?least ?s",
    "SELECT ?q ?never { ?s <x:v> ?v BIND(CONCAT(STR(?v), 'x') AS ?q) } ORDER BY ?never ?q ?v",
    "SELECT ?v { ?s <x:v> ?v } ORDER BY ?s ?v LIMIT 0",
)


@pytest.mark.parametrize("query", _QUERIES)
def test_engine_orders_as_sql_does(columns: Make, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    """All kinds of terms, unbound and computed ones, several keys, DISTINCT and slices."""
    dataset = columns(_ALL_KINDS)

    by_engine = dataset.table(query).rows
    monkeypatch.setattr(answering, "SMALL", -1)
    by_sql = dataset.table(query).rows

    assert by_engine == by_sql


def test_more_solutions_than_expected_are_ordered_by_sql(
    columns: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids that are here already are ordered where they are; computed terms are found anew."""
    monkeypatch.setattr(answering, "SMALL", 5)
    dataset = columns(" ".join(f"<x:s{number}> <x:n> {number % 7} ." for number in range(40)))

    of_ids = dataset.table("SELECT ?s (COUNT(*) AS ?c) { ?s <x:n> ?n } GROUP BY ?s ORDER BY DESC(?s)")
    of_texts = dataset.table("SELECT (STR(?s) AS ?t) { ?s <x:n> ?n } GROUP BY ?s ORDER BY DESC(?t) LIMIT 9")

    assert [row[0].value for row in of_ids.rows] == sorted((f"x:s{n}" for n in range(40)), reverse=True)  # type: ignore[union-attr]
    assert [row[0].value for row in of_texts.rows] == sorted((f"x:s{n}" for n in range(40)), reverse=True)[:9]  # type: ignore[union-attr]


def test_first_rows_of_the_order_are_kept_at_the_limit() -> None:
    """What is cut at the limit on rows is the end of the order, and the answer says so."""
    dataset = Dataset.in_memory(limits=QueryLimits(rows=2))
    dataset.update("INSERT DATA { <x:a> <x:n> 3 . <x:b> <x:n> 1 . <x:c> <x:n> 2 }")

    cut = dataset.query("SELECT ?s { ?s <x:n> ?n } ORDER BY ?n")
    whole = dataset.query("SELECT ?s { ?s <x:n> ?n } ORDER BY ?n LIMIT 2")

    assert isinstance(cut, Table)
    assert isinstance(whole, Table)
    assert [row[0].value for row in cut.rows] == ["x:b", "x:c"]  # type: ignore[union-attr]
    assert not cut.about.is_complete
    assert whole.about.is_complete

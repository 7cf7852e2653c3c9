"""Numbers of triples by object, counted once on a snapshot, against what SQL counts for each query."""

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import product
from random import Random
from typing import Any

import pytest

from graph.answer import Table
from graph.dataset import Dataset
from graph.engine import QueryLimits, counts, held
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.terms import n3 as text_of

Make = Callable[..., Dataset]

_DATA = """
    <x:a> a <x:C>, <x:D> ; <x:p> 1, 01, "1", "one"@en, <x:a> .
    <x:b> a <x:C> ; <x:p> 1 .
    _:one a _:kind .
    <x:g> { <x:a> a <x:C> . <x:e> a <x:C>, <x:E> ; <x:p> 1 }
    <x:h> { <x:e> a <x:C> }
"""
_WHERE = ("?s a ?o", "?s <x:p> ?o", "?s a <x:C>", "?s <x:p> 1", "?s <x:p> <x:nowhere>", "?s <x:none> ?o",
          "?o a ?o", "?s a <x:E> . ?s a ?o", "GRAPH <x:g> { ?s a ?o }", "GRAPH ?g { ?s a ?o }",
          "[] a ?o")  # fmt: skip
_FROM = ("", "FROM <x:g> FROM <x:h>", "FROM <x:nowhere>")
_SELECT = ("?o (COUNT(*) AS ?n)", "?o (COUNT(?s) AS ?n) (COUNT(?o) AS ?m)", "?o", "(COUNT(?o) AS ?n) ?o",
           "?o (COUNT(DISTINCT ?s) AS ?n)", "?o (COUNT(?none) AS ?n)", "?o (COUNT(*) * 2 AS ?n)")  # fmt: skip
_ALL = (
    "(COUNT(*) AS ?n)",
    "(COUNT(?s) AS ?n)",
    "(COUNT(?o) AS ?n)",
    "(COUNT(DISTINCT *) AS ?n)",
    "(1 AS ?n)",
)
_ENDS = ("GROUP BY ?o", "GROUP BY ?o HAVING(COUNT(*) > 1)", "GROUP BY ?o ORDER BY DESC(COUNT(*)) ?o LIMIT 2",
         "GROUP BY ?o ?s", "GROUP BY (STR(?o) AS ?n2)")  # fmt: skip


def _queries() -> list[str]:
    grouped = product(_SELECT, _FROM, _WHERE, _ENDS[:3])
    whole = product(_ALL, _FROM, _WHERE, ("",))
    odd = product(("(COUNT(*) AS ?n)",), _FROM[:1], _WHERE, _ENDS[3:])
    drawn = [*grouped, *whole, *odd][::5]
    return [f"SELECT {shown} {of} {{ {where} }} {end}" for shown, of, where, end in drawn]


def _unordered(dataset: Dataset, query: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(text_of(term) if term else "" for term in row) for row in dataset.table(query).rows)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The predicates whose triples were counted, in turn."""
    counted, real = list[int](), counts._read  # noqa: SLF001 - what counts

    def noted(predicate: int, *given: Any) -> Mapping[int, int]:
        counted.append(predicate)
        return real(predicate, *given)

    monkeypatch.setattr(counts, "_read", noted)
    return counted


def _without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts.Counts, "on", lambda *_: lambda *_: None)


@pytest.mark.parametrize("is_union", [True, False])
def test_numbers_are_those_of_sql(
    columns: Make,
    monkeypatch: pytest.MonkeyPatch,
    read: list[int],
    *,
    is_union: bool,
) -> None:
    """Every form of such a query, over every graph there may be, and forms that are nearly such."""
    dataset, other = (columns(_DATA, is_union=is_union) for _ in range(2))

    found = [_unordered(dataset, query) for query in _queries()]
    _without(monkeypatch)
    expected = [_unordered(other, query) for query in _queries()]

    assert found == expected
    assert sum(map(bool, expected)) > 30
    assert read


def test_what_was_counted_serves_other_texts_until_the_data_changes(columns: Make, read: list[int]) -> None:
    """One reading a snapshot; and of another graph another one."""
    dataset = columns(_DATA)
    texts = (
        "SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o",
        "SELECT (COUNT(?s) AS ?n) { ?s a <x:C> }",
        "SELECT ?o { ?s a ?o } GROUP BY ?o",
        "SELECT (COUNT(*) AS ?n) FROM <x:g> { ?s a ?o }",
    )

    before = [_unordered(dataset, text) for text in texts]
    reads_before = len(read)
    dataset.update("INSERT DATA { <x:new> a <x:C> } ; DELETE DATA { GRAPH <x:g> { <x:e> a <x:E> } }")
    after = [_unordered(dataset, text) for text in texts]

    assert (reads_before, len(read)) == (2, 4)
    number = '"{}"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert [each[number.format(3),] for each in (before[1], before[3])] == [1, 1]
    assert [each[number.format(count),] for each, count in ((after[1], 4), (after[3], 2))] == [1, 1]


def test_numbers_follow_every_update(columns: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random changes of random graphs, each followed by the same questions."""
    chance, dataset = Random(7), columns(_DATA)  # noqa: S311 - repeatable, not secret
    queries = [query for query in _queries() if "?s a" in query][::7]
    for _ in range(6):
        triple = f"<x:{chance.choice('abe')}> a <x:{chance.choice('CDE')}>"
        where = f"GRAPH <x:{chance.choice('gh')}> {{ {triple} }}" if chance.random() < 0.5 else triple
        dataset.update(f"{chance.choice(('INSERT', 'DELETE'))} DATA {{ {where} }}")
        found = [_unordered(dataset, query) for query in queries]
        with monkeypatch.context() as patch:
            _without(patch)
            # Other texts, so that no plan is remembered.
            expected = [_unordered(dataset, f"{query} #") for query in queries]
        assert found == expected


def test_an_update_counts_what_it_has_changed_itself(columns: Make) -> None:
    """Nothing of the snapshot before it is taken for the present."""
    dataset = columns(_DATA)
    group = "SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o"
    dataset.table(group)

    dataset.update(
        "INSERT DATA { <x:new> a <x:D> } ; "
        f"INSERT {{ ?o <x:counted> ?n }} WHERE {{ {{ {group} }} FILTER(?o = <x:D>) }}"
    )

    [(found,)] = dataset.table("SELECT ?n { <x:D> <x:counted> ?n }").rows
    assert found is not None
    assert text_of(found).startswith('"2"')


def test_many_objects_are_left_to_sql(
    columns: Make, monkeypatch: pytest.MonkeyPatch, read: list[int]
) -> None:
    """And no more predicates are remembered than there is room for."""
    monkeypatch.setattr(counts, "_MOST_OBJECTS", 2)
    monkeypatch.setattr(counts, "_MOST_KEPT", 1)
    dataset = columns("<x:a> <x:p> 1, 2, 3 ; <x:q> 1, 2 ; <x:r> 1 .")

    rows = [
        len(dataset.table(f"SELECT ?o (COUNT(*) AS ?n) {{ ?s <x:{name}> ?o }} GROUP BY ?o #{turn}").rows)
        for turn, name in enumerate("pqqrq")
    ]

    assert rows == [3, 2, 2, 1, 2]
    assert len(read) == 3


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o",
        "SELECT (COUNT(*) AS ?n) { ?s a <x:C> }",
        "SELECT ?n ?name { { SELECT ?o (COUNT(?s) AS ?n) { ?s a ?o } GROUP BY ?o } BIND(?o AS ?name) }",
        "SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o ORDER BY DESC(?n) ?o LIMIT 2 OFFSET 1",
        "SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o ORDER BY COUNT(?s) DESC(?o)",
        "SELECT ?o (COUNT(*) AS ?n) { ?s <x:none> ?o } GROUP BY ?o",
    ],
)
def test_groups_that_are_known_need_no_sql(
    columns: Make, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """Once counted, they are shown under any name and in any order of theirs without a statement."""
    dataset, other = columns(_DATA), columns(_DATA)
    dataset.table("SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o")
    with monkeypatch.context() as patch:
        patch.setattr(held, "sliced", lambda *_: pytest.fail("SQL is asked for solutions"))
        found = dataset.table(query)
    _without(monkeypatch)

    assert Counter(found.rows) == Counter(other.table(query).rows)
    assert found.columns == other.table(query).columns
    if "ORDER" in query:
        assert found.rows == other.table(query).rows


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o HAVING(COUNT(*) > 1)",
        "SELECT ?o ?t { { SELECT ?o { ?s a ?o } GROUP BY ?o } BIND(?t AS ?t2) BIND(?o AS ?t) }",
        "SELECT ?o (COUNT(*) + 1 AS ?n) { ?s a ?o } GROUP BY ?o",
        "SELECT DISTINCT ?n { { SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o } }",
        "SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o LIMIT 100",
        "SELECT ?o ?n { { SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o } FILTER(?n > 1) }",
        "SELECT ?o ?s { { SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o } ?s a ?o }",
    ],
)
def test_what_is_made_of_known_groups_is_as_by_sql(
    columns: Make, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """Conditions, joins, unbound and computed variables, each solution once, and slices."""
    dataset, other = columns(_DATA), columns(_DATA)
    found = _unordered(dataset, query)
    _without(monkeypatch)

    assert found == _unordered(other, query)


def test_known_groups_are_cut_at_the_limit_on_rows() -> None:
    """And the answer says that it is not all."""
    dataset = Dataset.in_memory(limits=QueryLimits(rows=2))
    dataset.load(document_from_text(_DATA, syntax_by_name("trig")), None)

    found = dataset.query("SELECT ?o (COUNT(*) AS ?n) { ?s a ?o } GROUP BY ?o")

    assert isinstance(found, Table)
    assert (len(found.rows), found.about.is_complete) == (2, False)

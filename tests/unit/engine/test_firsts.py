"""First solutions found by their first key are those of the whole order, and are sought so where it pays."""

from collections.abc import Callable
from itertools import product

import pytest

from graph.answer import Table
from graph.dataset import Dataset
from graph.engine import answering, firsts
from graph.engine.firsts import Firsts, first_ones
from graph.engine.held import Held
from graph.engine.limits import QueryLimits, Running
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.store.columnar import Reader
from graph.terms import Iri

Make = Callable[..., Dataset]

_KINDS = ("true", "1", '"text"@en')
_DATA = " ".join(
    f"<x:s{n}> <x:n> {n % 9} ; <x:m> {n % 4}.{n % 3}0 ; <x:t> {_KINDS[n % 3]} ."
    f" <x:g> {{ <x:s{n}> <x:n> {n % 3} }}"
    for n in range(60)
)
_PATTERNS = (
    "?s <x:n> ?v",
    "?s <x:m> ?v",
    "?s <x:n> ?v FILTER(?v > 3 && ?v != 5)",
    "?s <x:m> ?v FILTER(?v < 1 || ?v / ?never > 0)",
    "GRAPH <x:g> { ?s <x:n> ?v }",
    "?s ?p ?v FILTER(isNumeric(?v))",
)
_ORDERS = ("?v ?s", "DESC(?v) ?s", "?v DESC(?s)", "DESC(?v + 1) ?s", "DESC(?v)  DESC(?never) ?s")
_BOUNDS = ("LIMIT 1", "LIMIT 5", "LIMIT 4 OFFSET 9", "LIMIT 0", "LIMIT 200")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the first ones were found by their first key, each time that was tried."""
    outcomes: list[bool] = []

    def noted(reader: Reader, by: Firsts, running: Running) -> Held | None:
        held = first_ones(reader, by, running)
        outcomes.append(held is not None)
        return held

    monkeypatch.setattr(answering, "first_ones", noted)
    monkeypatch.setattr(firsts, "_MORE", 6)
    return outcomes


@pytest.mark.parametrize("is_union", [True, False])
def test_first_ones_are_those_of_the_whole_order(columns: Make, found: list[bool], *, is_union: bool) -> None:
    """Ties, keys in error, numbers that are equal but not the same, graphs that repeat triples."""
    dataset = columns(_DATA, is_union=is_union)
    for pattern, order, source in product(_PATTERNS, _ORDERS, ("", "FROM <x:g>")):
        query = f"SELECT ?s ?v {source} {{ {pattern} }} ORDER BY {order}"
        whole = dataset.table(query).rows
        for bounds in _BOUNDS:
            limit, _, offset = bounds.removeprefix("LIMIT ").partition(" OFFSET ")
            start = int(offset or 0)
            rows = dataset.table(f"{query} {bounds}").rows
            if pattern != _PATTERNS[-1]:
                assert rows == whole[start : start + int(limit)], f"{query} {bounds}"
            else:  # what its predicate is decides no order
                assert sorted(map(str, rows)) == sorted(map(str, whole[start : start + int(limit)]))
    assert set(found) == {True, False}


def test_few_of_many_are_read(columns: Make, monkeypatch: pytest.MonkeyPatch, found: list[bool]) -> None:
    """Neither all solutions are held, nor more than are compared."""
    dataset = columns(" ".join(f"<x:s{number}> <x:n> {number} ." for number in range(100)))
    monkeypatch.setattr(answering, "held", lambda *_: pytest.fail("all solutions were asked for"))

    rows = dataset.table("SELECT ?s { ?s <x:n> ?n } ORDER BY DESC(?n) ?s LIMIT 2").rows

    assert rows == ((Iri("x:s99"),), (Iri("x:s98"),))
    assert found == [True]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s <x:n> ?v ; <x:m> ?m } ORDER BY ?v ?s LIMIT 3",
        "SELECT ?s { ?s <x:n> ?v OPTIONAL { ?s <x:m> ?m } } ORDER BY ?v ?s LIMIT 3",
        "SELECT ?s { { ?s <x:n> ?v } UNION { ?s <x:m> ?v } } ORDER BY ?v ?s LIMIT 3",
        "SELECT ?s { ?s <x:n> ?v FILTER EXISTS { ?s <x:m> 1.10 } } ORDER BY ?v ?s LIMIT 3",
        "SELECT ?s { ?s <x:n> ?v MINUS { ?s <x:m> 1.10 } } ORDER BY ?v ?s LIMIT 3",
        "SELECT ?s { ?s <x:t> ?v } ORDER BY ?v ?s LIMIT 3",
        "SELECT ?s { ?s <x:n> ?v } ORDER BY STRLEN(STR(?s)) ?v ?s LIMIT 3",
        "SELECT DISTINCT ?s { ?s <x:n> ?v } ORDER BY ?v ?s LIMIT 3",
        "SELECT ?s { ?s <x:n> ?v } ORDER BY ?v ?s",
        "SELECT ?s { ?s <x:n> ?v } ORDER BY ?v ?s LIMIT 2000",
        "SELECT ?s { ?s <x:n> ?v } ORDER BY ?v LIMIT 3",
    ],
)
def test_what_is_read_more_than_once_or_whole_is_not_tried(
    columns: Make, found: list[bool], query: str
) -> None:
    """Joins, keys beyond ids, orders that SQL finishes by itself, and answers of all solutions."""
    assert columns(_DATA).table(query).rows
    assert not found


def test_a_cut_answer_says_so(columns: Make, found: list[bool]) -> None:
    """The limit on rows is one on the answer, not on what is compared for it."""
    narrow = Dataset.in_memory(limits=QueryLimits(rows=2))
    narrow.load(document_from_text(_DATA, syntax_by_name("trig")), None)
    query = "SELECT ?s { ?s <x:m> ?v } ORDER BY ?v ?s LIMIT 6"

    whole, cut = columns(_DATA).table(query), narrow.query(query)

    assert isinstance(cut, Table)
    assert (whole.about.is_complete, cut.about.is_complete) == (True, False)
    assert cut.rows == whole.rows[:2]
    assert found == [True, True]

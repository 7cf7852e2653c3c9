"""A look-up gives what the plan of the same query gives, and is taken where it can be."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import product

import pytest

from graph.answer import Row
from graph.dataset import Dataset
from graph.engine import answering, direct
from graph.engine.asking import Begun, Question, Snapshots, begun
from graph.engine.limits import Running
from graph.engine.visible_graphs import Sight
from graph.store import key_index
from graph.store.columnar import Reader
from graph.store.keys import form_key
from graph.terms import Iri
from graph.terms import n3 as text_of

Make = Callable[..., Dataset]

_DATA = """
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <x:a> <x:p> <x:b>, "a", "a"@en, 1, 01, "1"^^xsd:byte, <x:a> ; <x:q> <x:b>, _:one .
    <x:b> <x:p> <x:a>, <x:p>, 1, "2020-01-01"^^xsd:date, "x:a" .
    _:one <x:p> <x:a>, "a" .
    <x:g> { <x:a> <x:p> <x:b>, "in g" . <x:c> <x:q> "a" }
    <x:h> { <x:a> <x:p> <x:b> }
"""
_SUBJECTS = ("?s", "<x:a>", "<x:b>", "<x:p>", "<x:nowhere>")
_PREDICATES = ("?p", "<x:p>", "<x:q>", "<x:a>")
_OBJECTS = (
    "?o",
    "?s",
    "<x:b>",
    '"a"',
    '"a"@en',
    "1",
    "01",
    '"2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
    '"x:a"',
)


def _sorted(rows: tuple[Row, ...]) -> list[list[str]]:
    return sorted([text_of(term) if term else "" for term in row] for row in rows)


@pytest.mark.parametrize("is_union", [True, False])
def test_look_ups_give_what_plans_give(
    columns: Make, monkeypatch: pytest.MonkeyPatch, *, is_union: bool
) -> None:
    """One pattern with every kind of term or variable in each place, with graphs that repeat triples."""
    dataset = columns(_DATA, is_union=is_union)
    queries = [f"SELECT * {{ {s} {p} {o} }}" for s, p, o in product(_SUBJECTS, _PREDICATES, _OBJECTS)]

    by_lookup = [_sorted(dataset.table(query).rows) for query in queries]
    monkeypatch.setattr(answering, "looked_up", lambda *_: None)
    by_plan = [_sorted(dataset.table(query).rows) for query in queries]

    assert by_lookup == by_plan
    assert sum(map(bool, by_plan)) > 40


def test_look_ups_need_no_plan(columns: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of a thing, and what points to it, is read without a plan, before and after a commit."""
    dataset = columns(_DATA)
    planned: list[object] = []
    monkeypatch.setattr(answering, "planned", lambda *given: planned.append(given))
    queries = ("SELECT ?o ?never ?p { <x:a> ?p ?o }", "SELECT ?s { ?s <x:q> <x:b> }")

    before = [len(dataset.table(query).rows) for query in queries]
    dataset.update("INSERT DATA { <x:a> <x:q> <x:new> . <x:new> <x:q> <x:b> }")
    after = [len(dataset.table(query).rows) for query in (*queries, "SELECT * { <x:new> ?p ?o }")]

    assert (before, after, planned) == ([10, 1], [11, 2, 1], [])


def _noted(asked: list[str], store: Snapshots, question: Question) -> AbstractContextManager[Begun]:
    asked.append(question.text)
    return begun(store, question)


def test_look_ups_need_no_transaction(columns: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """While no commit is about to come; other queries have one when they come first."""
    dataset = columns(_DATA)
    dataset.table("SELECT * { }")
    asked: list[str] = []
    monkeypatch.setattr(answering, "begun", lambda store, question: _noted(asked, store, question))

    assert len(dataset.table("SELECT ?o { <x:a> ?p ?o }").rows) == 10
    assert not asked

    assert len(dataset.table("SELECT ?o { <x:a> ?p ?o FILTER(true) }").rows) == 10
    assert len(asked) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_commit_during_a_look_up_is_seen_whole_or_not_at_all(
    columns: Make, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """What is read around a commit is read again on one snapshot, and says which that is."""
    dataset = columns(_DATA)
    dataset.table("SELECT * { }")
    rows: list[int | None] = []
    looked_up = direct.looked_up

    def disturbed(lookup: direct.Lookup, reader: Reader, sight: Sight, running: Running) -> list[Row] | None:
        change = "INSERT DATA { <x:a> <x:q> <x:new> }"
        if not rows and moment == "before":
            dataset.update(change)
        found = looked_up(lookup, reader, sight, running)
        if not rows and moment == "after":
            dataset.update(change)
        rows.append(len(found) if found is not None else None)
        return found

    monkeypatch.setattr(answering, "looked_up", disturbed)
    answer = dataset.table("SELECT ?o { <x:a> ?p ?o }")

    assert rows == [11 if moment == "before" else 10, 11]
    assert len(answer.rows) == 11
    assert answer.about.snapshot == dataset.snapshot.id


def test_terms_of_one_key_are_told_apart(columns: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """An id that the keys propose for another term is not taken for the one that was asked for."""
    dataset = columns(_DATA)
    other = dataset.table("SELECT ?p { <x:b> ?p <x:p> }").rows
    of_another = form_key("x:c")
    monkeypatch.setattr(key_index, "form_key", lambda _: of_another)

    assert dataset.table("SELECT ?o { <x:absent> ?p ?o }").rows == ()
    assert other == ((Iri("x:p"),),)


def test_long_answers_take_the_plan(columns: Make) -> None:
    """More triples than a look-up reads are all there."""
    many = direct._MOST + 50  # noqa: SLF001 - the border
    dataset = columns(" ".join(f"<x:a> <x:p> {number} ." for number in range(many)))

    assert len(dataset.table("SELECT ?o { <x:a> ?p ?o }").rows) == many

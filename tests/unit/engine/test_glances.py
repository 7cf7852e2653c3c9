"""What is asked again is answered without a transaction, and still as of one snapshot."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from graph.answer import Answer
from graph.dataset import Dataset
from graph.engine import answering, asking
from graph.engine.asking import Asked, Begun, Question, Snapshots, begun
from graph.store.columnar import ColumnStore

Make = Callable[..., Dataset]

_DATA = "<x:a> <x:p> 1, 2 ; <x:q> <x:b> . <x:b> <x:p> 2, 3 . <x:g> { <x:a> <x:p> 4 }"
_QUERIES = (
    "SELECT ?s ?o { ?s <x:p> ?o FILTER(?o > 1) } ORDER BY ?o ?s",
    "SELECT ?o (COUNT(*) AS ?n) { ?s <x:p> ?o } GROUP BY ?o ORDER BY ?o",
    "SELECT ?s ?t { ?s <x:q> ?t . ?t <x:p> 2 }",
    "SELECT ?s ?t { ?s (<x:q>|<x:p>)+ ?t } ORDER BY ?s ?t",
    "ASK { ?s <x:q> ?t . ?t <x:p> 2 }",
)


@pytest.fixture
def transactions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that took one, in turn."""
    asked: list[str] = []

    def noted(store: Snapshots, question: Question) -> AbstractContextManager[Begun]:
        asked.append(question.text)
        return begun(store, question)

    monkeypatch.setattr(answering, "begun", noted)
    return asked


def _shown(answer: Answer) -> Any:
    return getattr(answer, "rows", None) or getattr(answer, "value", None)


@pytest.mark.parametrize("query", _QUERIES)
def test_a_query_that_comes_again_takes_no_transaction(
    columns: Make, transactions: list[str], query: str
) -> None:
    """Until the data changes; then it is planned within one."""
    dataset = columns(_DATA)

    first, again = dataset.query(query), dataset.query(query)
    before = list(transactions)
    dataset.update("INSERT DATA { <x:b> <x:q> <x:a> }")
    after = dataset.query(query)

    assert _shown(first)
    assert _shown(again) == _shown(first)
    assert before == [query]
    assert transactions == [query, query]
    assert after.about.snapshot == dataset.snapshot.id


@pytest.mark.parametrize("query", _QUERIES)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_commit_while_it_is_answered_is_seen_whole_or_not_at_all(
    columns: Make, monkeypatch: pytest.MonkeyPatch, query: str, moment: str
) -> None:
    """What is read around a commit is read again on one snapshot, and says which that is."""
    dataset, other = columns(_DATA), columns(_DATA)
    change = "DELETE DATA { <x:b> <x:p> 3 } ; INSERT DATA { <x:b> <x:p> 5 }"
    dataset.query(query)
    reads: list[str] = []
    real = answering._by_plan  # noqa: SLF001 - what reads

    def disturbed(asked: Asked) -> Any:
        if not reads and moment == "before":
            dataset.update(change)
        reads.append(asked.reader.head.id)
        found = real(asked)
        if len(reads) == 1 and moment == "after":
            dataset.update(change)
        return found

    monkeypatch.setattr(answering, "_by_plan", disturbed)
    answer = dataset.query(query)
    other.update(change)

    assert len(reads) == 2
    assert answer.about.snapshot == dataset.snapshot.id == reads[1]
    assert _shown(answer) == _shown(other.query(query))


def test_what_may_take_long_is_asked_once(
    columns: Make, monkeypatch: pytest.MonkeyPatch, transactions: list[str]
) -> None:
    """Groups of much, and many solutions, are read within a transaction, where no commit disturbs them."""
    monkeypatch.setattr(asking, "_MANY", 0)
    dataset = columns(_DATA)
    query = "SELECT ?s (SUM(?o) AS ?n) { ?s <x:p> ?o } GROUP BY ?s"

    for _ in range(3):
        dataset.query(query)

    assert transactions == [query] * 3


def test_what_python_computes_is_computed_anew(columns: Make, transactions: list[str]) -> None:
    """A plan that calls Python belongs to one run."""
    dataset = columns(_DATA)
    query = "SELECT (SHA384(STR(?o)) AS ?h) { <x:a> <x:p> ?o } ORDER BY ?h"

    assert dataset.table(query).rows == dataset.table(query).rows
    assert transactions == [query] * 2


def test_nothing_is_glanced_at_while_a_commit_is_about_to_come(
    columns: Make, monkeypatch: pytest.MonkeyPatch, transactions: list[str]
) -> None:
    """Whether it will hold is not known."""
    dataset = columns(_DATA)
    query = _QUERIES[0]
    first = dataset.table(query)
    monkeypatch.setattr(ColumnStore, "is_settled", lambda *_: False)

    assert dataset.table(query).rows == first.rows
    assert transactions == [query] * 2

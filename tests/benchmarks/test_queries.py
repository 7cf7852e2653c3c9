"""The benchmark's queries: enough, of every kind, and none that finds nothing."""

import re

import pytest

from benchmarks.questions import Question, questions
from benchmarks.reporting import ELEVEN
from graph.answer import Table, Triples, Truth
from graph.dataset import Dataset

QUESTIONS = questions()
KINDS = (
    "OPTIONAL", "UNION", "MINUS", "NOT EXISTS", "GROUP BY", "COUNT(DISTINCT", "HAVING", "VALUES",
    "BIND", "REGEX", "CONTAINS", "LANG", "xsd:date", "ORDER BY DESC", "LIMIT", "CONSTRUCT", "ASK", "+ ", "* ",
    "^mlg", "SELECT DISTINCT",
)  # fmt: skip


def test_there_are_at_least_thirty_with_the_eleven_among_them() -> None:
    """Each file says in a few words what it measures; no two say the same."""
    assert len(QUESTIONS) >= 30
    assert set(ELEVEN) <= {question.name for question in QUESTIONS}
    assert len({question.measures for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_measured(kind: str) -> None:
    """Each construct that is named in the plan stands in a query."""
    assert any(kind in question.text for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_query_finds_something(question: Question, small_ecosystem: Dataset) -> None:
    """On 20,000 triples each query has rows, and each count in a single row is above zero."""
    answer = small_ecosystem.query(question.text)

    if isinstance(answer, Table):
        assert answer.rows
        if len(answer.rows) == 1 and answer.columns[0] not in {"near", "company"}:
            assert float(getattr(answer.rows[0][0], "value", 0)) > 0
    elif isinstance(answer, Triples):
        assert answer.triples
    else:
        assert isinstance(answer, Truth)
        assert answer.value


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_limit_stands_after_a_full_order(question: Question) -> None:
    """Where rows are cut off, they are sorted, and ties are broken by a second key."""
    for order in re.findall(r"(.*)\n\s*LIMIT", question.text):
        assert "ORDER BY" in order
        assert len(re.findall(r"\?\w+", order)) > 1 or question.name == "order-text"


def test_patterns_choose_queries() -> None:
    """Names and patterns are separated by commas; one that fits nothing is an error."""
    assert [question.name for question in questions("count,path*")] == [
        "count", "path", "path-into", "path-mixed", "path-pairs", "path-up",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="named nothing"):
        questions("nothing")

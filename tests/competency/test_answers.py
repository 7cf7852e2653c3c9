"""Every named query gives the answers that were worked out by hand."""

from collections.abc import Callable

import pytest

from graph.catalog import NamedQuery
from graph.dataset import Dataset, open_bundled
from graph.knowledge import infer
from graph.knowledge.observations import with_measures
from tests.competency.cases import CASES, Case, answered, catalog

QUESTIONS = 40
ANSWERED_AT_LEAST = 22


@pytest.fixture(scope="module")
def inferred() -> Dataset:
    """The bundled graph with what the rules derive from it."""
    dataset = open_bundled()
    infer.run(dataset)
    return with_measures(dataset, catalog())


def _name(case: Case) -> str:
    return f"{case.slug}: {case.claim}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_answer_is_the_one_worked_out_by_hand(case: Case, bundled: Dataset) -> None:
    """A named query gives the rows that follow from the facts, and none that would contradict them."""
    found = answered(case, bundled)

    if case.rows is not None:
        assert found == case.rows
    assert [row for row in case.contains if row not in found] == []
    assert [row for row in case.absent if row in found] == []
    assert case.count is None or len(found) == case.count


def test_shortcuts_change_no_answer(bundled: Dataset, inferred: Dataset) -> None:
    """What the rules derive answers no question that the situations do not answer."""
    on_bundled = [case for case in CASES if not case.graph]

    changed = [case.slug for case in on_bundled if answered(case, bundled) != answered(case, inferred)]

    assert changed == []


def test_every_case_pins_something() -> None:
    """No expectation is so open that it can't fail."""
    assert [case.slug for case in CASES if not case.can_fail] == []


def test_every_query_has_an_expectation() -> None:
    """A named query without a worked answer does not get in."""
    expected = {case.slug for case in CASES}

    assert [query.slug for query in catalog() if query.slug not in expected] == []


def test_forty_questions_are_there_and_most_are_answered(tell: Callable[[str], None]) -> None:
    """The questions are numbered 1 to 40; at least 22 have answers in the bundled graph."""
    questions = catalog().questions()
    pinned = {case.slug for case in CASES if case.is_an_answer}

    answers = [query for query in questions if query.slug in pinned]

    present, answered = f"{len(questions)} of {QUESTIONS} present", f"{len(answers)} answered"
    tell(f"questions: {present}, {answered} on the bundled graph")
    assert [query.number for query in questions] == list(range(1, QUESTIONS + 1))
    assert len(answers) >= ANSWERED_AT_LEAST
    assert [query.slug for query in answers if query.data] == []


def test_a_question_without_an_answer_says_what_data_it_needs() -> None:
    """A question that the bundled graph has no rows for names the data, and is tried on made-up data."""
    pinned = {case.slug for case in CASES if case.is_an_answer}
    tried = {case.slug for case in CASES if case.graph and (case.rows or case.contains)}

    unanswered = [query for query in catalog().questions() if query.slug not in pinned]

    assert [query.slug for query in unanswered if not query.data or query.slug not in tried] == []


@pytest.mark.parametrize("check", catalog().checks(), ids=lambda check: check.slug)
def test_the_bundled_graph_passes_every_check(check: NamedQuery, bundled: Dataset, inferred: Dataset) -> None:
    """A check, whose every row is a violation, has no row on the bundled data, derived or not."""
    rows = [dataset.table(check.text).rows for dataset in (bundled, inferred)]

    assert rows == [(), ()]

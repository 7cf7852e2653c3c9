"""The numbers that the documentation states are those that the suites give."""

import json

import pytest

from tests.conformance.__main__ import KEPT, known_counts
from tests.conformance.deviations import BY_VALUE, DEVIATIONS
from tests.conformance.earl import KEPT as EARL
from tests.conformance.engines import ENGINES
from tests.conformance.suites import SUITES, collected
from tests.conformance.verdicts import known_report


def test_kept_counts_are_what_the_suites_give() -> None:
    """Each case outside the list of deviations passes, and each in it fails, so the list gives the counts."""
    if not collected("query"):
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")

    assert json.loads(KEPT.read_text("utf-8")) == known_counts(), "write it anew with make conformance"


def test_kept_report_is_what_the_suites_give() -> None:
    """The report asserts of each case what the tests hold it to."""
    if not collected("query"):
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")

    assert EARL.read_bytes() == known_report(), "write it anew with make conformance"


@pytest.mark.parametrize("engine", ENGINES)
def test_every_listed_case_exists(engine: str) -> None:
    """No deviation is listed for a case that no suite has."""
    if not collected("query"):
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")
    every = {case.id for suite in SUITES for case in collected(suite)}

    assert set(DEVIATIONS[engine]) <= every
    assert BY_VALUE.get(engine, frozenset()) <= every

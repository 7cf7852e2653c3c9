"""The numbers that the documentation states are those that the suites give."""

import json
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Graph, Namespace

from tests.conformance.__main__ import KEPT, known_counts
from tests.conformance.deviations import BY_VALUE, DEVIATIONS
from tests.conformance.earl import KEPT as EARL
from tests.conformance.engines import ENGINES
from tests.conformance.suites import SUITES, collected
from tests.conformance.verdicts import known_report

_EARL = Namespace("http://www.w3.org/ns/earl#")


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


def test_promise_13_the_report_is_generated_by_the_run_and_published() -> None:
    """The report is RDF with one outcome for each case on each subject; the page states its numbers."""
    graph = Graph().parse(EARL, format="turtle")
    outcomes = Counter(
        (str(graph.value(each, _EARL.subject)).rpartition("#")[2], graph.value(result, _EARL.outcome))
        for each, result in graph.subject_objects(_EARL.result)
    )
    tests = Counter(
        (graph.value(each, _EARL.subject), test) for each, test in graph.subject_objects(_EARL.test)
    )
    page = (Path(__file__).parents[2] / "docs" / "reference" / "conformance.md").read_text("utf-8")

    assert outcomes == {("engine", _EARL.passed): 1256, ("service", _EARL.passed): 397}
    assert set(tests.values()) == {1}
    for row in ("Protocol | 34 |  | 34", "Graph Store Protocol | 31 |  | 31", "query | 225 | 225 | 225"):
        assert f"| SPARQL 1.1 {row} |" in page


@pytest.mark.parametrize("engine", ENGINES)
def test_every_listed_case_exists(engine: str) -> None:
    """No deviation is listed for a case that no suite has."""
    if not collected("query"):
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")
    every = {case.id for suite in SUITES for case in collected(suite)}

    assert set(DEVIATIONS[engine]) <= every
    assert BY_VALUE.get(engine, frozenset()) <= every

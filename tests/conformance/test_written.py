"""Answers of the suites' queries that are written by SQL say what the same answers say as terms."""

from collections import Counter
from io import BytesIO

import pyoxigraph as ox
import pytest

from graph.answer import Answer, Table, Triples, Written
from graph.engine import answering
from graph.rdf.native import from_native, triple
from tests.conformance.manifests import Case
from tests.conformance.running import held_by, text_of
from tests.conformance.suites import collected

SUITES = ("sparql10", "query", "sparql12")
CASES = [case for suite in SUITES for case in collected(suite) if case.kind == "QueryEvaluationTest"]


def _rows(found: Written) -> Counter[object]:
    solutions = ox.parse_query_results(BytesIO(b"".join(found.body)), ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)
    return Counter(tuple(None if cell is None else from_native(cell) for cell in row) for row in solutions)


def _triples(found: Written) -> Counter[object]:
    return Counter(triple(each.triple) for each in ox.parse(b"".join(found.body), ox.RdfFormat.N_TRIPLES))


def _said(answer: Answer) -> Counter[object]:
    if isinstance(answer, Table):
        return Counter(answer.rows)
    return Counter(answer.triples) if isinstance(answer, Triples) else Counter()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_sql_writes_is_what_terms_say(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few rows there are; what only Python can write comes as terms."""
    monkeypatch.setattr(answering, "SMALL", 0)
    dataset = held_by(case, "columnar")

    found = dataset.written(text_of(case.action), {"json", "nt"})

    if isinstance(found, Written):
        said = _triples(found) if found.format == "nt" else _rows(found)
        assert said == _said(dataset.query(text_of(case.action)))

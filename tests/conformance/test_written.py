"""Answers of the suites' queries that are written by SQL say what the same answers say as terms."""

from collections import Counter

import pyoxigraph as ox
import pytest

from graph.answer import Answer, Formats, Written, write_answer
from graph.dataset import Dataset
from graph.engine import answering
from graph.errors import QueryError
from graph.rdf.native import triple
from graph.sparql.repeatable import is_repeatable
from tests.conformance.manifests import Case
from tests.conformance.running import held_by, text_of
from tests.conformance.suites import collected

SUITES = ("sparql10", "query", "sparql12")
CASES = [case for suite in SUITES for case in collected(suite) if case.kind == "QueryEvaluationTest"]
PAIRS = (("json", "nt"), ("xml", "ttl"), ("csv", "nq"), ("tsv", "trig"))
LINES = {"json": b"\n", "xml": b"\n", "csv": b"\r\n", "tsv": b"\n"}


def _said(answer: Answer | Written, name: str) -> Counter[object]:
    """The lines of a table, whose order means nothing here, or the triples of a graph."""
    text = answer.text.content() if isinstance(answer, Written) else write_answer(answer, name)
    if name in LINES:
        return Counter(line.rstrip(b",") for line in text.split(LINES[name]))
    return Counter(triple(each.triple) for each in ox.parse(text, ox.RdfFormat.from_extension(name)))


def _compared(dataset: Dataset, text: str, formats: Formats) -> None:
    made = dataset.query(text)
    name = formats.format_of(made)
    try:
        expected = _said(made, name)
    except QueryError as error:
        with pytest.raises(QueryError, match=str(error)):
            dataset.written(text, formats)
        return

    found = dataset.written(text, formats)

    assert isinstance(found, Written)
    assert _said(found, name) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_sql_writes_is_what_terms_say(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every format, however few rows there are; what only Python can write comes as terms."""
    monkeypatch.setattr(answering, "SMALL", 0)
    dataset, text = held_by(case, "columnar"), text_of(case.action)

    for table, triples in PAIRS if is_repeatable(text) else ():
        _compared(dataset, text, Formats(table, "json", triples))

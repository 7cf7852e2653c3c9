"""The page on conformance, made from the report of the newest run."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.dataset import Dataset
from graph.rdf.read import document_from_file
from graph.terms import BASE, Iri, Literal

__all__ = ["conformance"]

_FOLDER = Path(__file__).parent.parent / "tests" / "conformance"
_PREFIXES = f"""
PREFIX : <{BASE}conformance#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX earl: <http://www.w3.org/ns/earl#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
_SUITES = """
SELECT ?suite ?title (COUNT(?test) AS ?cases) { ?suite a earl:TestRequirement ; dcterms:title ?title ; dcterms:hasPart ?test }
GROUP BY ?suite ?title
"""
_PASSED = """
SELECT ?suite ?subject (COUNT(?test) AS ?run) (SUM(?is_passed) AS ?passed) {
  ?suite dcterms:hasPart ?test .
  ?assertion earl:test ?test ; earl:subject ?subject ; earl:result/earl:outcome ?outcome .
  BIND (IF(?outcome = earl:passed, 1, 0) AS ?is_passed)
} GROUP BY ?suite ?subject
"""
_SAID = """
SELECT ?info ?test ?subject {
  ?assertion earl:test ?test ; earl:subject ?subject ; earl:result ?result .
  ?result earl:outcome %s ; earl:info ?info .
} ORDER BY ?info ?test ?subject
"""
_DEPRECATED = "SELECT ?test { ?test owl:deprecated true } ORDER BY ?test"


def conformance() -> Iterator[str]:
    """The lines of the page."""
    report = Dataset.in_memory()
    report.load(document_from_file(_FOLDER / "earl.ttl"), None)
    reference = json.loads((_FOLDER / "counts.json").read_text("utf-8"))
    yield "# Conformance"
    yield ""
    yield "The W3C's SPARQL suites (<https://github.com/w3c/rdf-tests>), run on the engine in process and on a running"
    yield "service over HTTP. `make conformance` runs them and writes the report that this page is made from, in the W3C's"
    yield "vocabulary (`tests/conformance/earl.ttl`); `make test` holds every case to it. Blank nodes are compared up to"
    yield "renaming, everything else as it is written; order counts where a suite numbers its solutions. Not run:"
    yield "entailment regimes, which are not offered; over HTTP, what needs no data or other services."
    yield ""
    yield from _table(report, reference)
    yield from _failures(report)
    yield from _remarks(report)
    yield from _reference(reference)


def _table(report: Dataset, reference: dict[str, Any]) -> Iterator[str]:
    passed = {(suite, subject): (run, count) for suite, subject, run, count in _rows(report, _PASSED)}
    yield "| suite | cases | in process | over HTTP | the tests' reference |"
    yield "|---|---:|---:|---:|---:|"
    suites = {suite: (title, cases) for suite, title, cases in _rows(report, _SUITES)}
    order = [f"{BASE}conformance#{name}" for name in reference["suites"]]
    for suite in sorted(
        suites, key=lambda name: (name not in order, order.index(name) if name in order else name)
    ):
        title, cases = suites[suite]
        counts = [
            passed.get((suite, f"{BASE}conformance#{name}"), ("", ""))[1] for name in ("engine", "service")
        ]
        known = reference["suites"].get(suite.rpartition("#")[2], {}).get("passed", {}).get("reference", "")
        yield f"| {title} | {cases} | {counts[0]} | {counts[1]} | {known} |"


def _failures(report: Dataset) -> Iterator[str]:
    failed = _grouped(_rows(report, _SAID % "earl:failed"))
    yield from ("", "## What fails, and why", "")
    yield from failed or ["Nothing."]


def _remarks(report: Dataset) -> Iterator[str]:
    yield from ("", "## What to know of the passes", "")
    yield from _grouped(_rows(report, _SAID % "earl:passed"))
    deprecated = ", ".join(f"`{_name(test)}`" for (test,) in _rows(report, _DEPRECATED))
    yield f"- deprecated by the W3C itself, and run all the same: {deprecated}"


def _reference(reference: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## What the tests' reference does otherwise", "")
    yield "The reference is another evaluator, which the tests hold the engine against."
    yield ""
    for reason, cases in reference["deviations"]["reference"].items():
        yield f"- {reason}: {', '.join(f'`{case}`' for case in cases)}"
    by_value = ", ".join(f"`{case}`" for case in reference["by value"]["reference"])
    yield f"- numbers are compared by value: {by_value}"


def _grouped(rows: list[tuple[str, ...]]) -> list[str]:
    cases: dict[str, dict[str, None]] = {}
    for info, test, _ in rows:
        cases.setdefault(info, {})[f"`{_name(test)}`"] = None
    return [f"- {info}: {', '.join(named)}" for info, named in cases.items()]


def _rows(report: Dataset, text: str) -> list[tuple[str, ...]]:
    found = report.table(_PREFIXES + text).rows
    return [tuple(term.value if isinstance(term, Iri | Literal) else "" for term in row) for row in found]


def _name(case: str) -> str:
    """The folder and the name of a case."""
    place, _, name = case.rpartition("#")
    return f"{place.removesuffix('/manifest').rpartition('/')[2]}/{name}"

"""The conformance report in the W3C's vocabulary for it: https://www.w3.org/TR/EARL10-Schema/.

Assertions are about two subjects: the engine, asked in process, and the service, asked over HTTP. Nothing in
the report changes from run to run but what came of the cases.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from graph import __version__
from graph.terms import BASE, PREFIXES, Iri, Literal, n3

__all__ = ["KEPT", "PUBLISHED", "Verdict", "report"]

KEPT = Path(__file__).with_name("earl.ttl")
"""The newest report; docs/reference/conformance.md is made from it."""

PUBLISHED = "https://w3c.github.io/rdf-tests/sparql/"
"""Where the W3C publishes the cases."""

_PREFIXES = MappingProxyType(
    {
        "": f"{BASE}conformance#",
        "dcterms": PREFIXES["dcterms"],
        "doap": "http://usefulinc.com/ns/doap#",
        "earl": "http://www.w3.org/ns/earl#",
        "owl": PREFIXES["owl"],
    }
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a case.

    Attributes:
        suite: short name of its suite.
        title: of the suite, for people.
        case: the case as the W3C names it.
        subject: ``engine`` or ``service``.
        is_passed: whether the result is the one expected.
        info: what was found instead, or what is to be known of a pass; empty for nothing.
        is_deprecated: whether the W3C says so of the case.
    """

    suite: str
    title: str
    case: Iri
    subject: str
    is_passed: bool
    info: str = ""
    is_deprecated: bool = False


def report(verdicts: Iterable[Verdict]) -> bytes:
    """The report, in Turtle: a line an assertion, so that what changes from run to run can be seen."""
    given = list(verdicts)
    results = list(dict.fromkeys((each.is_passed, each.info) for each in given))
    lines = (*_head(), *_suites(given), *_results(results), *_assertions(given, results))
    return "\n".join((*lines, "")).encode()


def _head() -> Iterator[str]:
    yield f"@base <{PUBLISHED}> ."
    for prefix, space in sorted(_PREFIXES.items()):
        yield f"@prefix {prefix}: <{space}> ."
    yield ""
    yield f':maillage a doap:Project ; doap:name "Maillage" ; doap:revision "{__version__}" .'
    yield ':engine a earl:TestSubject ; dcterms:title "Maillage: the engine, in process" .'
    yield ':service a earl:TestSubject ; dcterms:title "Maillage: the service, over HTTP" .'
    yield ':run a earl:Software ; dcterms:title "make conformance" .'
    yield ""


def _suites(verdicts: Iterable[Verdict]) -> Iterator[str]:
    cases: dict[tuple[str, str], dict[Iri, None]] = {}
    for each in verdicts:
        cases.setdefault((each.suite, each.title), {})[each.case] = None
        if each.is_deprecated:
            yield f"{_short(each.case)} owl:deprecated true ."
    for (suite, title), named in cases.items():
        parts = " ,\n  ".join(map(_short, named))
        yield f":{suite} a earl:TestRequirement ; dcterms:title {n3(Literal(title))} ;"
        yield f"  dcterms:hasPart\n  {parts} ."
    yield ""


def _results(results: Iterable[tuple[bool, str]]) -> Iterator[str]:
    """One result for all assertions that say the same."""
    for number, (is_passed, info) in enumerate(results):
        outcome = f"earl:outcome earl:{'passed' if is_passed else 'failed'}"
        said = f" ; earl:info {n3(Literal(info))}" if info else ""
        yield f":result-{number} a earl:TestResult ; {outcome}{said} ."
    yield ""


def _assertions(verdicts: Iterable[Verdict], results: list[tuple[bool, str]]) -> Iterator[str]:
    for each in verdicts:
        result = f":result-{results.index((each.is_passed, each.info))}"
        yield (
            f"[] a earl:Assertion ; earl:assertedBy :run ; earl:mode earl:automatic ; "
            f"earl:subject :{each.subject} ; earl:result {result} ; earl:test {_short(each.case)} ."
        )


def _short(iri: Iri) -> str:
    return f"<{iri.value.removeprefix(PUBLISHED)}>"

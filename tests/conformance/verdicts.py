"""What came of every case, in process and over HTTP, for the conformance report."""

from collections.abc import Iterator, Mapping

from graph.terms import Iri
from tests.conformance.deviations import BY_VALUE, DEVIATIONS
from tests.conformance.earl import PUBLISHED, Verdict, report
from tests.conformance.http.evaluation import EVALUATED
from tests.conformance.http.suites import HTTP_SUITES, http_collected
from tests.conformance.suites import FOLDER, SUITES, collected

__all__ = ["known_report", "verdicts"]

ENGINE = "columnar"
_BY_VALUE = "numbers are compared by value, not by how they are written"


def verdicts(in_process: Mapping[str, str], over_http: Mapping[str, str]) -> Iterator[Verdict]:
    """The verdicts on all cases, in the order of the suites.

    Args:
        in_process: id of a case → what is wrong, for those that the engine does not pass.
        over_http: the same for the service.
    """
    for name in SUITES:
        yield from _evaluated(name, "engine", in_process)
    for name in EVALUATED:
        yield from _evaluated(name, "service", over_http)
    for name in HTTP_SUITES:
        yield from _requested(name, over_http)


def known_report() -> bytes:
    """The report if each case passes but those that are known to deviate."""
    return report(verdicts(DEVIATIONS[ENGINE], {}))


def _evaluated(name: str, subject: str, wrong: Mapping[str, str]) -> Iterator[Verdict]:
    for case in collected(name):
        note = _BY_VALUE if case.id in BY_VALUE[ENGINE] else ""
        info = wrong.get(case.id, note)
        yield Verdict(name, SUITES[name].title, _iri(case.iri), subject, case.id not in wrong, info)


def _requested(name: str, wrong: Mapping[str, str]) -> Iterator[Verdict]:
    for case in http_collected(name):
        info = wrong.get(case.id, f"its text is corrected first: {case.erratum}" if case.erratum else "")
        title, is_passed = HTTP_SUITES[name].title, case.id not in wrong
        yield Verdict(name, title, _iri(case.iri), "service", is_passed, info, case.is_deprecated)


def _iri(named: str) -> Iri:
    """The address under which the W3C publishes a case that its manifest names by its place on disk."""
    local = f"{FOLDER.as_uri()}/"
    if not named.startswith(local):
        return Iri(named)
    return Iri(PUBLISHED + named.removeprefix(local).replace(".ttl#", "#"))

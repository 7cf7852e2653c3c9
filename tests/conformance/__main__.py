"""``make conformance``: run every suite on every engine and over HTTP, print the tables, keep the report."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import MaillageError
from tests.conformance.deviations import BY_VALUE, DEVIATIONS
from tests.conformance.earl import KEPT as EARL
from tests.conformance.earl import report
from tests.conformance.engines import ENGINES
from tests.conformance.http.evaluation import EVALUATED, NOWHERE, evaluated
from tests.conformance.http.suites import HTTP_SUITES, http_outcomes
from tests.conformance.running import outcome
from tests.conformance.suites import SUITES, collected
from tests.conformance.verdicts import verdicts
from tests.serving import served

__all__ = ["KEPT", "known_counts", "main"]

KEPT = Path(__file__).with_name("counts.json")
"""What docs/reference/conformance.md says of the engine that the tests use as their reference."""


def known_counts() -> dict[str, object]:
    """What the run gives if each case passes but those that are known to deviate: the content of ``KEPT``."""
    suites = {
        name: {
            "title": suite.title,
            "cases": suite.size,
            "passed": {engine: suite.size - len(_known(name, engine)) for engine in ENGINES},
        }
        for name, suite in SUITES.items()
    }
    deviations = {engine: _reasons(engine) for engine in ENGINES}
    by_value = {engine: sorted(BY_VALUE.get(engine, ())) for engine in ENGINES}
    return {"suites": suites, "deviations": deviations, "by value": by_value}


def _known(suite: str, engine: str) -> list[str]:
    return [case.id for case in collected(suite) if case.id in DEVIATIONS[engine]]


def _reasons(engine: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for case, reason in sorted(DEVIATIONS[engine].items()):
        found.setdefault(reason, []).append(case)
    return found


def _wrong(suite: str, engine: str) -> dict[str, str]:
    """Case → what is wrong, for those that the engine does not pass."""
    found = {}
    for case in collected(suite):
        try:
            wrong = outcome(case, engine)
        except MaillageError as error:
            wrong = str(error)
        if wrong:
            found[case.id] = wrong.splitlines()[0]
    return found


def _surprises(engine: str, wrong: Mapping[str, str]) -> list[str]:
    known = DEVIATIONS[engine]
    failed = [f"{engine} {case}: {why}" for case, why in wrong.items() if case not in known]
    return failed + [f"{engine} {case}: passes" for case in known if case not in wrong]


def _line(title: str, size: int, passed: Iterable[int]) -> str:
    return f"{title:<40}{size:>7}" + "".join(f"{number:>12}" for number in passed) + "\n"


def _in_process() -> dict[str, dict[str, str]]:
    """Engine → case → what is wrong; prints a line a suite."""
    wrong: dict[str, dict[str, str]] = {engine: {} for engine in ENGINES}
    sys.stdout.write(
        f"{'in process':<40}{'cases':>7}" + "".join(f"{engine:>12}" for engine in ENGINES) + "\n"
    )
    for name, suite in SUITES.items():
        run = {engine: _wrong(name, engine) for engine in ENGINES}
        sys.stdout.write(_line(suite.title, suite.size, (suite.size - len(each) for each in run.values())))
        for engine in ENGINES:
            wrong[engine] |= run[engine]
    return wrong


def _over_http() -> dict[str, str]:
    """Case → what is wrong; prints a line a suite."""
    found: dict[str, str] = {}
    sys.stdout.write(f"{'over HTTP':<40}{'cases':>7}{'passed':>12}\n")
    with (
        TemporaryDirectory() as folder,
        served(Path(folder), default_graph="default", load_allow=NOWHERE, service_allow=NOWHERE) as server,
    ):
        for name in EVALUATED:
            outcomes = {case.id: evaluated(server, case) for case in collected(name)}
            found |= _told(SUITES[name].title, outcomes)
        for name, protocol in HTTP_SUITES.items():
            found |= _told(protocol.title, http_outcomes(server, name))
    return found


def _told(title: str, outcomes: Mapping[str, str]) -> dict[str, str]:
    wrong = {case: why.splitlines()[0] for case, why in outcomes.items() if why}
    sys.stdout.write(_line(title, len(outcomes), [len(outcomes) - len(wrong)]))
    return wrong


def main() -> int:
    """Run, print, keep; 1 where something passes or fails that should not."""
    if not collected("query"):
        sys.stderr.write("The W3C suites are not at hand; name their folder in MAILLAGE_SHARED.\n")
        return 1
    in_process, over_http = _in_process(), _over_http()
    surprises = [line for engine in ENGINES for line in _surprises(engine, in_process[engine])]
    surprises += [f"over HTTP {case}: {why}" for case, why in over_http.items()]
    sys.stdout.write("".join(f"unexpected: {line}\n" for line in surprises))
    EARL.write_bytes(report(verdicts(in_process["columnar"], over_http)))
    if not surprises:
        KEPT.write_text(json.dumps(known_counts(), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 1 if surprises else 0


if __name__ == "__main__":
    sys.exit(main())

"""``make conformance``: run every suite on every engine, print the table, keep its numbers for the docs."""

import json
import sys
from collections import Counter
from pathlib import Path

from graph.errors import MaillageError
from tests.conformance.deviations import BY_VALUE, DEVIATIONS
from tests.conformance.engines import ENGINES
from tests.conformance.running import outcome
from tests.conformance.suites import SUITES, Suite, collected

__all__ = ["KEPT", "known_counts", "main"]

KEPT = Path(__file__).with_name("counts.json")
"""What docs/reference/conformance.md is made from."""


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


def _passed(suite: str, engine: str) -> tuple[int, list[str]]:
    """How many cases pass, and what is unexpected."""
    counts: Counter[bool] = Counter()
    surprises = []
    for case in collected(suite):
        try:
            wrong = outcome(case, engine)
        except MaillageError as error:
            wrong = str(error)
        counts[not wrong] += 1
        if bool(wrong) != (case.id in DEVIATIONS[engine]):
            surprises.append(f"{engine} {case.id}: {wrong.splitlines()[0] if wrong else 'passes'}")
    return counts[True], surprises


def _line(suite: Suite, passed: list[int]) -> str:
    return f"{suite.title:<40}{suite.size:>7}" + "".join(f"{number:>12}" for number in passed)


def main() -> int:
    """Run, print, keep; 1 where something passes or fails that should not."""
    if not collected("query"):
        sys.stderr.write("The W3C suites are not at hand; name their folder in MAILLAGE_SHARED.\n")
        return 1
    write = sys.stdout.write
    write(f"{'':<40}{'cases':>7}" + "".join(f"{engine:>12}" for engine in ENGINES) + "\n")
    surprises: list[str] = []
    for name, suite in SUITES.items():
        run = [_passed(name, engine) for engine in ENGINES]
        write(_line(suite, [passed for passed, _ in run]) + "\n")
        surprises += [line for _, found in run for line in found]
    write("".join(f"unexpected: {line}\n" for line in surprises))
    if not surprises:
        KEPT.write_text(json.dumps(known_counts(), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 1 if surprises else 0


if __name__ == "__main__":
    sys.exit(main())

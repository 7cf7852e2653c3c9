"""Cases of a suite as parameters of a test, one for each engine, the known deviations marked."""

from collections.abc import Iterator

import pytest

from tests.conformance.deviations import DEVIATIONS
from tests.conformance.engines import ENGINES
from tests.conformance.suites import SUITES, collected

__all__ = ["assert_whole", "on_each_engine"]


def on_each_engine(*suites: str) -> list[object]:
    """A parameter set ``(case, engine)`` for each case of the suites on each engine."""
    return list(_each(suites))


def _each(suites: tuple[str, ...]) -> Iterator[object]:
    for engine in ENGINES:
        known = DEVIATIONS[engine]
        for case in (case for suite in suites for case in collected(suite)):
            marks = [pytest.mark.xfail(strict=True, reason=known[case.id])] if case.id in known else []
            yield pytest.param(case, engine, id=f"{engine}-{case.id}", marks=marks)


def assert_whole(suite: str) -> None:
    """Fail where the suite lacks a case; skip where the suites are not at hand."""
    if not collected(suite):
        pytest.skip("the W3C suites are not at hand (MAILLAGE_SHARED)")
    assert len({case.id for case in collected(suite)}) == SUITES[suite].size

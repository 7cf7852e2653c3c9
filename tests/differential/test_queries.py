"""Generated queries, answered by the columnar engine and by the reference, on generated data."""

from collections.abc import Callable

import pytest

from tests.differential.campaign import Campaign, campaign

_IN_EVERY_RUN = 400
_IN_ALL = 20_000


def _assert_alike(found: Campaign, number: int) -> None:
    assert not found.differences, "\n".join(map(str, found.differences))
    alike = sum(count for name, count in found.counts.items() if name.startswith("alike"))
    some = sum(count for name, count in found.counts.items() if name.endswith("some"))
    assert alike > number * 0.9, found.counts
    assert some > number * 0.3, found.counts


def test_engines_answer_alike() -> None:
    """No generated query has two answers."""
    _assert_alike(campaign(_IN_EVERY_RUN), _IN_EVERY_RUN)


@pytest.mark.slow
def test_engines_answer_alike_twenty_thousand_times(tell: Callable[[str], None]) -> None:
    """The same over 20,000 queries on 400 datasets; prints what was found and set aside."""
    found = campaign(_IN_ALL, first=1_000)

    for name, count in sorted(found.counts.items()):
        tell(f"{count:>7} {name}")
    _assert_alike(found, _IN_ALL)

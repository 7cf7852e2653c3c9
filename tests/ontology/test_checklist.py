"""The page on what is checked: complete, and true about the tests that it names."""

import re
from pathlib import Path

import pytest

_ROW = re.compile(r"^\| (\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@pytest.fixture(scope="module")
def rows(root: Path) -> dict[int, str]:
    """By number of the check, where it is tested or why it is not."""
    page = (root / "docs" / "reference" / "ontology-checklist.md").read_text("utf-8")
    return {int(number): where for number, _, where in _ROW.findall(page)}


def test_all_twenty_two_checks_are_listed(rows: dict[int, str]) -> None:
    """None is missing and none is listed twice."""
    assert list(rows) == list(range(1, 23))


def test_each_check_names_a_test_or_the_reason_why_there_is_none(rows: dict[int, str]) -> None:
    """A row without a test says so in words."""
    silent = [
        number for number, where in rows.items() if not _TEST.search(where) and not where.startswith("Not ")
    ]

    assert silent == []


def test_every_test_that_is_named_exists(rows: dict[int, str], root: Path) -> None:
    """A renamed test takes its name on the page along."""
    named = [test for where in rows.values() for test in _TEST.findall(where)]

    missing = [
        (file, name) for file, name in named if f"\ndef {name}(" not in (root / file).read_text("utf-8")
    ]

    assert len(named) > 40
    assert missing == []

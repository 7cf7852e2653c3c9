"""Patterns that share no variable, with OPTIONALs and conditions across them, against the reference."""

from random import Random

import pytest

from tests.differential.apart import query, skewed
from tests.differential.compare import verdict
from tests.differential.queries import PROLOGUE
from tests.differential.reference import Reference
from tests.differential.subject import Subject

_QUERIES_A_DATASET = 25


def _check(seeds: range) -> int:
    """Hold the engine to the reference on a dataset a seed; gives how many queries had solutions."""
    reference, answered = Reference(), 0
    try:
        for seed in seeds:
            random = Random(seed)
            data = skewed(random)
            subject = Subject(data)
            for _ in range(_QUERIES_A_DATASET):
                text = PROLOGUE + query(random)
                theirs = reference.ask(data, text)
                if theirs.kind != "rows":
                    continue
                wrong = verdict(subject.ask(text), theirs)
                assert not wrong, (seed, text, wrong)
                answered += bool(theirs.rows)
    finally:
        reference.close()
    return answered


def test_patterns_apart_are_answered_as_the_reference_does() -> None:
    """No row is lost or added where patterns are crossed below an OPTIONAL."""
    assert _check(range(8)) > 8 * _QUERIES_A_DATASET / 6


@pytest.mark.slow
def test_patterns_apart_are_answered_as_the_reference_does_on_much_data() -> None:
    """The same on 150 datasets."""
    assert _check(range(100, 250)) > 150 * _QUERIES_A_DATASET / 6

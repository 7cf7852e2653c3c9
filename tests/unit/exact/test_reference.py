"""Two evaluators agree on thousands of expressions, or a clause decides between them."""

from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest

from tests.unit.exact.asking import result
from tests.unit.exact.reference import (
    CONSTANTS,
    RESOLVED,
    SIGNS,
    Case,
    Resolved,
    case_of,
    is_same,
    reference_results,
)

_PREFIXED = """
STR LANG LANGDIR DATATYPE IRI ABS CEIL FLOOR ROUND STRLEN UCASE LCASE ENCODE_FOR_URI YEAR MONTH DAY
HOURS MINUTES SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384 SHA512 isIRI isBLANK isLITERAL isNUMERIC
hasLANG hasLANGDIR isTRIPLE SUBJECT PREDICATE OBJECT COALESCE CONCAT xsd:string xsd:boolean
xsd:integer xsd:decimal xsd:double xsd:float xsd:dateTime xsd:date xsd:time xsd:gYear xsd:gYearMonth
xsd:gMonth xsd:gMonthDay xsd:gDay xsd:duration xsd:dayTimeDuration xsd:yearMonthDuration
"""
_OF_TWO = """
LANGMATCHES CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLANG STRDT sameTerm REGEX SUBSTR CONCAT
COALESCE
"""
PREFIXED = _PREFIXED.split()
OF_TWO = _OF_TWO.split()
OF_THREE = ["SUBSTR", "REPLACE", "IF", "STRLANGDIR", "TRIPLE", "REGEX"]
AT_ONCE = 100


def _of_one() -> list[Case]:
    names = ["unary +", "unary -", "unary !", *PREFIXED]
    return [case_of(name, constant) for name in names for constant in CONSTANTS]


def _of_several(chance: Random, pool: list[str]) -> Iterator[Case]:
    """Operators and functions of two and three arguments from the pool, without an end."""
    names = [(name, 2) for name in (*SIGNS, *OF_TWO)] + [(name, 3) for name in ("IN", "NOT IN", *OF_THREE)]
    while True:
        name, count = chance.choice(names)
        yield case_of(name, *chance.choices(pool, k=count))


def _differing(cases: list[Case]) -> Iterator[tuple[Case, bool]]:
    """Each case, and whether the two evaluators differ."""
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        for case, theirs in zip(some, reference_results([case.text for case in some]), strict=True):
            yield case, not is_same(result(case.text), theirs)


def _unresolved(cases: list[Case]) -> list[str]:
    return [
        case.text
        for case, differs in _differing(cases)
        if differs and not any(resolved.applies(case) for resolved in RESOLVED)
    ]


def test_every_function_agrees_on_every_constant() -> None:
    """Or the difference is among the resolved ones."""
    cases = _of_one()

    assert len(cases) > 4500
    assert _unresolved(cases) == []


@pytest.mark.parametrize("samples", [2000, pytest.param(40_000, marks=pytest.mark.slow)])
def test_operators_and_functions_agree_on_samples(samples: int) -> None:
    """Types by types, at random."""
    chance = Random(20)  # noqa: S311 - the same cases each time
    cases = list(islice(_of_several(chance, CONSTANTS), samples))

    assert _unresolved(cases) == []


@pytest.mark.parametrize("samples", [1000, pytest.param(20_000, marks=pytest.mark.slow)])
def test_nested_expressions_agree(samples: int) -> None:
    """Made of what the evaluators agree on and no clause is about."""
    chance = Random(21)  # noqa: S311 - the same cases each time
    inner = list(islice(_of_several(chance, CONSTANTS), 2000 + samples // 10))
    agreed = [
        case.text
        for case, differs in _differing(inner)
        if not differs and not any(resolved.applies(case) for resolved in RESOLVED)
    ]
    whole = [text for text in agreed if result(text) is not None]

    assert len(whole) > 400
    assert _unresolved(list(islice(_of_several(chance, whole), samples))) == []


@pytest.mark.parametrize("resolved", RESOLVED, ids=lambda each: each.why)
def test_each_resolved_difference_is_there(resolved: Resolved) -> None:
    """A list that only grows would hide what has been mended."""
    case = case_of(*resolved.example)

    ((_, differs),) = _differing([case])

    assert resolved.applies(case)
    assert differs

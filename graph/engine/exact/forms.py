"""Functional forms: what decides itself which arguments to evaluate, and what becomes of their errors.

https://www.w3.org/TR/sparql11-query/#func-forms
"""

from collections.abc import Callable, Sequence
from typing import Any

from graph.engine.exact.code import Code, Row, from_truth
from graph.engine.exact.compare import equal
from graph.engine.exact.failure import ExpressionError

__all__ = ["FORMS"]

Form = Callable[[Sequence[Code]], Code]


def _either(parts: Sequence[Code]) -> Code:
    """``||``: true if one is, whatever else is in error (https://www.w3.org/TR/sparql11-query/#func-logical-or)."""
    tests = tuple(part.truth for part in parts)
    return from_truth(lambda row: _decided(tests, row, is_decisive=True))


def _all(parts: Sequence[Code]) -> Code:
    """``&&``: false if one is (https://www.w3.org/TR/sparql11-query/#func-logical-and)."""
    tests = tuple(part.truth for part in parts)
    return from_truth(lambda row: _decided(tests, row, is_decisive=False))


def _decided(tests: Sequence[Callable[[Row], bool]], row: Row, *, is_decisive: bool) -> bool:
    failure: ExpressionError | None = None
    for test in tests:
        try:
            if test(row) is is_decisive:
                return is_decisive
        except ExpressionError as error:
            failure = error
    if failure is not None:
        raise failure
    return not is_decisive


def _not(parts: Sequence[Code]) -> Code:
    (part,) = parts
    test = part.truth
    return from_truth(lambda row: not test(row))


def _if(parts: Sequence[Code]) -> Code:
    """https://www.w3.org/TR/sparql11-query/#func-if."""
    condition, then, otherwise = parts
    test = condition.truth

    def chosen(form: str) -> Callable[[Row], Any]:
        one, two = getattr(then, form), getattr(otherwise, form)
        return lambda row: one(row) if test(row) else two(row)

    return Code(chosen("term"), chosen("value"), chosen("truth"))


def _coalesce(parts: Sequence[Code]) -> Code:
    """The first without an error (https://www.w3.org/TR/sparql11-query/#func-coalesce)."""

    def first(form: str) -> Callable[[Row], Any]:
        runs = tuple(getattr(part, form) for part in parts)
        return lambda row: _first(runs, row)

    value = first("value")
    terms = tuple(part.term for part in parts)
    is_true = tuple(part for part in parts)
    return Code(lambda row: _first(terms, row), value, lambda row: _first_truth(is_true, row))


def _first(runs: Sequence[Callable[[Row], Any]], row: Row) -> Any:
    for run in runs:
        try:
            return run(row)
        except ExpressionError:
            continue
    raise ExpressionError("COALESCE has no argument without an error")


def _first_truth(parts: Sequence[Code], row: Row) -> bool:
    """The truth of the first that has a value: one without a truth still ends the search."""
    for part in parts:
        try:
            part.value(row)
        except ExpressionError:
            continue
        return part.truth(row)
    raise ExpressionError("COALESCE has no argument without an error")


def _in(parts: Sequence[Code]) -> Code:
    """Equal to one of them (https://www.w3.org/TR/sparql11-query/#func-in)."""
    wanted, *others = (part.value for part in parts)
    return from_truth(lambda row: _is_in(wanted, others, row))


def _not_in(parts: Sequence[Code]) -> Code:
    wanted, *others = (part.value for part in parts)
    return from_truth(lambda row: not _is_in(wanted, others, row))


def _is_in(wanted: Callable[[Row], Any], others: Sequence[Callable[[Row], Any]], row: Row) -> bool:
    value = wanted(row)
    failure: ExpressionError | None = None
    for other in others:
        try:
            if equal(value, other(row)):
                return True
        except ExpressionError as error:
            failure = error
    if failure is not None:
        raise failure
    return False


FORMS: dict[str, Form] = {
    "||": _either,
    "&&": _all,
    "!": _not,
    "IF": _if,
    "COALESCE": _coalesce,
    "IN": _in,
    "NOT IN": _not_in,
}
"""Keyword or sign → what compiles it."""

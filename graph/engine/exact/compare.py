"""``=`` and ``<`` on values, with the errors that the recommendation asks for.

The rows of https://www.w3.org/TR/sparql11-query/#OperatorMapping, extended where XPath has the operator
(dates, times, durations), and below them RDFterm-equal as SPARQL 1.2 words it
(https://www.w3.org/TR/sparql12-query/#func-sameValue): literals of known datatypes with different values are
unequal; where a literal is ill-typed or its datatype unknown, only the same term is surely equal. A string
with a language never equals any other literal.
"""

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from graph.engine.exact.durations import Duration, compared_durations
from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.moments import Moment, compared
from graph.engine.exact.numerals import Number, Single, to_double, to_single
from graph.engine.exact.values import NUMBERS, Value, as_value
from graph.terms import Literal, Term, TripleTerm

__all__ = [
    "COMPARISONS",
    "equal",
    "greater",
    "greater_or_equal",
    "less",
    "less_or_equal",
    "promoted",
    "same_term",
]

_PLAIN = frozenset({int, str, bool, float, Single, Decimal})


def promoted(first: Number, second: Number) -> tuple[Number, Number]:
    """Both numbers in the type they meet in (https://www.w3.org/TR/xpath-31/#promotion).

    Integers and decimals stay as they are: Python compares and computes them exactly.
    """
    kinds = {type(first), type(second)}
    if float in kinds:
        return to_double(first), to_double(second)
    if Single in kinds:
        return to_single(first), to_single(second)
    return first, second


def same_term(first: Term, second: Term) -> bool:
    """Whether both are the same RDF term; language tags in any case.

    https://www.w3.org/TR/rdf12-concepts/#dfn-rdf-term-equality
    """
    if first == second:
        return True
    if type(first) is Literal and type(second) is Literal:
        return first.value == second.value and _marks(first) == _marks(second) and bool(first.language)
    if type(first) is TripleTerm and type(second) is TripleTerm:
        return (
            first.subject == second.subject
            and first.predicate == second.predicate
            and same_term(first.object, second.object)
        )
    return False


def equal(first: Value, second: Value) -> bool:
    """``first = second``.

    Raises:
        ExpressionError: it can't be known.
    """
    kind, other = type(first), type(second)
    if kind is other and kind in _PLAIN:
        return first == second
    if kind in NUMBERS and other in NUMBERS:
        one, two = promoted(first, second)  # type: ignore[arg-type]
        return one == two
    if kind is other:
        return _equal_kind(first, second)
    if kind is Literal or other is Literal:
        return _equal_literal(first, second)
    return False


def _equal_kind(first: Value, second: Value) -> bool:
    """Both are of one Python type that has no plain equality, or are terms."""
    if type(first) is Moment and type(second) is Moment:
        return first.kind == second.kind and compared(first, second) == 0
    if type(first) is Duration and type(second) is Duration:
        return first.months == second.months and first.seconds == second.seconds
    if type(first) is Literal and type(second) is Literal:
        return same_term(first, second) or _equal_literal(first, second)
    if type(first) is TripleTerm and type(second) is TripleTerm:
        return _equal_triples(first, second)
    return first == second


def _equal_literal(first: Value, second: Value) -> bool:
    """One or both are literals without a value here, and not the same term."""
    for value in (first, second):
        if type(value) not in _PLAIN and not isinstance(value, Literal | Moment | Duration):
            return False
    if _has_language(first) or _has_language(second):
        return False
    raise ExpressionError("literals of unknown or ill-formed values can't be compared")


def _equal_triples(first: TripleTerm, second: TripleTerm) -> bool:
    """All parts equal; a part that is unequal decides, whatever else is in error."""
    if first.subject != second.subject or first.predicate != second.predicate:
        return False
    return equal(as_value(first.object), as_value(second.object))


def _has_language(value: Value) -> bool:
    return type(value) is Literal and bool(value.language)


def _marks(literal: Literal) -> tuple[str, str, str]:
    return literal.datatype, literal.language.lower(), literal.direction


def _comparison(relation: Callable[[Any, Any], Any]) -> Callable[[Value, Value], bool]:
    """The operator on values, from what it is on Python's."""

    def compare(first: Value, second: Value) -> bool:
        kind, other = type(first), type(second)
        if kind is other and kind in _PLAIN:
            return bool(relation(first, second))
        if kind in NUMBERS and other in NUMBERS:
            return bool(relation(*promoted(first, second)))  # type: ignore[arg-type]
        if type(first) is Moment and type(second) is Moment and first.kind == second.kind:
            return bool(relation(compared(first, second), 0))
        if type(first) is Duration and type(second) is Duration:
            return bool(relation(compared_durations(first, second), 0))
        raise ExpressionError("no order is defined between these")

    return compare


less = _comparison(operator.lt)
less_or_equal = _comparison(operator.le)
greater = _comparison(operator.gt)
greater_or_equal = _comparison(operator.ge)

COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "=": equal,
    "!=": lambda first, second: not equal(first, second),
    "<": less,
    "<=": less_or_equal,
    ">": greater,
    ">=": greater_or_equal,
}
"""Sign → operator."""

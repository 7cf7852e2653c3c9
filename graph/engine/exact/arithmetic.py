"""Arithmetic and rounding (https://www.w3.org/TR/xpath-functions-31/#op.numeric).

Integers and decimals are exact; a quotient of theirs has 18 digits after the point (more if an operand has),
what lies beyond is cut off. Floats and doubles follow IEEE 754.
"""

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, Context, Decimal, DecimalException
from functools import lru_cache
from math import copysign, inf, isinf, isnan, nan

from graph.engine.exact.compare import promoted
from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.numerals import DIGITS_LIMIT, EXACT, Number, Single, checked_integer, single
from graph.engine.exact.spans import SPANS
from graph.engine.exact.values import NUMBERS, Value

__all__ = ["OPERATORS", "absolute", "ceiling", "divided", "floor", "negated", "plus", "rounded", "unchanged"]

_QUOTIENT_DIGITS = 18
_HALF = Decimal("0.5")


def _number(value: Value) -> Number:
    if type(value) in NUMBERS:
        return value  # type: ignore[return-value]
    raise ExpressionError("this is no number")


def _operator(
    sign: str,
    integers: Callable[[int, int], Value],
    decimals: Callable[[Decimal, Decimal], Value],
    doubles: Callable[[float, float], float],
) -> Callable[[Value, Value], Value]:
    """The operator on values, from what it is on each type that two numbers can meet in."""

    def operate(first: Value, second: Value) -> Value:
        if type(first) is int and type(second) is int:
            return integers(first, second)
        if type(first) not in NUMBERS or type(second) not in NUMBERS:
            return _on_spans(sign, first, second)
        one, two = promoted(first, second)  # type: ignore[arg-type]
        if isinstance(one, float) and isinstance(two, float):
            result = doubles(one, two)
            return single(result) if type(one) is Single else result
        try:
            return decimals(Decimal(one), Decimal(two))
        except DecimalException as error:
            raise ExpressionError("the decimal is too long") from error

    return operate


def _on_spans(sign: str, first: Value, second: Value) -> Value:
    operation = SPANS.get((sign, type(first), type(second)))
    if operation is None:
        raise ExpressionError(f"{sign} is not defined on these")
    try:
        return operation(first, second)
    except (DecimalException, ValueError, OverflowError) as error:
        raise ExpressionError("the time or duration is out of range") from error


def divided(first: Decimal, second: Decimal) -> Decimal:
    """The quotient, cut off after 18 digits or as many as an operand has.

    Raises:
        ExpressionError: the divisor is 0, or the quotient is too long.
    """
    if not second:
        raise ExpressionError("division by zero")
    places = max(_QUOTIENT_DIGITS, -_exponent(first), -_exponent(second))
    room = places + first.adjusted() - second.adjusted() + 2
    if room > DIGITS_LIMIT:
        raise ExpressionError("the quotient is too long")
    quotient = _cutting(max(room, 1)).divide(first, second)
    return _cutting(DIGITS_LIMIT).quantize(quotient, Decimal(1).scaleb(-places))


@lru_cache
def _cutting(digits: int) -> Context:
    """Where what lies beyond that many digits is cut off."""
    return Context(prec=digits, rounding=ROUND_DOWN, Emax=EXACT.Emax, Emin=EXACT.Emin, traps=[])


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _float_divided(first: float, second: float) -> float:
    if second:
        return first / second
    if not first or isnan(first) or isnan(second):
        return nan
    return copysign(inf, first) * copysign(1.0, second)


plus = _operator("+", lambda one, two: checked_integer(one + two), EXACT.add, lambda one, two: one + two)
_minus = _operator(
    "-", lambda one, two: checked_integer(one - two), EXACT.subtract, lambda one, two: one - two
)
_times = _operator(
    "*", lambda one, two: checked_integer(one * two), EXACT.multiply, lambda one, two: one * two
)
_over = _operator("/", lambda one, two: divided(Decimal(one), Decimal(two)), divided, _float_divided)

OPERATORS: dict[str, Callable[[Value, Value], Value]] = {"+": plus, "-": _minus, "*": _times, "/": _over}
"""Sign → operator on two values."""


def unchanged(value: Value) -> Number:
    """``+ value``: a derived integer becomes xsd:integer."""
    return _number(value)


def negated(value: Value) -> Number:
    """``- value``."""
    number = _number(value)
    if type(number) is Single:
        return Single(-number)
    return number.copy_negate() if isinstance(number, Decimal) else -number


def absolute(value: Value) -> Number:
    """https://www.w3.org/TR/xpath-functions-31/#func-abs."""
    number = _number(value)
    if type(number) is Single:
        return Single(abs(number))
    return number.copy_abs() if isinstance(number, Decimal) else abs(number)


def ceiling(value: Value) -> Number:
    """https://www.w3.org/TR/xpath-functions-31/#func-ceiling."""
    return _whole(_number(value), math.ceil)


def floor(value: Value) -> Number:
    """https://www.w3.org/TR/xpath-functions-31/#func-floor."""
    return _whole(_number(value), math.floor)


def rounded(value: Value) -> Number:
    """To the nearest whole number, the greater of two (https://www.w3.org/TR/xpath-functions-31/#func-round).

    >>> rounded(Decimal("2.5")), rounded(Decimal("-2.5"))
    (Decimal('3'), Decimal('-2'))
    """
    return _whole(_number(value), _round)


def _round(number: Decimal | float) -> int:
    low = math.floor(number)
    rest = EXACT.subtract(number, low) if isinstance(number, Decimal) else number - low
    return low + 1 if rest >= (_HALF if isinstance(number, Decimal) else 0.5) else low


def _whole(number: Number, to_integer: Callable[[Decimal | float], int]) -> Number:
    """The number made whole in its own type; a zero keeps the sign of what it came from."""
    if type(number) is int:
        return number
    if isinstance(number, Decimal):
        return Decimal(to_integer(number))
    if isnan(number) or isinf(number):
        return number
    whole = copysign(float(to_integer(number)), number)
    return Single(whole) if type(number) is Single else whole

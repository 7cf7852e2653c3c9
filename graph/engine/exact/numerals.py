"""Numbers as Python values, and their lexical forms.

xsd:integer and what derives from it is ``int``, xsd:decimal ``Decimal``, xsd:double ``float``, xsd:float
``Single``. Written numbers are canonical by XML Schema 1.1: ``3``, ``2.5``, ``2`` (a decimal without a
fraction has no point), ``1.0E21``, ``INF``.
"""

import re
from collections.abc import Callable
from ctypes import c_float
from decimal import Context, Decimal, Inexact, Overflow
from fractions import Fraction
from math import inf, isinf, isnan, nan

import numpy as np

from graph.engine.exact.failure import ExpressionError

__all__ = [
    "DIGITS_LIMIT",
    "EXACT",
    "INTEGERS",
    "Number",
    "Single",
    "checked_integer",
    "decimal_lexical",
    "double_lexical",
    "integer_reader",
    "read_decimal",
    "read_double",
    "read_single",
    "single",
    "to_double",
    "to_single",
]

DIGITS_LIMIT = 4000
"""Digits that integers and decimals may have; beyond, operations overflow (XPath's FOAR0002)."""

EXACT = Context(prec=DIGITS_LIMIT, Emax=999_999, Emin=-999_999, traps=[Inexact, Overflow])
"""Where decimals are computed: an operation is exact, or an error."""

_BITS_LIMIT = int(DIGITS_LIMIT * 3.3219)
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_SPECIAL = {"INF": inf, "+INF": inf, "-INF": -inf, "NaN": nan}


class Single(float):
    """A value of xsd:float: a double that single precision can hold."""

    __slots__ = ()


Number = int | Decimal | Single | float

INTEGERS = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "nonNegativeInteger": (0, None),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "positiveInteger": (1, None),
}
"""Local name → least and greatest value (https://www.w3.org/TR/xmlschema11-2/#integer and below)."""


def integer_reader(name: str) -> Callable[[str], int]:
    """What reads the lexical forms of that type of integer, and raises ValueError for others."""
    least, greatest = INTEGERS[name]

    def read(lexical: str) -> int:
        if not _INTEGER.fullmatch(lexical) or len(lexical) > DIGITS_LIMIT:
            raise ValueError(lexical)
        value = int(lexical)
        if (least is not None and value < least) or (greatest is not None and value > greatest):
            raise ValueError(lexical)
        return value

    return read


def read_decimal(lexical: str) -> Decimal:
    """The value of an xsd:decimal; ValueError for what is none."""
    if not _DECIMAL.fullmatch(lexical) or len(lexical) > DIGITS_LIMIT:
        raise ValueError(lexical)
    return Decimal(lexical)


def read_double(lexical: str) -> float:
    """The value of an xsd:double; ValueError for what is none."""
    if _DOUBLE.fullmatch(lexical):
        return float(lexical)
    if lexical in _SPECIAL:
        return _SPECIAL[lexical]
    raise ValueError(lexical)


def read_single(lexical: str) -> Single:
    """The value of an xsd:float, rounded once; ValueError for what is none."""
    double = read_double(lexical)
    near = single(double)
    if isinf(double) or isnan(double) or near == double:
        return near
    return _nearest(near, double, lambda: Fraction(lexical))


def single(double: float) -> Single:
    """The nearest value of single precision; beyond its range infinity."""
    return Single(c_float(double).value)


def _nearest(near: Single, double: float, exact: Callable[[], Fraction]) -> Single:
    """Mend a rounding from exact to double to single, which is wrong where the double is a tie."""
    step = float(np.nextafter(np.float32(near), np.float32(inf if double > near else -inf)))
    if isinf(step) or isinf(near) or (near + step) / 2 != double:
        return near
    value = exact()
    if value == double:
        return near
    is_up = value > double
    return Single(max(near, step) if is_up else min(near, step))


def to_double(number: Number) -> float:
    """The number as xsd:double; beyond its range infinity."""
    if type(number) is float:
        return number
    try:
        return float(number)
    except OverflowError:
        return inf if number > 0 else -inf


def to_single(number: Number) -> Single:
    """The number as xsd:float; beyond its range infinity."""
    if type(number) is Single:
        return number
    double = to_double(number)
    near = single(double)
    if type(number) is float or near == double or isinf(double):
        return near
    return _nearest(near, double, lambda: Fraction(number))


def checked_integer(number: int) -> int:
    """The number, unless it is too large to go on with."""
    if number.bit_length() > _BITS_LIMIT:
        raise ExpressionError("the integer is too large")
    return number


def decimal_lexical(number: Decimal) -> str:
    """The canonical lexical form (https://www.w3.org/TR/xmlschema11-2/#f-decimalCanmap).

    >>> decimal_lexical(Decimal("2.50")), decimal_lexical(Decimal("2.0")), decimal_lexical(Decimal("-0.0"))
    ('2.5', '2', '0')
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def double_lexical(number: float) -> str:
    """The canonical lexical form (https://www.w3.org/TR/xmlschema11-2/#f-doubleCanmap).

    >>> double_lexical(1e21), double_lexical(-0.5), double_lexical(0.0), double_lexical(single(0.1))
    ('1.0E21', '-5.0E-1', '0.0E0', '1.0E-1')
    """
    if isnan(number):
        return "NaN"
    if isinf(number):
        return "INF" if number > 0 else "-INF"
    shortest = str(np.float32(number)) if type(number) is Single else repr(float(number))
    sign = "-" if shortest[0] == "-" else ""
    mantissa, _, exponent = shortest.removeprefix("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    if not digits:
        return f"{sign}0.0E0"
    power = int(exponent or 0) + len(digits) - 1 - len(fraction)
    return f"{sign}{digits[0]}.{digits[1:].rstrip('0') or '0'}E{power}"

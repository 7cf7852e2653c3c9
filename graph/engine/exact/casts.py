"""Constructor functions (https://www.w3.org/TR/sparql11-query/#FunctionMapping).

Beyond SPARQL's seven types they make every type that has values here, by XPath's casting rules
(https://www.w3.org/TR/xpath-functions-31/#casting). A string is stripped of white space around it first.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from math import isinf, isnan

from graph.engine.exact.durations import DURATIONS, Duration
from graph.engine.exact.ebv import truth
from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.moments import KINDS, Moment
from graph.engine.exact.numerals import (
    INTEGERS,
    Number,
    decimal_lexical,
    double_lexical,
    to_double,
    to_single,
)
from graph.engine.exact.values import NUMBERS, READERS, Value, as_term
from graph.terms import XSD, XSD_STRING, Iri, Literal

__all__ = ["CASTS", "to_string"]

_SPACE = " \t\r\n"
_PLAIN_FROM, _PLAIN_BELOW = 1e-6, 1e6
_PARTS = {
    "dateTime": frozenset(KINDS),
    "date": frozenset(KINDS) - {"time"},
    "time": frozenset({"time"}),
}
"""Kind of moment → what it can be cast to; others only to themselves."""


def to_string(value: Value) -> str:
    """xsd:string of anything but blank nodes and triple terms; numbers as XPath writes them.

    >>> to_string(1e0), to_string(1.5e7), to_string(Decimal("2.50")), to_string(True)
    ('1', '1.5E7', '2.5', 'true')
    """
    if type(value) is str:
        return value
    if isinstance(value, float):
        return _float_string(value)
    if isinstance(value, Iri):
        return value.value
    term = as_term(value)
    if type(term) is Literal:
        return term.value
    raise ExpressionError("this can't become a string")


def _float_string(number: float) -> str:
    """https://www.w3.org/TR/xpath-functions-31/#casting-to-string."""
    if number == 0:
        return "-0" if str(number) == "-0.0" else "0"
    lexical = double_lexical(number)
    if _PLAIN_FROM <= abs(number) < _PLAIN_BELOW:
        return decimal_lexical(Decimal(lexical))
    return lexical


def _from_string(datatype: str, value: str) -> Value:
    try:
        return READERS[datatype](value.strip(_SPACE))
    except ValueError as error:
        raise ExpressionError(f"this can't become a {datatype}") from error


def _number(value: Value) -> Number:
    """A number, or a boolean as 1 or 0."""
    if type(value) is bool:
        return int(value)
    if type(value) in NUMBERS:
        return value  # type: ignore[return-value]
    raise ExpressionError("this can't become a number")


def _finite(number: Number) -> Number:
    if isinstance(number, float) and (isnan(number) or isinf(number)):
        raise ExpressionError("NaN and infinity are no decimals")
    return number


def _to_integer(value: Value) -> int:
    return int(_finite(_number(value)))


def _to_derived(name: str, value: Value) -> Value:
    number = _to_integer(value)
    least, greatest = INTEGERS[name]
    if (least is not None and number < least) or (greatest is not None and number > greatest):
        raise ExpressionError(f"the number is out of the range of xsd:{name}")
    return Literal(str(number), XSD + name)


def _to_boolean(value: Value) -> bool:
    return truth(_number(value))


def _to_moment(kind: str, value: Value) -> Moment:
    if type(value) is Moment and (value.kind == kind or kind in _PARTS.get(value.kind, ())):
        return _only(kind, value)
    raise ExpressionError(f"this can't become a {kind}")


def _only(kind: str, moment: Moment) -> Moment:
    """The moment with the parts that the kind has; the others take the values of every such moment."""
    if moment.kind == kind:
        return moment
    lexical = {
        "dateTime": lambda: f"{Moment('date', *_day(moment), 0, 0, 0, None).lexical()}T00:00:00",
        "date": lambda: Moment("date", *_day(moment), 0, 0, 0, None).lexical(),
    }
    bare = Moment(kind, *_day(moment), moment.hour, moment.minute, moment.second, None)
    text = lexical.get(kind, bare.lexical)()
    zone = Moment("gYear", 1972, 1, 1, 0, 0, 0, moment.zone).lexical()[4:]
    return READERS[XSD + kind](text + zone)  # type: ignore[return-value]


def _day(moment: Moment) -> tuple[int, int, int]:
    return moment.year, moment.month, moment.day


def _to_duration(kind: str, value: Value) -> Duration:
    if type(value) is not Duration:
        raise ExpressionError(f"this can't become a {kind}")
    months = 0 if kind == "dayTimeDuration" else value.months
    seconds = Decimal(0) if kind == "yearMonthDuration" else value.seconds
    return Duration(kind, months, seconds)


def _cast(datatype: str, convert: Callable[[Value], Value]) -> Callable[[Value], Value]:
    def cast(value: Value) -> Value:
        return convert(_from_string(datatype, value) if type(value) is str else value)

    return cast


_CONVERSIONS: dict[str, Callable[[Value], Value]] = {
    "boolean": lambda value: value if type(value) is bool else _to_boolean(value),
    "integer": _to_integer,
    "decimal": lambda value: Decimal(_finite(_number(value))),
    "double": lambda value: to_double(_number(value)),
    "float": lambda value: to_single(_number(value)),
    **{name: partial(_to_derived, name) for name in INTEGERS if name != "integer"},
    **{kind: partial(_to_moment, kind) for kind in KINDS},
    **{kind: partial(_to_duration, kind) for kind in DURATIONS},
}

CASTS: dict[str, Callable[[Value], Value]] = {
    XSD_STRING: to_string,
    **{XSD + name: _cast(XSD + name, convert) for name, convert in _CONVERSIONS.items()},
}
"""IRI of a constructor function → the function on one value."""

"""From terms to the values they denote, and back.

A value is ``int``, ``Decimal``, ``float``, ``Single``, ``bool``, ``str`` (xsd:string), ``Moment``,
``Duration``; or the term itself: an IRI, a blank node, a triple term, a string with a language, a literal of
a datatype unknown here, and one that is ill-typed.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial

from graph.engine.exact.durations import DURATIONS, Duration, read_duration
from graph.engine.exact.moments import KINDS, Moment, read_moment
from graph.engine.exact.numerals import (
    INTEGERS,
    Number,
    Single,
    decimal_lexical,
    double_lexical,
    integer_reader,
    read_decimal,
    read_double,
    read_single,
)
from graph.engine.exact.text import CACHED_LENGTH, MOST_CACHED, term_of
from graph.terms import XSD, XSD_STRING, Literal, Term

__all__ = [
    "FALSE",
    "NUMBERS",
    "NUMERIC_DATATYPES",
    "READERS",
    "TRUE",
    "XSD_BOOLEAN",
    "XSD_DECIMAL",
    "XSD_DOUBLE",
    "XSD_FLOAT",
    "XSD_INTEGER",
    "Value",
    "as_term",
    "as_value",
    "value_of_text",
]

Value = Number | bool | str | Moment | Duration | Term

XSD_BOOLEAN = f"{XSD}boolean"
XSD_DECIMAL = f"{XSD}decimal"
XSD_DOUBLE = f"{XSD}double"
XSD_FLOAT = f"{XSD}float"
XSD_INTEGER = f"{XSD}integer"
TRUE = Literal("true", XSD_BOOLEAN)
FALSE = Literal("false", XSD_BOOLEAN)
NUMBERS = frozenset({int, Decimal, float, Single})
"""The types of numeric values; ``bool`` is none of them."""

NUMERIC_DATATYPES = frozenset({XSD_DECIMAL, XSD_DOUBLE, XSD_FLOAT, *(XSD + name for name in INTEGERS)})
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def _read_boolean(lexical: str) -> bool:
    if lexical not in _BOOLEANS:
        raise ValueError(lexical)
    return _BOOLEANS[lexical]


def _read_stamp(lexical: str) -> Moment:
    moment = read_moment("dateTime", lexical)
    if moment.zone is None:
        raise ValueError(lexical)
    return moment


READERS: dict[str, Callable[[str], Value]] = {
    XSD_STRING: str,
    XSD_BOOLEAN: _read_boolean,
    XSD_DECIMAL: read_decimal,
    XSD_DOUBLE: read_double,
    XSD_FLOAT: read_single,
    f"{XSD}dateTimeStamp": _read_stamp,
    **{XSD + name: integer_reader(name) for name in INTEGERS},
    **{XSD + kind: partial(read_moment, kind) for kind in KINDS},
    **{XSD + kind: partial(read_duration, kind) for kind in DURATIONS},
}
"""Datatype → what reads its lexical forms, and raises ValueError for others."""


def as_value(term: Term) -> Value:
    """What the term denotes; an ill-typed literal denotes itself."""
    if type(term) is not Literal:
        return term
    if term.datatype == XSD_STRING:
        return term.value
    read = _cached if len(term.value) <= CACHED_LENGTH else _read
    value = read(term.value, term.datatype)
    return term if value is None else value


def _read(lexical: str, datatype: str) -> Value | None:
    reader = READERS.get(datatype)
    if reader is None:
        return None
    try:
        return reader(lexical)
    except ValueError:
        return None


_cached = lru_cache(MOST_CACHED)(_read)


@lru_cache(MOST_CACHED)
def _short_text_value(text: str) -> Value:
    return as_value(term_of(text))


def value_of_text(text: str) -> Value:
    """What the term denotes that the text stands for."""
    return _short_text_value(text) if len(text) <= CACHED_LENGTH else as_value(term_of(text))


_TERMS: dict[type, Callable[..., Literal]] = {
    str: Literal,
    bool: lambda value: TRUE if value else FALSE,
    int: lambda value: Literal(str(value), XSD_INTEGER),
    Decimal: lambda value: Literal(decimal_lexical(value), XSD_DECIMAL),
    float: lambda value: Literal(double_lexical(value), XSD_DOUBLE),
    Single: lambda value: Literal(double_lexical(value), XSD_FLOAT),
    Moment: lambda value: Literal(value.lexical(), value.datatype),
    Duration: lambda value: Literal(value.lexical(), value.datatype),
}


def as_term(value: Value) -> Term:
    """The term that denotes the value, in canonical form; terms come back as they are."""
    maker = _TERMS.get(type(value))
    return value if maker is None else maker(value)  # type: ignore[return-value]

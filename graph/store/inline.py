"""Literals that an id holds by itself: their payloads, here in Python and in ``graph.store.macros`` in SQL.

A literal is inlined only if rendering its payload gives the very same lexical form, so that every form
survives. Payloads, after which the ids of one tag sort as the values do:

* integer: the value, up to 17 digits; boolean: 0 or 1.
* decimal: mantissa × 8 + scale. Trailing zeros count, so ``1.5`` and ``1.50`` are two ids.
* date: days since 1970-01-01.
* dateTime, in UTC or without zone: microseconds since 1970-01-01T00:00:00 × 8 + digits of the fraction.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from graph.store.ids import Tag, number_of, tag_of, tagged
from graph.store.lexical import is_numeric, is_temporal, xsd
from graph.terms import XSD_STRING, BlankNode, Iri, Literal, Term, TripleTerm

__all__ = [
    "INLINED_DATATYPES",
    "INLINED_FORMS",
    "LAST_YEAR",
    "dictionary_tag",
    "inlined",
    "inlined_term",
    "is_inlined",
]

INLINED_DATATYPES = {
    Tag.INTEGER: xsd("integer"),
    Tag.DECIMAL: xsd("decimal"),
    Tag.BOOLEAN: xsd("boolean"),
    Tag.DATE: xsd("date"),
    Tag.DATETIME_UTC: xsd("dateTime"),
    Tag.DATETIME: xsd("dateTime"),
}
"""Tags whose payload is the value itself, and the datatypes they stand for."""

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
INLINED_FORMS = {
    Tag.INTEGER: "0|-?[1-9][0-9]{0,16}",
    Tag.DECIMAL: r"-?(0|[1-9][0-9]{0,8})\.[0-9]{1,7}",
    Tag.BOOLEAN: "true|false",
    Tag.DATE: _DAY,
    Tag.DATETIME: rf"{_DAY}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{{1,6}})?Z?",
}
"""Forms that may be inlined; not every one of them is (``-0.0``, 30 February)."""

LAST_YEAR = 4000
"""Later times do not fit as microseconds; earlier than year 1 is no date in Python."""

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - of times without a zone
_SCALES = 8
_SECOND = 1_000_000
_COMPILED = {tag: re.compile(form) for tag, form in INLINED_FORMS.items()}


def is_inlined(id_: int) -> bool:
    """Whether the id holds its literal by itself."""
    return tag_of(id_) in INLINED_DATATYPES


def inlined(term: Term) -> int | None:
    """The id that holds this term by itself; None where there is none.

    >>> inlined(Literal("-72", xsd("integer"))), inlined(Literal("072", xsd("integer")))
    (-1144, None)
    """
    if not isinstance(term, Literal):
        return None
    encode = _ENCODERS.get(term.datatype)
    return encode(term.value) if encode else None


def inlined_term(id_: int) -> Literal:
    """The literal that this id holds.

    >>> inlined_term(-1144).value
    '-72'
    """
    tag = tag_of(id_)
    return Literal(_RENDERERS[tag](number_of(id_)), INLINED_DATATYPES[tag])


def dictionary_tag(term: Term) -> Tag:
    """The tag of a term that no id holds by itself."""
    match term:
        case Iri():
            return Tag.IRI
        case BlankNode():
            return Tag.BLANK
        case TripleTerm():
            return Tag.TRIPLE
        case Literal(language=language) if language:
            return Tag.LANGUAGE
        case Literal(value, datatype):
            return Tag.STRING if datatype == XSD_STRING else _typed_tag(value, datatype)


def _typed_tag(form: str, datatype: str) -> Tag:
    if is_numeric(form, datatype):
        return Tag.NUMERIC
    return Tag.TEMPORAL if is_temporal(form, datatype) else Tag.OTHER


def _integer(form: str) -> int | None:
    return tagged(int(form), Tag.INTEGER) if _COMPILED[Tag.INTEGER].fullmatch(form) else None


def _decimal(form: str) -> int | None:
    if not _COMPILED[Tag.DECIMAL].fullmatch(form):
        return None
    whole, _, fraction = form.partition(".")
    mantissa = int(whole + fraction)
    if not mantissa and form.startswith("-"):
        return None
    return tagged(mantissa * _SCALES + len(fraction), Tag.DECIMAL)


def _boolean(form: str) -> int | None:
    return tagged(form == "true", Tag.BOOLEAN) if _COMPILED[Tag.BOOLEAN].fullmatch(form) else None


def _date(form: str) -> int | None:
    if not _COMPILED[Tag.DATE].fullmatch(form):
        return None
    try:
        return tagged(date.fromisoformat(form).toordinal() - _EPOCH_DAY, Tag.DATE)
    except ValueError:
        return None


def _datetime(form: str) -> int | None:
    if not _COMPILED[Tag.DATETIME].fullmatch(form):
        return None
    plain, _, fraction = form.removesuffix("Z").partition(".")
    try:
        whole = datetime.fromisoformat(plain)
    except ValueError:
        return None
    if whole.year > LAST_YEAR:
        return None
    microseconds = (whole - _EPOCH) // timedelta(seconds=1) * _SECOND + int(fraction.ljust(6, "0"))
    tag = Tag.DATETIME_UTC if form.endswith("Z") else Tag.DATETIME
    return tagged(microseconds * _SCALES + len(fraction), tag)


def _decimal_form(payload: int) -> str:
    mantissa, scale = divmod(payload, _SCALES)
    whole, fraction = divmod(abs(mantissa), 10**scale)
    return f"{'-' if mantissa < 0 else ''}{whole}.{fraction:0{scale}d}"


def _date_form(payload: int) -> str:
    return date.fromordinal(payload + _EPOCH_DAY).isoformat()


def _datetime_form(payload: int) -> str:
    microseconds, digits = divmod(payload, _SCALES)
    seconds, part = divmod(microseconds, _SECOND)
    plain = (_EPOCH + timedelta(seconds=seconds)).isoformat()
    return f"{plain}.{f'{part:06d}'[:digits]}" if digits else plain


_ENCODERS: dict[str, Callable[[str], int | None]] = {
    xsd("integer"): _integer,
    xsd("decimal"): _decimal,
    xsd("boolean"): _boolean,
    xsd("date"): _date,
    xsd("dateTime"): _datetime,
}
_RENDERERS: dict[Tag, Callable[[int], str]] = {
    Tag.INTEGER: str,
    Tag.DECIMAL: _decimal_form,
    Tag.BOOLEAN: lambda payload: "true" if payload else "false",
    Tag.DATE: _date_form,
    Tag.DATETIME_UTC: lambda payload: _datetime_form(payload) + "Z",
    Tag.DATETIME: _datetime_form,
}

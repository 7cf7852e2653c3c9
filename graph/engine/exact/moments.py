"""Dates and times as values (https://www.w3.org/TR/xmlschema11-2/#d-t-values).

One kind of value serves xsd:dateTime, date, time and the five Gregorian ones: what a type leaves out is
filled in alike. Years may be negative, 0 is 1 BCE; seconds are exact. A moment without a zone lies within 14
hours on either side of where UTC would put it, so some pairs have no order.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from math import floor

from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.numerals import EXACT
from graph.terms import XSD

__all__ = ["KINDS", "Moment", "compared", "days_before", "moment_at", "read_moment", "zone_lexical"]

_ZONE = r"(?P<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_YEAR = r"(?P<year>-?(?:[1-9][0-9]{3,15}|0[0-9]{3}))"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?P<hour>[01][0-9]|2[0-4]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]{1,100})?)"
_FORMS = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}",
    "time": _TIME,
    "gYearMonth": f"{_YEAR}-{_MONTH}",
    "gYear": _YEAR,
    "gMonthDay": f"--{_MONTH}-{_DAY}",
    "gDay": f"---{_DAY}",
    "gMonth": f"--{_MONTH}",
}
KINDS = {kind: re.compile(form + _ZONE) for kind, form in _FORMS.items()}
"""Local name of a datatype → its lexical forms."""

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY_S = 86_400
_DOUBT_S = 14 * 3600
_REFERENCE_YEAR, _REFERENCE_MONTH = 1972, 12


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a time, or a part of one.

    Attributes:
        kind: local name of the datatype.
        year, month, day, hour, minute, second: as written; what the type leaves out is from 1972-12-01T00:00.
        zone: minutes east of UTC; None if not said.
        at: seconds since 1970, in UTC if there is a zone, local otherwise.
    """

    kind: str
    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int | Decimal
    zone: int | None
    at: int | Decimal = field(init=False, compare=False)

    def __post_init__(self) -> None:
        days = days_before(self.year, self.month) + self.day - 1
        whole = days * _DAY_S + self.hour * 3600 + (self.minute - (self.zone or 0)) * 60
        at = whole + self.second if type(self.second) is int else EXACT.add(whole, self.second)
        object.__setattr__(self, "at", at)

    @property
    def datatype(self) -> str:
        """The IRI of its type."""
        return XSD + self.kind

    def lexical(self) -> str:
        """The canonical lexical form, in its own zone."""
        year = f"{'-' if self.year < 0 else ''}{abs(self.year):04}"
        clock = f"{self.hour:02}:{self.minute:02}:{_second_lexical(self.second)}"
        form = {
            "dateTime": f"{year}-{self.month:02}-{self.day:02}T{clock}",
            "date": f"{year}-{self.month:02}-{self.day:02}",
            "time": clock,
            "gYearMonth": f"{year}-{self.month:02}",
            "gYear": year,
            "gMonthDay": f"--{self.month:02}-{self.day:02}",
            "gDay": f"---{self.day:02}",
            "gMonth": f"--{self.month:02}",
        }[self.kind]
        return form + ("" if self.zone is None else zone_lexical(self.zone))


def read_moment(kind: str, lexical: str) -> Moment:
    """The value of a literal of that kind; ValueError where it has none."""
    match = KINDS[kind].fullmatch(lexical)
    if match is None:
        raise ValueError(lexical)
    part = match.groupdict()
    year = int(part.get("year") or _REFERENCE_YEAR)
    month = int(part.get("month") or (1 if kind == "gDay" else _REFERENCE_MONTH))
    day = int(part.get("day") or 1)
    hour, minute = int(part.get("hour") or 0), int(part.get("minute") or 0)
    second = _second(part.get("second") or "0")
    if day > _length(year, month) or (hour == 24 and (minute or second)):  # noqa: PLR2004
        raise ValueError(lexical)
    moment = Moment(kind, year, month, day, hour % 24, minute, second, _zone(part["zone"]))
    return moment_at(kind, moment.at + _DAY_S, moment.zone) if hour == 24 else moment  # noqa: PLR2004


def moment_at(kind: str, at: int | Decimal, zone: int | None) -> Moment:
    """The moment that many seconds after 1970 (see ``Moment.at``), as told in the zone."""
    whole = floor(at)
    fraction = 0 if type(at) is int else EXACT.subtract(at, whole)
    days, rest = divmod(whole + (zone or 0) * 60, _DAY_S)
    minutes, second = divmod(rest, 60)
    year, month, day = (_REFERENCE_YEAR, _REFERENCE_MONTH, 1) if kind == "time" else _civil(days)
    return Moment(kind, year, month, day, minutes // 60, minutes % 60, second + fraction, zone)


def compared(first: Moment, second: Moment) -> int:
    """-1, 0 or 1 as the first is before, at or after the second; both are of one kind.

    https://www.w3.org/TR/xmlschema11-2/#order-between-values

    Raises:
        ExpressionError: one has a zone, the other has none, and they are within 14 hours.
    """
    apart: int | Decimal = first.at - second.at
    if (first.zone is None) != (second.zone is None) and -_DOUBT_S <= apart <= _DOUBT_S:
        raise ExpressionError("a time with a zone and one without can't be told apart within 14 hours")
    return (apart > 0) - (apart < 0)


def days_before(year: int, month: int) -> int:
    """Days from 1970 to the start of the month, in the proleptic Gregorian calendar.

    >>> days_before(1970, 2), days_before(1972, 3), days_before(0, 1)
    (31, 790, -719528)
    """
    earlier = year - 1
    leaps = earlier // 4 - earlier // 100 + earlier // 400 - 477
    return (year - 1970) * 365 + leaps + sum(_LENGTHS[: month - 1]) + (month > 2 and _is_leap(year))  # noqa: PLR2004


def zone_lexical(zone: int) -> str:
    """``Z`` or ``+hh:mm``."""
    return f"{'-' if zone < 0 else '+'}{abs(zone) // 60:02}:{abs(zone) % 60:02}" if zone else "Z"


def _civil(days: int) -> tuple[int, int, int]:
    """Year, month and day of that many days after 1970."""
    year = 1970 + days * 400 // 146_097
    while days_before(year, 1) > days:
        year -= 1
    while days_before(year + 1, 1) <= days:
        year += 1
    month = 12
    while days_before(year, month) > days:
        month -= 1
    return year, month, days - days_before(year, month) + 1


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _length(year: int, month: int) -> int:
    return _LENGTHS[month - 1] + (month == 2 and _is_leap(year))  # noqa: PLR2004


def _zone(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "Z":
        return 0
    minutes = int(text[1:3]) * 60 + int(text[4:])
    return -minutes if text[0] == "-" else minutes


def _second(text: str) -> int | Decimal:
    second = Decimal(text)
    return int(second) if second == int(second) else second


def _second_lexical(second: int | Decimal) -> str:
    whole, _, fraction = format(Decimal(second), "f").partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole:0>2}.{fraction}" if fraction else f"{whole:0>2}"

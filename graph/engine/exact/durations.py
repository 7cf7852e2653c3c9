"""Durations as months and seconds (https://www.w3.org/TR/xmlschema11-2/#duration)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.moments import days_before
from graph.engine.exact.numerals import EXACT, decimal_lexical
from graph.terms import XSD

__all__ = ["DURATIONS", "Duration", "compared_durations", "read_duration"]

_DATE_PART = r"(?:(?P<years>[0-9]{1,18})Y)?(?:(?P<months>[0-9]{1,18})M)?"
_TIME_PART = (
    r"(?:(?P<days>[0-9]{1,18})D)?(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,18})H)?(?:(?P<minutes>[0-9]{1,18})M)?"
    r"(?:(?P<seconds>[0-9]{1,18}(?:\.[0-9]{1,100})?)S)?)?"
)
DURATIONS = {
    "duration": re.compile(rf"(?P<sign>-?)P(?=.){_DATE_PART}{_TIME_PART}"),
    "dayTimeDuration": re.compile(rf"(?P<sign>-?)P(?=.){_TIME_PART}"),
    "yearMonthDuration": re.compile(rf"(?P<sign>-?)P(?=.){_DATE_PART}"),
}
"""Local name of a datatype → its lexical forms."""


_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time; ``kind`` is the local name of its datatype. The parts have one sign."""

    kind: str
    months: int
    seconds: Decimal

    @property
    def datatype(self) -> str:
        """The IRI of its type."""
        return XSD + self.kind

    def lexical(self) -> str:
        """The canonical lexical form (https://www.w3.org/TR/xmlschema11-2/#f-durationCanMap).

        >>> Duration("dayTimeDuration", 0, Decimal(-30_600)).lexical()
        '-PT8H30M'
        """
        sign = "-" if self.months < 0 or self.seconds < 0 else ""
        years, months = divmod(abs(self.months), 12)
        whole, seconds = EXACT.divmod(self.seconds.copy_abs(), 60)
        hours, minutes = divmod(int(whole), 60)
        days, hours = divmod(hours, 24)
        date = "".join(
            f"{count}{mark}" for count, mark in ((years, "Y"), (months, "M"), (days, "D")) if count
        )
        time = "".join(f"{count}{mark}" for count, mark in ((hours, "H"), (minutes, "M")) if count)
        if seconds:
            time += f"{decimal_lexical(seconds)}S"
        if not date and not time:
            return "P0M" if self.kind == "yearMonthDuration" else "PT0S"
        return f"{sign}P{date}{'T' + time if time else ''}"


def read_duration(kind: str, lexical: str) -> Duration:
    """The value of a literal of that kind; ValueError where it has none."""
    match = DURATIONS[kind].fullmatch(lexical)
    if match is None:
        raise ValueError(lexical)
    part = match.groupdict()
    sign = -1 if part["sign"] else 1
    months = int(part.get("years") or 0) * 12 + int(part.get("months") or 0)
    whole = int(part.get("days") or 0) * 86_400 + int(part.get("hours") or 0) * 3600
    whole += int(part.get("minutes") or 0) * 60
    seconds = EXACT.add(Decimal(whole), Decimal(part.get("seconds") or 0))
    return Duration(kind, sign * months, EXACT.multiply(Decimal(sign), seconds))


def compared_durations(first: Duration, second: Duration) -> int:
    """-1, 0 or 1 as the first is shorter, as long or longer.

    They are added to four dates (https://www.w3.org/TR/xmlschema11-2/#duration-order).

    Raises:
        ExpressionError: it depends on the date.
    """
    orders = set()
    for year, month in _STARTS:
        one, two = _seconds_from(year, month, first), _seconds_from(year, month, second)
        orders.add((one > two) - (one < two))
    if len(orders) > 1:
        raise ExpressionError("which duration is longer depends on when it starts")
    return orders.pop()


def _seconds_from(year: int, month: int, duration: Duration) -> Decimal:
    """How long the duration is from the start of that month."""
    years, months = divmod(month - 1 + duration.months, 12)
    days = days_before(year + years, months + 1) - days_before(year, month)
    return EXACT.add(days * 86_400, duration.seconds)

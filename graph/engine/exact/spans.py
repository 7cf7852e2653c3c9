"""Arithmetic of times and durations (https://www.w3.org/TR/xpath-functions-31/#dateTime-arithmetic).

The recommendation leaves these operators to extensions; they mean what they mean in XPath.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from graph.engine.exact.durations import Duration
from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.moments import Moment, days_before, moment_at
from graph.engine.exact.numerals import EXACT

__all__ = ["SPANS", "adjusted"]

_DATED = frozenset({"dateTime", "date"})
_ZONE_LIMIT_MIN = 14 * 60
_MOST_MONTHS = 12 * 10**15


def adjusted(moment: Moment, zone: Duration | None) -> Moment:
    """The same instant told in another zone; without one, the local time alone.

    https://www.w3.org/TR/xpath-functions-31/#func-adjust-dateTime-to-timezone
    """
    minutes = None
    if zone is not None:
        whole, rest = divmod(zone.seconds, 60)
        if rest or zone.months or abs(whole) > _ZONE_LIMIT_MIN:
            raise ExpressionError("a zone is at most 14 hours, in whole minutes")
        minutes = int(whole)
    if moment.zone is None or minutes is None:
        at = moment.at + ((moment.zone or 0) - (minutes or 0)) * 60
        return moment_at(moment.kind, at, minutes)
    return moment_at(moment.kind, moment.at, minutes)


def _later(moment: Moment, duration: Duration, sign: int = 1) -> Moment:
    if duration.months:
        moment = _months_later(moment, sign * duration.months)
    seconds = duration.seconds * sign
    if moment.kind == "date":
        seconds = _days_toward(seconds)
    elif moment.kind not in {"dateTime", "time"}:
        raise ExpressionError("a duration can't be added to this")
    return moment_at(moment.kind, EXACT.add(Decimal(moment.at), seconds), moment.zone)


def _days_toward(seconds: Decimal) -> Decimal:
    """The start of the day that lies that far from the start of another."""
    return seconds // 86_400 * 86_400 - (86_400 if seconds < 0 and seconds % 86_400 else 0)


def _months_later(moment: Moment, months: int) -> Moment:
    """The day stays, or becomes the month's last (https://www.w3.org/TR/xmlschema11-2/#vp-dt-dateTimePlusDuration)."""
    if moment.kind not in _DATED or abs(months) > _MOST_MONTHS:
        raise ExpressionError("months can't be added to this")
    years, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    following = (years + 1, 1) if month == 11 else (years, month + 2)  # noqa: PLR2004
    length = days_before(*following) - days_before(years, month + 1)
    day = min(moment.day, length)
    return Moment(moment.kind, years, month + 1, day, moment.hour, moment.minute, moment.second, moment.zone)


def _earlier(moment: Moment, duration: Duration) -> Moment:
    return _later(moment, duration, -1)


def _apart(first: Moment, second: Moment) -> Duration:
    if first.kind != second.kind or first.kind not in {"dateTime", "date", "time"}:
        raise ExpressionError("these can't be subtracted")
    if (first.zone is None) != (second.zone is None):
        raise ExpressionError("a time with a zone and one without can't be subtracted")
    return Duration("dayTimeDuration", 0, EXACT.subtract(Decimal(first.at), Decimal(second.at)))


def _sum(first: Duration, second: Duration, sign: int = 1) -> Duration:
    months = first.months + sign * second.months
    seconds = EXACT.add(first.seconds, sign * second.seconds)
    if (months < 0 < seconds) or (seconds < 0 < months):
        raise ExpressionError("months and seconds of a duration have one sign")
    return Duration(first.kind if first.kind == second.kind else "duration", months, seconds)


def _difference(first: Duration, second: Duration) -> Duration:
    return _sum(first, second, -1)


SPANS: dict[tuple[str, type, type], Callable[[Any, Any], Moment | Duration]] = {
    ("+", Moment, Duration): _later,
    ("+", Duration, Moment): lambda duration, moment: _later(moment, duration),
    ("-", Moment, Duration): _earlier,
    ("-", Moment, Moment): _apart,
    ("+", Duration, Duration): _sum,
    ("-", Duration, Duration): _difference,
}
"""Operator and types of operands → the operation; it raises where it has no result."""

"""Functions on dates and times (https://www.w3.org/TR/sparql11-query/#func-date-time).

They take xsd:dateTime, and every other type that has the part asked for.
"""

from collections.abc import Callable
from decimal import Decimal

from graph.engine.exact.durations import Duration
from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.moments import Moment, zone_lexical
from graph.engine.exact.spans import adjusted
from graph.engine.exact.values import Value

__all__ = ["DATES", "adjust"]

_HAVING = {
    "year": frozenset({"dateTime", "date", "gYear", "gYearMonth"}),
    "month": frozenset({"dateTime", "date", "gYearMonth", "gMonth", "gMonthDay"}),
    "day": frozenset({"dateTime", "date", "gMonthDay", "gDay"}),
    "hour": frozenset({"dateTime", "time"}),
    "minute": frozenset({"dateTime", "time"}),
    "second": frozenset({"dateTime", "time"}),
}


def _moment(value: Value) -> Moment:
    if type(value) is Moment:
        return value
    raise ExpressionError("this is no date or time")


def _part(name: str) -> Callable[[Value], Value]:
    kinds = _HAVING[name]

    def part(value: Value) -> Value:
        moment = _moment(value)
        if moment.kind not in kinds:
            raise ExpressionError(f"a {moment.kind} has no {name}")
        return getattr(moment, name)  # type: ignore[no-any-return]

    return part


_second = _part("second")


def _timezone(value: Value) -> Duration:
    """``TIMEZONE``: an error where there is none."""
    zone = _moment(value).zone
    if zone is None:
        raise ExpressionError("the time has no zone")
    return Duration("dayTimeDuration", 0, Decimal(zone * 60))


def _tz(value: Value) -> str:
    """``TZ``: empty where there is no zone."""
    zone = _moment(value).zone
    return "" if zone is None else zone_lexical(zone)


def adjust(value: Value, zone: Value | None = None) -> Moment:
    """``ADJUST``: the same instant in another zone, or without any."""
    moment = _moment(value)
    if zone is not None and type(zone) is not Duration:
        raise ExpressionError("a zone is a dayTimeDuration")
    if moment.kind not in {"dateTime", "date", "time"}:
        raise ExpressionError("this can't be told in another zone")
    return adjusted(moment, zone)


DATES: dict[str, Callable[[Value], Value]] = {
    "YEAR": _part("year"),
    "MONTH": _part("month"),
    "DAY": _part("day"),
    "HOURS": _part("hour"),
    "MINUTES": _part("minute"),
    "SECONDS": lambda value: Decimal(_second(value)),  # type: ignore[arg-type]
    "TIMEZONE": _timezone,
    "TZ": _tz,
}
"""Function → what it makes of a moment."""

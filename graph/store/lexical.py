r"""Which lexical forms are well-typed, as regular expressions that Python and the store's SQL share.

The dialect is the part that both have in common (RE2's): no look-around, ``[0-9]`` rather than ``\d``.
Lexical spaces: https://www.w3.org/TR/xmlschema11-2/#built-in-datatypes. Durations have no order in SPARQL, so
they are not among the temporal types here.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from graph.terms import XSD

__all__ = ["INTEGER_RANGES", "NUMERIC_FORMS", "TEMPORAL_FORMS", "is_numeric", "is_temporal", "xsd"]


def xsd(name: str) -> str:
    """The IRI of one of XML Schema's datatypes."""
    return f"{XSD}{name}"


_SIGNED = "[+-]?[0-9]+"
_DECIMAL = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_DOUBLE = rf"{_DECIMAL}([eE][+-]?[0-9]+)?|[+-]?INF|NaN"

_YEAR = "-?([1-9][0-9]{3,}|0[0-9]{3})"
_LONG = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
_SHORT = "(0[469]|11)-(0[1-9]|[12][0-9]|30)"
_MONTH_DAY = f"({_LONG}|{_SHORT}|02-(0[1-9]|1[0-9]|2[0-8]))"
_TIME = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)"
_ZONE = "(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_LEAP_DAY_YEAR = "-?([1-9][0-9]*)?(([02468][048]|[13579][26])00|[0-9]{2}(0[48]|[2468][048]|[13579][26]))"
_DATE = f"({_YEAR}-{_MONTH_DAY}|{_LEAP_DAY_YEAR}-02-29)"

INTEGER_RANGES: Mapping[str, tuple[int | None, int | None]] = MappingProxyType(
    {
        xsd("integer"): (None, None),
        xsd("nonPositiveInteger"): (None, 0),
        xsd("negativeInteger"): (None, -1),
        xsd("nonNegativeInteger"): (0, None),
        xsd("positiveInteger"): (1, None),
        xsd("long"): (-(2**63), 2**63 - 1),
        xsd("int"): (-(2**31), 2**31 - 1),
        xsd("short"): (-(2**15), 2**15 - 1),
        xsd("byte"): (-(2**7), 2**7 - 1),
        xsd("unsignedLong"): (0, 2**64 - 1),
        xsd("unsignedInt"): (0, 2**32 - 1),
        xsd("unsignedShort"): (0, 2**16 - 1),
        xsd("unsignedByte"): (0, 2**8 - 1),
    }
)
"""Datatype of whole numbers → smallest and largest value, None where there is no bound."""


def _whole(lowest: int | None, highest: int | None) -> str:
    """The forms of the whole numbers in a range, by their signs; bounds beyond are checked as numbers."""
    if lowest is not None and lowest >= 0:
        return r"\+?0*[1-9][0-9]*" if lowest else r"\+?[0-9]+|-0+"
    if highest is not None and highest <= 0:
        return "-0*[1-9][0-9]*" if highest else r"-[0-9]+|\+?0+"
    return _SIGNED


NUMERIC_FORMS: Mapping[str, str] = MappingProxyType(
    {datatype: _whole(*bounds) for datatype, bounds in INTEGER_RANGES.items()}
    | {xsd("decimal"): _DECIMAL, xsd("double"): _DOUBLE, xsd("float"): _DOUBLE}
)
"""Numeric datatype → its lexical forms, but for the bounds of ``INTEGER_RANGES``."""

TEMPORAL_FORMS: Mapping[str, str] = MappingProxyType(
    {
        xsd("dateTime"): f"{_DATE}T{_TIME}{_ZONE}?",
        xsd("dateTimeStamp"): f"{_DATE}T{_TIME}{_ZONE}",
        xsd("date"): f"{_DATE}{_ZONE}?",
        xsd("time"): f"{_TIME}{_ZONE}?",
        xsd("gYear"): f"{_YEAR}{_ZONE}?",
        xsd("gYearMonth"): f"{_YEAR}-(0[1-9]|1[0-2]){_ZONE}?",
        xsd("gMonth"): f"--(0[1-9]|1[0-2]){_ZONE}?",
        xsd("gMonthDay"): f"--({_MONTH_DAY}|02-29){_ZONE}?",
        xsd("gDay"): f"---(0[1-9]|[12][0-9]|3[01]){_ZONE}?",
    }
)
"""Datatype of points in time → its lexical forms."""

_MOST_DIGITS = 20
_COMPILED = {name: re.compile(form) for name, form in (*NUMERIC_FORMS.items(), *TEMPORAL_FORMS.items())}


def is_numeric(lexical: str, datatype: str) -> bool:
    """Whether this is a well-typed number.

    >>> is_numeric("+01", xsd("integer")), is_numeric("128", xsd("byte")), is_numeric("1e3", xsd("decimal"))
    (True, False, False)
    """
    if datatype not in NUMERIC_FORMS or not _COMPILED[datatype].fullmatch(lexical):
        return False
    lowest, highest = INTEGER_RANGES.get(datatype, (None, None))
    if lowest is None or highest is None:
        return True
    digits = lexical.lstrip("+-").lstrip("0")
    return len(digits) <= _MOST_DIGITS and lowest <= _signed(lexical, digits) <= highest


def is_temporal(lexical: str, datatype: str) -> bool:
    """Whether this is a well-typed point in time.

    >>> is_temporal("2024-02-29Z", xsd("date")), is_temporal("2023-02-29", xsd("date"))
    (True, False)
    """
    return datatype in TEMPORAL_FORMS and _COMPILED[datatype].fullmatch(lexical) is not None


def _signed(lexical: str, digits: str) -> int:
    value = int(digits or "0")
    return -value if lexical.startswith("-") else value

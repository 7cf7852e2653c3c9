"""Days from the date literals of RDF, so that bounds compare as `xsd:date`.

A year or a month is the interval of its days: its first day bounds from below, its last from above
(https://www.w3.org/TR/xmlschema11-2/#gYear). Time zones move a bound by less than a day and are dropped.
"""

import re
from calendar import monthrange
from datetime import date

__all__ = ["first_day", "last_day"]

_DATE = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)(T[\d:.]+)?)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII
)


def first_day(text: str) -> date:
    """The first day of a year, month, date or dateTime.

    Raises:
        ValueError: the text is none of these.

    >>> first_day("2019"), first_day("2019-06-14T10:00:00Z")
    (datetime.date(2019, 1, 1), datetime.date(2019, 6, 14))
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day of a year, month, date or dateTime.

    Raises:
        ValueError: the text is none of these.

    >>> last_day("2019"), last_day("2020-02")
    (datetime.date(2019, 12, 31), datetime.date(2020, 2, 29))
    """
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not a date")
    return int(found["year"]), int(found["month"] or 0), int(found["day"] or 0)

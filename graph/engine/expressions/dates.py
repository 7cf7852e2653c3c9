"""Parts of dates and times that an id holds by itself, in SQL.

https://www.w3.org/TR/sparql11-query/#func-date-time
"""

from graph.engine.expressions.operand import Number, Text
from graph.engine.expressions.render import by_tag
from graph.store.ids import Tag, tag_bit

__all__ = ["DATES", "INLINED_MOMENTS", "INSTANTS", "PARTS", "part_of", "zone_of"]

DATES = tag_bit(Tag.DATE)
INSTANTS = tag_bit(Tag.DATETIME) | tag_bit(Tag.DATETIME_UTC)
INLINED_MOMENTS = DATES | INSTANTS
_TEMPORAL = tag_bit(Tag.TEMPORAL)
_LARGEST_YEAR = 10_000
_MINUTE_US = 60_000_000

PARTS = {"YEAR": "year", "MONTH": "month", "DAY": "day", "HOURS": "hour", "MINUTES": "minute"}
"""Function → the function of SQL that gives the same of a date or a timestamp."""


def part_of(name: str, id_: str, tags: int) -> Number | None:
    """``YEAR`` and the like; NULL of what is no time, or has no such part."""
    if not tags & INLINED_MOMENTS:
        return None
    is_total = not tags & _TEMPORAL
    # DuckDB may ask it of an id that a join leaves out later: of what is no time it is NULL, not an error.
    instant = f"TRY(make_timestamp({id_} >> 7))"
    if name == "SECONDS":
        seconds = f"((({id_} >> 7) % {_MINUTE_US} + {_MINUTE_US}) % {_MINUTE_US})"
        sql = by_tag(id_, tags, [(INSTANTS, seconds)])
        return Number(sql, _MINUTE_US, 6, "true", is_total=is_total)
    branches = [(INSTANTS, f"{PARTS[name]}({instant})")]
    if name in ("YEAR", "MONTH", "DAY"):
        branches.append((DATES, f"{PARTS[name]}(TRY(DATE '1970-01-01' + ({id_} >> 4)::INTEGER))"))
    return Number(by_tag(id_, tags, branches), _LARGEST_YEAR, is_total=is_total)


def zone_of(id_: str, tags: int) -> Text | None:
    """``TZ``: Z, or nothing where there is no zone."""
    if not tags & INLINED_MOMENTS:
        return None
    local = DATES | tag_bit(Tag.DATETIME)
    sql = by_tag(id_, tags, [(local, "''"), (tag_bit(Tag.DATETIME_UTC), "'Z'")])
    return Text(sql, is_total=not tags & _TEMPORAL)

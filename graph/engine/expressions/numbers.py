"""Integers and decimals as whole numbers of SQL with a fixed scale: exact, and too small to overflow.

Floats, doubles and what no id holds by itself are left to exact evaluation, except in comparisons with
constants (``graph.engine.expressions.compare``).
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from graph.engine.expressions.operand import Number, lasting
from graph.engine.expressions.render import by_tag
from graph.engine.names import sql_text
from graph.store.ids import Tag, tag_bit
from graph.terms import XSD, Literal

__all__ = [
    "INLINED_NUMBERS",
    "NUMBERS",
    "OPERATIONS",
    "absolute",
    "added",
    "aligned",
    "average",
    "divided",
    "multiplied",
    "negated",
    "number_lexical",
    "number_of_constant",
    "number_of_id",
    "number_text",
    "rescaled",
    "rounded",
    "total",
]

INLINED_NUMBERS = tag_bit(Tag.INTEGER) | tag_bit(Tag.DECIMAL)
NUMBERS = INLINED_NUMBERS | tag_bit(Tag.NUMERIC)
_LARGEST_INTEGER = 10**17
_LARGEST_MANTISSA = 10**16
_SCALE = 7
_BIGINT = 2**63
_HUGEINT = 10**38
_QUOTIENT_SCALE = 18
_MOST_DIGITS = 37
_MOST_ROWS = 10**13


def number_of_id(id_: str, tags: int) -> Number | None:
    """The number that an id holds by itself."""
    is_total = not tags & tag_bit(Tag.NUMERIC)
    if not tags & INLINED_NUMBERS:
        return None
    integer, decimal = tags & tag_bit(Tag.INTEGER), tags & tag_bit(Tag.DECIMAL)
    if not decimal:
        sql = by_tag(id_, tags, [(integer, f"({id_} >> 4)")])
        return Number(sql, _LARGEST_INTEGER, is_total=is_total)
    mantissa = f"({id_} >> 7) * {_power(id_)}"
    if not integer:
        sql = by_tag(id_, tags, [(decimal, mantissa)])
        return Number(sql, _LARGEST_MANTISSA, _SCALE, "true", is_total=is_total)
    whole = f"({id_} >> 4)::HUGEINT * {10**_SCALE}"
    sql = by_tag(id_, tags, [(integer, whole), (decimal, mantissa)])
    return Number(
        sql, _LARGEST_INTEGER * 10**_SCALE, _SCALE, f"(({id_} & 15) = {Tag.DECIMAL:d})", is_total=is_total
    )


def _power(id_: str) -> str:
    """SQL of what brings the mantissa of a decimal's id to ``_SCALE``."""
    whens = " ".join(f"WHEN {scale} THEN {10 ** (_SCALE - scale)}::BIGINT" for scale in range(1, _SCALE))
    return f"CASE ({id_} >> 4) & 7 {whens} ELSE 1 END"


def number_of_constant(term: Literal) -> Number | None:
    """The number, if it is an integer or a decimal of moderate length."""
    if term.datatype not in (f"{XSD}integer", f"{XSD}decimal") or len(term.value) > _MOST_DIGITS:
        return None
    try:
        value = Decimal(term.value)
    except ArithmeticError:
        return None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent > 0 or "e" in term.value.lower():
        return None
    mantissa = int(value.scaleb(-exponent))
    is_decimal = "true" if term.datatype.endswith("decimal") else "false"
    return Number(_whole(mantissa), abs(mantissa) + 1, -exponent, is_decimal)


def _whole(value: int) -> str:
    return f"({value})::{'BIGINT' if abs(value) < _BIGINT else 'HUGEINT'}"


def rescaled(number: Number, scale: int) -> Number | None:
    """The same number with more digits after the point; None if it could get too large."""
    if scale == number.scale:
        return number
    factor = 10 ** (scale - number.scale)
    like = replace(number, limit=number.limit * factor, scale=scale)
    return _made(f"({{}} * {factor})", (number,), like)


def aligned(first: Number, second: Number) -> tuple[Number, Number] | None:
    """Both with the digits after the point of the one that has more."""
    scale = max(first.scale, second.scale)
    one, two = rescaled(first, scale), rescaled(second, scale)
    return (one, two) if one and two else None


def added(sign: str, first: Number, second: Number) -> Number | None:
    """Sum or difference."""
    both = aligned(first, second)
    if both is None:
        return None
    limit = both[0].limit + both[1].limit
    like = replace(both[0], limit=limit, is_decimal=_either(first, second))
    return _made(f"({{}} {sign} {{}})", both, like)


def multiplied(first: Number, second: Number) -> Number | None:
    """The product."""
    limit, scale = first.limit * second.limit, first.scale + second.scale
    return _made("({} * {})", (first, second), Number("", limit, scale, _either(first, second)))


def divided(first: Number, second: Number) -> Number | None:
    """The quotient, a decimal: cut off after 18 digits; NULL for a division by zero."""
    if max(first.scale, second.scale) > _QUOTIENT_SCALE:
        return None
    shift = _QUOTIENT_SCALE - first.scale + second.scale
    pattern = f"(({{}} * {10**shift}) // nullif({{}}, 0))"
    like = Number("", first.limit * 10**shift, _QUOTIENT_SCALE, "true")
    return _made(pattern, (first, second), like)


OPERATIONS: dict[str, Callable[[Number, Number], Number | None]] = {
    "+": partial(added, "+"),
    "-": partial(added, "-"),
    "*": multiplied,
    "/": divided,
}
"""Sign → operation."""


def negated(number: Number) -> Number | None:
    """The number with the other sign."""
    return _made("(- {})", (number,), number)


def absolute(number: Number) -> Number | None:
    """The number without its sign."""
    return _made("abs({})", (number,), number)


def rounded(how: str, number: Number) -> Number | None:
    """CEIL, FLOOR or ROUND (halves go up), in the number's own type."""
    if not number.scale:
        return number
    unit = 10**number.scale
    shift = {"FLOOR": 0, "ROUND": unit // 2, "CEIL": unit - 1}[how]
    # // cuts off towards zero: below zero, what is cut off was one more.
    pattern = f"(({{0}} + {shift} - ((({{0}} + {shift}) % {unit}) + {unit}) % {unit}) // {unit})"
    widened = replace(number, limit=number.limit + unit)
    made = _made(pattern, (number,), widened)
    return made and replace(made, limit=number.limit // unit + 2, scale=0)


def total(number: Number, *, is_distinct: bool = False) -> Number | None:
    """SQL of the sum over a group; an xsd:decimal if one of the numbers is."""
    limit = number.limit * _MOST_ROWS
    if limit >= _HUGEINT:
        return None
    distinct = "DISTINCT " if is_distinct else ""
    kind = number.is_decimal
    is_decimal = kind if kind in ("true", "false") else f"bool_or({kind})"
    return replace(number, sql=f"sum({distinct}{number.sql})", limit=limit, is_decimal=is_decimal)


def average(number: Number, *, is_distinct: bool = False) -> Number | None:
    """SQL of the average over a group, a decimal cut off after 18 digits."""
    summed = total(number, is_distinct=is_distinct)
    shift = 10 ** (_QUOTIENT_SCALE - number.scale) if number.scale <= _QUOTIENT_SCALE else 0
    if summed is None or not shift or number.limit * shift >= _HUGEINT:
        return None
    rows = f"count({'DISTINCT ' if is_distinct else ''}{number.sql})"
    whole, rest = f"({summed.sql} // {rows})", f"({summed.sql} % {rows})"
    sql = f"({whole} * {shift}::HUGEINT + ({rest} * {shift}::HUGEINT) // {rows})"
    return Number(sql, number.limit * shift, _QUOTIENT_SCALE, "true")


def number_text(number: Number) -> str:
    """SQL of the number's term as TEXT, in canonical form."""
    integer, decimal = sql_text(f'"^^<{XSD}integer>'), sql_text(f'"^^<{XSD}decimal>')
    match number.is_decimal:
        case "true":
            suffix = decimal
        case "false":
            suffix = integer
        case _:
            suffix = f"CASE WHEN {number.is_decimal} THEN {decimal} ELSE {integer} END"
    return f"""('"' || {number_lexical(number)} || {suffix})"""


def number_lexical(number: Number) -> str:
    """SQL of the canonical form: no point without a fraction, no zeros at its end."""
    if not number.scale:
        return f"{number.sql}::VARCHAR"
    unit = 10**number.scale
    sign = f"CASE WHEN {number.sql} < 0 THEN '-' ELSE '' END"
    whole = f"(abs({number.sql}) // {unit})::VARCHAR"
    part = f"lpad((abs({number.sql}) % {unit})::VARCHAR, {number.scale}, '0')"
    return f"({sign} || rtrim(rtrim({whole} || '.' || {part}, '0'), '.'))"


def _either(first: Number, second: Number) -> str:
    kinds = {first.is_decimal, second.is_decimal}
    if kinds == {"false"} or "true" in kinds:
        return "true" if "true" in kinds else "false"
    return "(" + " OR ".join(sorted(kinds - {"false"})) + ")"


def _made(pattern: str, operands: tuple[Number, ...], like: Number) -> Number | None:
    """A number put together from others; None if it could overflow or its SQL has grown too long.

    Args:
        pattern: SQL with a place for each of the operands.
        operands: what it is made of.
        like: all but the SQL of the result.
    """
    is_huge = like.limit >= _BIGINT
    parts = [f"{each.sql}::HUGEINT" if is_huge and each.limit < _BIGINT else each.sql for each in operands]
    sql = pattern.format(*parts)
    if like.limit >= _HUGEINT or not lasting(sql):
        return None
    return replace(like, sql=sql, is_total=all(each.is_total for each in operands))

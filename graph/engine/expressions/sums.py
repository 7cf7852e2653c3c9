"""Sums and averages of numbers of which the dictionary holds some: doubles, floats, derived types, long ones.

The integers and decimals that ids hold are added as such. Doubles and floats are added as whole numbers of
SQL with a fixed scale, which takes most of them and is exact in any order; Python gets these sums and the few
terms that neither takes, and rounds once.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from graph.engine.exact import term_of, text_of
from graph.engine.exact.aggregates import mean_of, sum_of
from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.numerals import Single
from graph.engine.exact.values import Value as ExactValue
from graph.engine.exact.values import as_term, as_value
from graph.engine.expressions.numbers import NUMBERS, number_of_id, number_text, total
from graph.engine.expressions.render import has_tag
from graph.engine.expressions.scope import Scope
from graph.engine.names import sql_text
from graph.engine.relation import Column, Encoding, Value
from graph.store.ids import Tag, tag_bit
from graph.terms import XSD

__all__ = ["summed"]

_NUMERIC = tag_bit(Tag.NUMERIC)
_DOUBLE, _FLOAT = sql_text(f"{XSD}double"), sql_text(f"{XSD}float")
_MIDDLE = 2.0**10
_LARGEST = 2.0**52
_LOW_BITS = 84
_HIGH_BITS = 42
"""Below the middle, doubles are added with so many binary digits after the point; from there on with fewer.

Each of them stays below 2 ** 94 that way: 2 ** 33 of them can be added.
"""


def summed(name: str, column: Column, scope: Scope, *, is_average: bool) -> Value:
    """SQL of the sum or average of an ID column's terms; what is no number is an error."""
    id_, entry = column.sql, scope.entry(name)
    is_rounded = f"{entry}.dt IN ({_DOUBLE}, {_FLOAT})"
    low, high = _scaled(f"{entry}.num", is_rounded)
    is_odd = f"{has_tag(id_, _NUMERIC)} AND {low} IS NULL AND {high} IS NULL"
    odd = f"""list('"' || {entry}.lex || '"^^<' || {entry}.dt || '>') FILTER (WHERE {is_odd})"""
    is_double = f"bool_or({entry}.dt = {_DOUBLE})"
    parts = (_inlined(column), f"sum({low})", f"sum({high})", is_double, "count(*)")
    texts = f"[{', '.join(f'({part})::VARCHAR' for part in parts)}] || coalesce({odd}, [])"
    are_numbers = f"count({id_}) = count(*)"
    if column.tags & ~NUMBERS:
        are_numbers = f"count(*) FILTER (WHERE {has_tag(id_, NUMBERS & column.tags)}) = count(*)"
    called = scope.functions.call_list(_average if is_average else _sum, texts)
    return Value(f"CASE WHEN {are_numbers} THEN {called} END", Encoding.TEXT, NUMBERS)


def _scaled(double: str, is_rounded: str) -> tuple[str, str]:
    """SQL of the double as a whole number of either scale; NULL where it is not, or not one."""
    low, high = f"{double} * {2.0**_LOW_BITS!r}::DOUBLE", f"{double} * {2.0**_HIGH_BITS!r}::DOUBLE"
    is_low = f"abs({double}) < {_MIDDLE} AND floor({low}) = {low}"
    is_high = f"abs({double}) >= {_MIDDLE} AND abs({double}) < {_LARGEST}"
    return (
        f"CASE WHEN {is_rounded} AND {is_low} THEN ({low})::HUGEINT END",
        f"CASE WHEN {is_rounded} AND {is_high} THEN ({high})::HUGEINT END",
    )


def _inlined(column: Column) -> str:
    """SQL of the sum of what ids hold, as TEXT; NULL where there is none of that."""
    number = number_of_id(column.sql, column.tags)
    exact = number and total(number)
    return number_text(exact) if exact else "NULL"


def _sum(texts: Sequence[str | None]) -> str | None:
    try:
        return text_of(as_term(sum_of(_values(texts))))
    except ExpressionError:
        return None


def _average(texts: Sequence[str | None]) -> str | None:
    try:
        return text_of(as_term(mean_of(_values(texts), int(texts[4] or 0))))
    except ExpressionError:
        return None


def _values(texts: Sequence[str | None]) -> Iterator[ExactValue]:
    """Numbers with the same sum as those of the group."""
    inlined, low, high, is_double, _, *odd = texts
    yield from (as_value(term_of(text)) for text in (inlined, *odd) if text)
    if low or high:
        rounded = Fraction(int(low or 0), 2**_LOW_BITS) + Fraction(int(high or 0), 2**_HIGH_BITS)
        yield from map(float if is_double == "true" else Single, _pieces(rounded))


def _pieces(number: Fraction) -> Iterator[float]:
    """Doubles that are this number together; the last of them is 0."""
    piece = float(number)
    yield piece
    while piece:
        number -= Fraction(piece)
        piece = float(number)
        yield piece

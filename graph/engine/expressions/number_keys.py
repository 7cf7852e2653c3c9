"""Keys by which SQL sorts numbers of all types: the nearest double, then what it leaves out.

The nearest double of a greater number is never less, so that only numbers with the same one need a closer
look. Doubles, floats and moderate integers leave nothing out; what others do is computed in Python.
"""

from collections.abc import Sequence
from decimal import Decimal, DecimalException
from functools import partial
from math import isinf

from graph.engine.exact.numerals import EXACT, to_double
from graph.engine.expressions.render import by_tag
from graph.engine.expressions.scope import Scope
from graph.engine.expressions.sortable import sortable
from graph.engine.names import sql_text
from graph.engine.relation import Value
from graph.store.ids import Tag, tag_bit
from graph.terms import XSD

__all__ = ["number_keys", "text_keys"]

_INTEGER, _DECIMAL, _NUMERIC = (tag_bit(tag) for tag in (Tag.INTEGER, Tag.DECIMAL, Tag.NUMERIC))
_ROUNDED = ", ".join(sql_text(f"{XSD}{name}") for name in ("double", "float"))
_EXACT = 2**53
"""Up to here all integers are doubles."""


def number_keys(name: str, value: Value, scope: Scope) -> tuple[str, str, str]:
    """SQL of three keys for the numbers among an ID column's terms: NaN first, then by value.

    For terms that are no numbers, the keys are NULL.
    """
    id_, tags, entry = value.sql, value.tags, scope.entry(name)
    integer, double = f"({id_} >> 4)", f"{entry}.num"
    decimal = f"(({id_} >> 7)::VARCHAR || 'e-' || (({id_} >> 4) & 7)::VARCHAR)"
    number = [
        (_NUMERIC, double),
        (_INTEGER, f"{integer}::DOUBLE"),
        (_DECIMAL, f"{decimal}::DOUBLE"),
    ]
    # As ``_left_out`` has it: 0, or the infinity, which is beyond all numbers that are nearest to it.
    exact = f"CASE {double} WHEN 'Infinity' THEN 'e' WHEN '-Infinity' THEN 'a' ELSE 'c' END"
    python = partial(_called, scope)
    left_out = [
        (_NUMERIC, f"CASE WHEN {entry}.dt IN ({_ROUNDED}) THEN {exact} ELSE {python(f'{entry}.lex')} END"),
        (_INTEGER, f"CASE WHEN abs({integer}) <= {_EXACT} THEN 'c' ELSE {python(f'{integer}::VARCHAR')} END"),
        (_DECIMAL, python(decimal)),
    ]
    is_number = [(_NUMERIC, f"NOT isnan({double})"), (_INTEGER | _DECIMAL, "true")]
    return by_tag(id_, tags, is_number), by_tag(id_, tags, number), by_tag(id_, tags, left_out)


def text_keys(text: str) -> tuple[str, ...]:
    """SQL of the keys for integers and decimals that are TEXT in canonical form, exactly by value.

    The nearest double comes first. Among those with the same one, more digits before the point are further
    from zero, and as many compare as texts do; below zero in the other direction.
    """
    lexical = f"{text}[2:strpos({text}, '\"^^') - 1]"
    is_negative = f"{text}[2] = '-'"
    digits = f"length(split_part({lexical}, '.', 1))"
    turned = f"translate({lexical}, '0123456789', '9876543210') || '~'"
    return (
        f"TRY_CAST({lexical} AS DOUBLE)",
        f"CASE WHEN {is_negative} THEN -{digits} ELSE {digits} END",
        f"CASE WHEN {is_negative} THEN {turned} ELSE {lexical} END",
        text,
    )


def _called(scope: Scope, lexical: str) -> str:
    return scope.functions.call(_left_out, [lexical])


def _left_out(texts: Sequence[str | None]) -> str | None:
    """What sorts integers and decimals that have the same nearest double."""
    (lexical,) = texts
    if lexical is None:
        return None
    number = Decimal(lexical)
    double = to_double(number)
    try:
        return sortable(number if isinf(double) else EXACT.subtract(number, Decimal(double)))
    except DecimalException:  # longer than any number that counts as one
        return sortable(0)

"""Keys by which SQL sorts solutions as ``graph.engine.exact.order`` does.

Where the tags say that ids hold what decides, or that one column of the dictionary does, that is the key;
otherwise a text that sorts as the exact key does.
"""

from collections.abc import Sequence

from graph.engine.exact import sort_key, term_of
from graph.engine.expressions.dates import DATES, INLINED_MOMENTS, INSTANTS
from graph.engine.expressions.number_keys import number_keys, text_keys
from graph.engine.expressions.numbers import INLINED_NUMBERS, NUMBERS, number_of_id, rescaled
from graph.engine.expressions.operands import operand
from graph.engine.expressions.render import by_tag
from graph.engine.expressions.scope import Scope
from graph.engine.expressions.sortable import sortable
from graph.engine.expressions.value import compile_text, compile_value
from graph.engine.relation import Encoding, Value
from graph.sparql.algebra import Expression, Variable
from graph.store.ids import Tag, tag_bit

__all__ = ["compile_sort", "sort_keys"]

_BOOLEAN = tag_bit(Tag.BOOLEAN)
_STRING, _LANGUAGE = tag_bit(Tag.STRING), tag_bit(Tag.LANGUAGE)
_IRI, _BLANK = tag_bit(Tag.IRI), tag_bit(Tag.BLANK)
_ORDERED_IDS = {tag_bit(tag) for tag in (Tag.INTEGER, Tag.BOOLEAN, Tag.DATE, Tag.DATETIME)}
"""Masks of tags whose ids are in the order of their terms."""

_NUMERIC = tag_bit(Tag.NUMERIC)

_RANKED = (_BLANK, _IRI, NUMBERS, _BOOLEAN, INLINED_MOMENTS, _STRING | _LANGUAGE)
"""The kinds of terms in their order, but for those that only exact evaluation orders."""

_COMPARABLE = sum(_RANKED)
_SCALES = 8
_DAY_US = 86_400_000_000
_DECIMAL_SCALE = 7


def compile_sort(expression: Expression, scope: Scope) -> tuple[str, ...]:
    """SQL of the keys that sort by this expression, upwards, the earlier before the later.

    NULL, which is unbound or an error, comes first; say so where SQL would have it last.
    https://www.w3.org/TR/sparql11-query/#modOrderBy
    """
    if operand(expression, scope).constant is not None:
        return ()
    return tuple(key for key in _compiled(expression, scope) if not _is_constant(key))


def _is_constant(key: str) -> bool:
    """SQL refuses to sort by a constant, or takes it for the number of a column."""
    return key.isdigit() or key.partition("::")[0] == "NULL"


def _compiled(expression: Expression, scope: Scope) -> tuple[str, ...]:
    keys = sort_keys(compile_value(expression, scope), expression, scope)
    return keys or (scope.functions.call(_key_of_text, [compile_text(expression, scope)]),)


def sort_keys(value: Value, expression: Expression, scope: Scope) -> tuple[str, ...]:
    """SQL of the keys that order the terms of the expression together; none if only Python orders them.

    Args:
        value: what the expression compiles to.
        expression: what is to be ordered.
        scope: where.
    """
    key = _single_key(value, expression, scope)
    if key:
        return (key,)
    if value.is_canonical:
        return _keys_of_computed(value, expression, scope)
    if isinstance(expression, Variable) and value.encoding is Encoding.ID and not value.tags & ~_COMPARABLE:
        return _keys(expression.name, value, scope)
    return ()


def _single_key(value: Value, expression: Expression, scope: Scope) -> str | None:
    """SQL of one key that orders the terms of the expression; None if they are too mixed."""
    if value.encoding is Encoding.ID and value.tags in _ORDERED_IDS:
        return value.sql
    if value.encoding is Encoding.ID and value.tags == tag_bit(Tag.DATETIME_UTC):
        # More digits come first: 15.120Z before 15.12Z.
        return f"(({value.sql} >> 7) * {_SCALES} - (({value.sql} >> 4) & 7))"
    if value.encoding is Encoding.ID and value.tags and not value.tags & ~INLINED_NUMBERS:
        return _number_key(value)
    if isinstance(expression, Variable) and value.tags == _BLANK:
        return scope.text(expression.name)
    if isinstance(expression, Variable) and value.tags in (_STRING, _IRI):
        return scope.lexical(expression.name)
    known = operand(expression, scope)
    text = known.text() if known.tags == _STRING else None
    if text and text.is_total:
        return text.sql
    number = known.number() if known.tags == tag_bit(Tag.INTEGER) else None
    return number.sql if number and number.is_total else None


def _keys_of_computed(value: Value, expression: Expression, scope: Scope) -> tuple[str, ...]:
    """The value, then decimals before integers."""
    number = None if isinstance(expression, Variable) else operand(expression, scope).number()
    if number is None:
        return text_keys(value.sql)
    return (
        (number.sql,) if number.is_decimal in ("true", "false") else (number.sql, f"NOT {number.is_decimal}")
    )


def _number_key(value: Value) -> str | None:
    """The value, then the digits after the point: 1 before 1.0."""
    number = number_of_id(value.sql, value.tags)
    digits = by_tag(
        value.sql,
        value.tags,
        [(tag_bit(Tag.INTEGER), "0"), (tag_bit(Tag.DECIMAL), f"(({value.sql} >> 4) & 7)")],
    )
    return f"({number.sql} * {_SCALES} + {digits})" if number else None


def _keys(name: str, value: Value, scope: Scope) -> tuple[str, ...]:
    """Kind, value, lexical form, language and datatype of terms of several kinds."""
    id_, tags = value.sql, value.tags
    held = [
        (_BOOLEAN, f"({id_} >> 4)::HUGEINT"),
        (DATES, f"(({id_} >> 4) * {_DAY_US})::HUGEINT"),
        (INSTANTS, f"({id_} >> 7)::HUGEINT"),
    ]
    if not tags & _NUMERIC:
        number = number_of_id(id_, tags)
        scaled = rescaled(number, _DECIMAL_SCALE) if number else None
        held.append((INLINED_NUMBERS, f"({scaled.sql})::HUGEINT" if scaled else "NULL"))
    rank = by_tag(id_, tags, [(kind, str(place)) for place, kind in enumerate(_RANKED)])
    of_numbers = number_keys(name, value, scope) if tags & _NUMERIC else ()
    lexical = scope.lexical(name)
    if tags & _BLANK:
        lexical = by_tag(id_, tags, [(_BLANK, scope.text(name)), (tags & ~_BLANK, lexical)])
    keys = [rank, *of_numbers, by_tag(id_, tags, held), lexical]
    if tags & _LANGUAGE:
        keys.append(scope.language(name))
    if tags & _NUMERIC:
        keys.append(scope.datatype(name))
    return tuple(keys)


def _key_of_text(texts: Sequence[str | None]) -> str | None:
    (text,) = texts
    return None if text is None else sortable(sort_key(term_of(text)))

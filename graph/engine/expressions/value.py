"""Values: an expression's term as SQL, as an id where every value surely has one."""

from dataclasses import replace

from graph.engine.exact import text_of
from graph.engine.expressions.condition import compile_condition
from graph.engine.expressions.fallback import exact_value
from graph.engine.expressions.numbers import number_text
from graph.engine.expressions.operand import Operand
from graph.engine.expressions.operands import operand
from graph.engine.expressions.scope import Scope
from graph.engine.expressions.strings import encoded_text
from graph.engine.names import sql_text
from graph.engine.relation import Encoding, Value
from graph.sparql.algebra import Exists, Expression, Variable
from graph.store.ids import Tag, tag_bit
from graph.store.inline import inlined
from graph.terms import XSD, Term

__all__ = ["compile_text", "compile_value"]

_LARGEST = 10**17
_BOOLEAN = tag_bit(Tag.BOOLEAN)


def compile_value(expression: Expression, scope: Scope) -> Value:
    """SQL of the expression's term; NULL is an error, or unbound."""
    if isinstance(expression, Variable):
        column = scope.column(expression.name)
        if column is None:
            return Value("NULL::BIGINT", Encoding.ID, 0)
        return Value(column.sql, column.encoding, column.tags, column.is_sure, column.is_canonical)
    known = operand(expression, scope)
    if known.constant is not None:
        return _constant(known.constant, known.tags, scope)
    if known.tags == _BOOLEAN:
        return _truth(compile_condition(expression, scope), is_sure=isinstance(expression, Exists))
    number = known.number() if not known.tags & ~tag_bit(Tag.INTEGER) else None
    if number and number.is_total and number.limit <= _LARGEST:
        return Value(f"({number.sql}::BIGINT * 16 + {Tag.INTEGER:d})", Encoding.ID, known.tags)
    number = None if known.tags & ~_NUMBERS else known.number()
    is_canonical = number is not None and number.is_total
    return Value(_text(expression, known, scope), Encoding.TEXT, known.tags, is_canonical=is_canonical)


def compile_text(expression: Expression, scope: Scope) -> str:
    """SQL of the expression's term as TEXT; NULL is an error, or unbound."""
    if isinstance(expression, Variable):
        return scope.text(expression.name)
    known = operand(expression, scope)
    if known.constant is not None:
        return sql_text(text_of(known.constant))
    return _text(expression, known, scope)


def _constant(term: Term, tags: int, scope: Scope) -> Value:
    id_ = scope.ids.get(term, inlined(term))
    if id_ is None:
        return Value(sql_text(text_of(term)), Encoding.TEXT, tags, is_sure=True)
    return Value(f"{id_}::BIGINT", Encoding.ID, tags, is_sure=True)


def _truth(condition: str, *, is_sure: bool) -> Value:
    sql = f"(({condition})::BIGINT * 16 + {Tag.BOOLEAN:d})"
    return Value(sql, Encoding.ID, _BOOLEAN, is_sure)


def _text(expression: Expression, known: Operand, scope: Scope) -> str:
    fast = _fast_text(known, scope)
    if fast is None:
        return exact_value(expression, scope)
    sql, is_total = fast
    return sql if is_total else f"coalesce({sql}, {exact_value(expression, scope)})"


def _fast_text(known: Operand, scope: Scope) -> tuple[str, bool] | None:
    """The term by one of its forms: the one that all its tags have."""
    if not known.tags & ~_BOOLEAN and (truth := known.truth()):
        boolean = f"""'"' || {truth.sql}::VARCHAR || '"^^<{XSD}boolean>'"""
        return f"({boolean})", truth.is_total
    if not known.tags & ~_STRINGS and (text := known.text()):
        return encoded_text(text), text.is_total
    if not known.tags & ~tag_bit(Tag.IRI) and (iri := known.iri()):
        return f"('<' || {iri.sql} || '>')", iri.is_total
    if not known.tags & ~_NUMBERS and (number := known.number()):
        return number_text(replace(number, sql=scope.named(number.sql))), number.is_total
    return None


_STRINGS = tag_bit(Tag.STRING) | tag_bit(Tag.LANGUAGE)
_NUMBERS = tag_bit(Tag.INTEGER) | tag_bit(Tag.DECIMAL) | tag_bit(Tag.NUMERIC)

"""The forms of what expressions are made of: variables and constants."""

from dataclasses import replace
from functools import partial

from graph.engine.expressions.numbers import number_of_constant, number_of_id
from graph.engine.expressions.operand import Form, Operand, Text
from graph.engine.expressions.render import by_tag
from graph.engine.expressions.scope import Scope
from graph.engine.names import sql_text
from graph.engine.relation import Column, Encoding
from graph.store.ids import Tag, tag_bit, tag_of, tagged
from graph.store.inline import dictionary_tag, inlined
from graph.terms import XSD, Iri, Literal

__all__ = ["STRINGS", "UNBOUND", "operand_of_column", "operand_of_constant"]

STRINGS = tag_bit(Tag.STRING) | tag_bit(Tag.LANGUAGE)
_NOWHERE = -1
"""A number in the dictionary that no term has."""
_SMALLEST_SURE = 1e-30
"""Doubles nearer to 0 may stand for numbers that are 0 in single precision."""

UNBOUND = Operand(tags=0, id="NULL::BIGINT", truth=lambda: Form("NULL::BOOLEAN"))


def operand_of_constant(term: Iri | Literal, scope: Scope) -> Operand:
    """What is known of a term in the text of the query."""
    if isinstance(term, Literal) and term.language != term.language.lower():
        return Operand(tag_bit(Tag.LANGUAGE), term)
    id_ = scope.ids.get(term, inlined(term))
    if id_ is None:
        id_ = tagged(_NOWHERE, dictionary_tag(term))
    tags = tag_bit(tag_of(id_))
    if isinstance(term, Iri):
        return Operand(tags, term, f"{id_}", iri=lambda: Form(sql_text(term.value)))
    if tags & STRINGS:
        mark = term.language + (f"--{term.direction}" if term.direction else "")
        text = Text(sql_text(term.value), sql_text(mark))
        return Operand(tags, term, f"{id_}", text=lambda: text)
    return Operand(tags, term, f"{id_}", number=partial(number_of_constant, term))


def operand_of_column(name: str, scope: Scope) -> Operand:
    """What is known of a variable."""
    column = scope.column(name)
    if column is None:
        return UNBOUND
    is_text = column.encoding is Encoding.TEXT
    known = (_operand_of_text if is_text else _operand_of_id)(name, column, scope)
    return replace(
        known,
        lexical=lambda: Form(scope.lexical(name)),
        language=lambda: Form(scope.language(name)),
        datatype=lambda: Form(scope.datatype(name)),
    )


def _operand_of_id(name: str, column: Column, scope: Scope) -> Operand:
    return Operand(
        column.tags,
        id=column.sql,
        truth=partial(_truth_of_id, name, column, scope),
        number=partial(number_of_id, column.sql, column.tags),
        text=partial(_text_of_id, name, column, scope),
        iri=partial(_iri_of_id, name, column, scope),
        double=partial(_double_of_id, name, column, scope),
    )


def _operand_of_text(name: str, column: Column, scope: Scope) -> Operand:
    lexical, language = partial(scope.lexical, name), partial(scope.language, name)
    if column.tags == tag_bit(Tag.STRING):
        return Operand(column.tags, text=lambda: Text(lexical()), truth=lambda: Form(f"({lexical()} <> '')"))
    if not column.tags & ~STRINGS:
        return Operand(column.tags, text=lambda: Text(lexical(), language()))
    if column.tags == tag_bit(Tag.IRI):
        return Operand(column.tags, iri=lambda: Form(lexical()))
    if column.tags == tag_bit(Tag.BOOLEAN):
        true = sql_text(f'"true"^^<{XSD}boolean>')
        return Operand(column.tags, truth=lambda: Form(f"({column.sql} = {true})"))
    return Operand(column.tags)


def _text_of_id(name: str, column: Column, scope: Scope) -> Text | None:
    if not column.tags & STRINGS:
        return None
    tags = column.tags & STRINGS
    lexical = scope.lexical(name)
    sql = lexical if column.tags == tags else by_tag(column.sql, column.tags, [(tags, lexical)])
    language = scope.language(name) if tags & tag_bit(Tag.LANGUAGE) else "''"
    return Text(sql, language)


def _iri_of_id(name: str, column: Column, scope: Scope) -> Form | None:
    tag = tag_bit(Tag.IRI)
    if not column.tags & tag:
        return None
    return Form(by_tag(column.sql, column.tags, [(tag, scope.lexical(name))]))


def _double_of_id(name: str, column: Column, scope: Scope) -> Form | None:
    return Form(scope.double(name)) if column.tags & tag_bit(Tag.NUMERIC) else None


def _truth_of_id(name: str, column: Column, scope: Scope) -> Form:
    """The effective boolean value; errors and what is not known are NULL."""
    id_, tags = column.sql, column.tags
    branches = [
        (tag_bit(Tag.BOOLEAN), f"({id_} >> 4) = 1"),
        (tag_bit(Tag.INTEGER), f"({id_} >> 4) <> 0"),
        (tag_bit(Tag.DECIMAL), f"({id_} >> 7) <> 0"),
    ]
    if tags & tag_bit(Tag.STRING):
        branches.append((tag_bit(Tag.STRING), f"{scope.lexical(name)} <> ''"))
    if tags & tag_bit(Tag.NUMERIC):
        double = scope.double(name)
        known = f"CASE WHEN isnan({double}) THEN false WHEN abs({double}) > {_SMALLEST_SURE} THEN true END"
        branches.append((tag_bit(Tag.NUMERIC), known))
    is_total = not tags & (tag_bit(Tag.NUMERIC) | tag_bit(Tag.OTHER))
    return Form(f"({by_tag(id_, tags, branches)})", is_total=is_total)

"""Rows of results JSON made by SQL, for answers too large to be made in Python.

Each row becomes one text, a JSON object as https://www.w3.org/TR/sparql11-results-json/#select-binding-sets
wants it. What a column's tags rule out costs nothing: a column of IRIs is a join and a concatenation.
"""

import json
from collections.abc import Iterator, Sequence

from graph.engine.derive import derived
from graph.engine.expressions.render import DICTIONARY
from graph.engine.names import sql_text
from graph.engine.relation import Column, Encoding, Relation
from graph.store.ids import Tag, tag_bit
from graph.store.inline import INLINED_DATATYPES

__all__ = ["can_write", "dictionary_join", "json_rows"]

_RESOURCES = {Tag.IRI: "uri", Tag.BLANK: "bnode"}


def can_write(relation: Relation, variables: Sequence[str]) -> bool:
    """Whether SQL can write these variables: none is computed, none may be a triple term."""
    columns = [relation.columns[name] for name in variables if name in relation.columns]
    return all(column.encoding is Encoding.ID and not column.tags & tag_bit(Tag.TRIPLE) for column in columns)


def json_rows(relation: Relation, variables: Sequence[str], order: str = "") -> str:
    """A SELECT of one text for each solution, with a comma and a line feed before it.

    Args:
        relation: the solutions; `can_write` holds for them.
        variables: what is shown of them.
        order: the column, quoted, that they are to be sorted by.
    """
    shown = {name: relation.columns[name] for name in variables if name in relation.columns}
    shown = {name: column for name, column in shown.items() if column.tags}
    cells: list[str] = []
    joins: list[str] = []
    for number, (name, column) in enumerate(shown.items()):
        cells.append(_cell(name, f"a.{column.sql}", column, f"t{number}"))
        joins += dictionary_join(f"a.{column.sql}", column, f"t{number}")
    row = f"concat_ws(',', {', '.join(cells)})" if cells else "''"
    before = sql_text(",\n{")
    lines = [f"SELECT {before} || {row} || '}}' AS line", f"FROM {derived(relation, 'a')}", *joins]
    return "\n".join([*lines, f"ORDER BY a.{order}"] if order else lines)


def dictionary_join(id_: str, column: Column, alias: str) -> Iterator[str]:
    """The join with the dictionary, where the ids of a column do not tell all."""
    if column.tags & DICTIONARY:
        is_inner = column.is_sure and not column.tags & ~DICTIONARY
        yield f"{'' if is_inner else 'LEFT '}JOIN term AS {alias} ON {alias}.id = {id_}"


def _cell(name: str, id_: str, column: Column, alias: str) -> str:
    """The name and the term of a cell, or NULL where it is unbound."""
    tags = [tag for tag in Tag if column.tags & tag_bit(tag)]
    key = sql_text(json.dumps(name, ensure_ascii=False) + ":")
    if len(tags) == 1:
        return f"{key} || {_term(tags[0], id_, alias)}"
    cases = " ".join(f"WHEN {tag:d} THEN {_term(tag, id_, alias)}" for tag in tags)
    return f"{key} || CASE {id_} & 15 {cases} END"


def _term(tag: Tag, id_: str, alias: str) -> str:
    value = f"to_json({alias}.lex)"
    if tag in _RESOURCES:
        return f"""'{{"type":"{_RESOURCES[tag]}","value":' || {value} || '}}'"""
    if tag in INLINED_DATATYPES:
        form = f"({id_} >> 4)" if tag is Tag.INTEGER else f"mlg_lex({id_}, NULL)"
        end = sql_text(f'","datatype":"{INLINED_DATATYPES[tag]}"}}')
        return f"""'{{"type":"literal","value":"' || {form} || {end}"""
    return f"""'{{"type":"literal","value":' || {value} || {_kind(tag, alias)} || '}}'"""


def _kind(tag: Tag, alias: str) -> str:
    match tag:
        case Tag.STRING:
            return "''"
        case Tag.LANGUAGE:
            language, direction = (f"split_part({alias}.lang, '--', {part})" for part in (1, 2))
            turned = f"""CASE WHEN {direction} = '' THEN '' ELSE ',"its:dir":"' || {direction} || '"' END"""
            return f"""',"xml:lang":"' || {language} || '"' || {turned}"""
        case _:
            return f"""',"datatype":' || to_json({alias}.dt)"""

"""Rows of results JSON by SQL: https://www.w3.org/TR/sparql11-results-json/#select-binding-sets."""

import json
from collections.abc import Sequence

from graph.answer.bindings import ROW_SEPARATOR
from graph.engine.writing.notation import Cell, Constant, Notation, Part, concatenated
from graph.engine.writing.term_text import inlined, language_parts
from graph.store.ids import Tag
from graph.store.inline import INLINED_DATATYPES

__all__ = ["JSON"]

_RESOURCES = {Tag.IRI: "uri", Tag.BLANK: "bnode"}
_SEPARATOR = ROW_SEPARATOR["json"]
_END = Constant("}")


def _row(cells: Sequence[Cell]) -> list[Part]:
    bound = [cell for cell in cells if cell.terms]
    sure = [number for number, cell in enumerate(bound) if cell.is_sure]
    if bound and not sure:
        # An empty text is no NULL, so that it would get a comma.
        texts = ", ".join(f"nullif({concatenated(cell.parts(_key(cell)))}, '')" for cell in bound)
        return [Constant(_SEPARATOR + "{"), f"concat_ws(',', {texts})", _END]
    parts: list[Part] = [Constant(_SEPARATOR + "{")]
    for number, cell in enumerate(bound):
        # A cell that is always there needs no comma; each other one has its own, towards that one.
        before, after = "," if number > sure[0] else "", "," if number < sure[0] else ""
        parts += cell.parts(before + _key(cell), after)
    return [*parts, _END]


def _key(cell: Cell) -> str:
    return json.dumps(cell.name, ensure_ascii=False) + ":"


def _term(tag: Tag, id_: str, alias: str) -> list[Part]:
    value = f"to_json({alias}.lex)"
    if tag in _RESOURCES:
        return [Constant(f'{{"type":"{_RESOURCES[tag]}","value":'), value, _END]
    if tag in INLINED_DATATYPES:
        end = Constant(f'","datatype":"{INLINED_DATATYPES[tag]}"}}')
        return [Constant('{"type":"literal","value":"'), inlined(tag, id_), end]
    return [Constant('{"type":"literal","value":'), value, *_kind(tag, alias), _END]


def _kind(tag: Tag, alias: str) -> list[Part]:
    match tag:
        case Tag.STRING:
            return []
        case Tag.LANGUAGE:
            return language_parts(alias, ',"xml:lang":"', (',"its:dir":"', '"'))
        case _:
            return [Constant(',"datatype":'), f"to_json({alias}.dt)"]


JSON = Notation(_term, _row, separator=_SEPARATOR)
"""Results JSON."""

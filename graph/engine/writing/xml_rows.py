"""Rows of results XML by SQL: https://www.w3.org/TR/rdf-sparql-XMLres/#results."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

import numpy as np

from graph.answer.bindings import ITS
from graph.engine.writing.notation import Cell, Constant, Notation, Part, escaped
from graph.engine.writing.term_text import inlined, language_parts
from graph.store.ids import Tag
from graph.store.inline import INLINED_DATATYPES

__all__ = ["XML"]

# An IRI has none of the others; a carriage return would be read back as a line feed (XML 1.0, 2.11).
_IN_IRIS = {"&": "&amp;"}
_IN_TEXTS = {**_IN_IRIS, "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
# https://www.w3.org/TR/xml/#charsets
_SPACE = 0x20
_ALLOWED = np.frombuffer(b"\t\n\r", np.uint8)
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())


def _row(cells: Sequence[Cell]) -> list[Part]:
    bound = (
        cell.parts(f"<binding name={quoteattr(cell.name)}>", "</binding>") for cell in cells if cell.terms
    )
    return [Constant("<result>"), *(part for parts in bound for part in parts), Constant("</result>\n")]


def _term(tag: Tag, id_: str, alias: str) -> list[Part]:
    match tag:
        case Tag.IRI:
            return [Constant("<uri>"), escaped(f"{alias}.lex", _IN_IRIS), Constant("</uri>")]
        case Tag.BLANK:
            return [Constant("<bnode>"), f"{alias}.lex", Constant("</bnode>")]
        case _ if tag in INLINED_DATATYPES:
            start = Constant(f'<literal datatype="{INLINED_DATATYPES[tag]}">')
            return [start, inlined(tag, id_), Constant("</literal>")]
        case _:
            text = escaped(f"{alias}.lex", _IN_TEXTS)
            return [Constant("<literal"), *_kind(tag, alias), Constant(">"), text, Constant("</literal>")]


def _kind(tag: Tag, alias: str) -> list[Part]:
    match tag:
        case Tag.STRING:
            return []
        case Tag.LANGUAGE:
            return language_parts(alias, ' xml:lang="', (' its:dir="', f'" {ITS}'))
        case _:
            return [Constant(' datatype="'), escaped(f"{alias}.dt", _IN_IRIS), Constant('"')]


def _can_hold(text: bytes) -> bool:
    codes = np.frombuffer(text, np.uint8)
    if not np.isin(codes[codes < _SPACE], _ALLOWED).all():
        return False
    # Few texts have the first byte of these; one byte is found many times sooner than three.
    return _NO_CHARACTERS[0][:1] not in text or not any(each in text for each in _NO_CHARACTERS)


XML = Notation(_term, _row, can_hold=_can_hold)
"""Results XML."""

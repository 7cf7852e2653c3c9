"""Computed terms, which have no ids: their texts are taken apart, and then written as the others are."""

from graph.engine.expressions.render import tags_in, text_datatype, text_language
from graph.engine.relation import Column
from graph.engine.writing.notation import Cell, TermWriter
from graph.store.ids import Tag

__all__ = ["split", "text_cell"]

_AS_THEY_ARE = frozenset({Tag.IRI, Tag.BLANK, Tag.STRING, Tag.LANGUAGE})


def split(text: str, alias: str) -> str:
    """SQL of a column with the parts of a text: its tag, and what ``term`` has in its columns."""
    suffix = f"""split_part({text}, '"', -1)"""
    lexical = f"""CASE {text}[1] WHEN '"' THEN left({text}, -length({suffix}) - 1)[2:]
        WHEN '<' THEN {text}[2:-2] ELSE {text}[3:] END"""
    tag = f"""CASE {text}[1] WHEN '<' THEN {Tag.IRI:d} WHEN '_' THEN {Tag.BLANK:d} WHEN '"' THEN
        CASE {suffix}[1] WHEN '@' THEN {Tag.LANGUAGE:d} WHEN '^' THEN {Tag.NUMERIC:d}
        ELSE {Tag.STRING:d} END END"""
    parts = f"tag := {tag}, lex := {lexical}, dt := {text_datatype(text)}, lang := {text_language(text)}"
    return f"struct_pack({parts}) AS {_column(alias)}"


def text_cell(term: TermWriter, name: str, column: Column, alias: str) -> Cell:
    """The cell of a computed variable, whose text `split` has taken apart under that alias.

    Every literal with a datatype is written as a number is: by its datatype and its form.
    """
    tags = dict.fromkeys(tag if tag in _AS_THEY_ARE else Tag.NUMERIC for tag in tags_in(column.tags))
    parts = f"a.{_column(alias)}"
    terms = {tag: term(tag, f"{parts}.tag", parts) for tag in tags}
    return Cell(name, f"{parts}.tag", terms, is_sure=column.is_sure and bool(terms))


def _column(alias: str) -> str:
    """The name of the column of parts; no variable has such a name."""
    return f'"#{alias}"'

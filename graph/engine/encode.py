"""Conversions between the encodings of columns, in one place.

From id to text never fails; from text to id, a term that the store does not hold becomes a number that no id
has, so that it equals nothing and is not taken for unbound.
"""

from dataclasses import replace

from graph.engine.derive import derived, renamed, selected
from graph.engine.relation import Encoding, Relation
from graph.store.ids import Tag, tagged

__all__ = ["as_text", "with_id"]

_UNKNOWN = tagged(1, Tag.SYSTEM)
_LITERAL = int(Tag.STRING)
"""One number for the kind of all literals."""

# What a term is, read off its text; a literal's form ends at the last quotation mark.
_TEXT = 'a."#text"'
_SUFFIX = f"split_part({_TEXT}, '\"', -1)"
_KIND = f"""CASE WHEN {_TEXT}[1] = '"' THEN {_LITERAL}
  WHEN {_TEXT}[1] = '_' THEN {Tag.BLANK:d}
  WHEN {_TEXT}[2] = '<' THEN {Tag.TRIPLE:d}
  ELSE {Tag.IRI:d} END"""
_LEX = f"""CASE WHEN {_TEXT}[1] = '"' THEN {_TEXT}[2:length({_TEXT}) - length({_SUFFIX}) - 1]
  WHEN {_TEXT}[1] = '_' THEN {_TEXT}[3:]
  WHEN {_TEXT}[2] = '<' THEN {_TEXT}
  ELSE {_TEXT}[2:-2] END"""
_DT = f"CASE WHEN {_TEXT}[1] = '\"' AND {_SUFFIX}[1] = '^' THEN {_SUFFIX}[4:-2] END"
_LANG = f"CASE WHEN {_TEXT}[1] = '\"' AND {_SUFFIX}[1] = '@' THEN {_SUFFIX}[2:] END"
_FOUND = 'mlg_inlined(a."#lex", a."#dt"), t.id'
_SAME = f"""t.lex = a."#lex" AND t.dt IS NOT DISTINCT FROM a."#dt" AND t.lang IS NOT DISTINCT FROM a."#lang"
  AND a."#kind" = CASE WHEN t.id & 15 IN ({Tag.IRI:d}, {Tag.BLANK:d}, {Tag.TRIPLE:d})
    THEN t.id & 15 ELSE {_LITERAL} END"""


def as_text(relation: Relation, name: str) -> Relation:
    """The same solutions with this variable as TEXT."""
    column = relation.columns[name]
    if column.encoding is Encoding.TEXT:
        return relation
    cells = {each: f"a.{column.sql}" for each, column in relation.columns.items()}
    cells[name] = f"mlg_text(a.{column.sql}, t.lex, t.dt, t.lang)"
    return Relation(
        f"SELECT {selected(cells)}\nFROM {derived(relation, 'a')}\n"
        f"LEFT JOIN term AS t ON t.id = a.{column.sql}",
        renamed(dict(relation.columns) | {name: replace(column, encoding=Encoding.TEXT)}),
        relation.rows,
    )


def with_id(relation: Relation, name: str) -> tuple[Relation, str]:
    """The same solutions and a column of the ids of a variable that is TEXT, under the name also given."""
    key = f".id {name}"
    read = f'SELECT *, {_KIND} AS "#kind", {_LEX} AS "#lex", {_DT} AS "#dt", {_LANG} AS "#lang"'
    text = relation.columns[name].sql
    source = Relation(f'{read}\nFROM (SELECT a.*, a.{text} AS "#text" FROM {derived(relation, "a")}) AS a')
    cells = {each: f"a.{column.sql}" for each, column in relation.columns.items()}
    cells[key] = f'CASE WHEN a."#text" IS NOT NULL THEN coalesce({_FOUND}, {_UNKNOWN}) END'
    columns = {**relation.columns, key: replace(relation.columns[name], encoding=Encoding.ID)}
    return (
        Relation(
            f"SELECT {selected(cells)}\nFROM {derived(source, 'a')}\nLEFT JOIN term AS t ON {_SAME}",
            renamed(columns),
            relation.rows,
        ),
        key,
    )

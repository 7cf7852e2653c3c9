"""Rows of results TSV by SQL: https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv."""

from collections.abc import Sequence

from graph.answer.bindings import SHORT_NUMBERS
from graph.engine.names import sql_text
from graph.engine.writing.notation import Cell, Constant, Notation, Part, concatenated
from graph.engine.writing.term_text import inlined, n_triples_term
from graph.store.ids import Tag

__all__ = ["TSV"]

_BARE = frozenset({Tag.INTEGER, Tag.DECIMAL})


def _row(cells: Sequence[Cell]) -> list[Part]:
    fields = (cell.parts() for cell in cells)
    row = [part for number, parts in enumerate(fields) for part in ([Constant("\t")] * (number > 0) + parts)]
    return [*row, Constant("\n")]


def _term(tag: Tag, id_: str, alias: str) -> list[Part]:
    if tag in _BARE:
        return [inlined(tag, id_)]
    if tag is not Tag.NUMERIC:
        return n_triples_term(tag, id_, alias)
    short = " ".join(
        f"WHEN {alias}.dt = {sql_text(datatype)} AND regexp_full_match({alias}.lex, {sql_text(form.pattern)})"
        f" THEN {alias}.lex"
        for datatype, form in SHORT_NUMBERS.items()
    )
    return [f"CASE {short} ELSE {concatenated(n_triples_term(tag, id_, alias))} END"]


TSV = Notation(_term, _row)
"""Results TSV."""

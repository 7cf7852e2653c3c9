"""Rows of results CSV by SQL: https://www.w3.org/TR/sparql11-results-csv-tsv/#csv.

Fields are quoted where https://www.rfc-editor.org/rfc/rfc4180 wants it, and nowhere else.
"""

from collections.abc import Sequence

from graph.engine.writing.notation import Cell, Constant, Notation, Part, concatenated
from graph.engine.writing.term_text import inlined
from graph.store.ids import Tag
from graph.store.inline import INLINED_DATATYPES

__all__ = ["CSV"]

_END = Constant("\r\n")
# An IRI has none of the others.
_QUOTED_IN_IRIS = ","
_QUOTED_IN_TEXTS = ',"\r\n'


def _row(cells: Sequence[Cell]) -> list[Part]:
    if len(cells) == 1:
        # A line without anything on it is no row to most who read CSV.
        return [f"""coalesce(nullif({concatenated(cells[0].parts())}, ''), '""')""", _END]
    fields = (cell.parts() for cell in cells)
    row = [part for number, parts in enumerate(fields) for part in ([Constant(",")] * (number > 0) + parts)]
    return [*row, _END]


def _term(tag: Tag, id_: str, alias: str) -> list[Part]:
    match tag:
        case Tag.IRI:
            return [_quoted(f"{alias}.lex", _QUOTED_IN_IRIS)]
        case Tag.BLANK:
            return [Constant("_:"), f"{alias}.lex"]
        case _ if tag in INLINED_DATATYPES:
            return [inlined(tag, id_)]
        case _:
            return [_quoted(f"{alias}.lex", _QUOTED_IN_TEXTS)]


def _quoted(text: str, signs: str) -> str:
    found = " OR ".join(f"contains({text}, chr({ord(sign)}))" for sign in signs)
    return f"""CASE WHEN {found} THEN concat('"', replace({text}, '"', '""'), '"') ELSE {text} END"""


CSV = Notation(_term, _row)
"""Results CSV."""

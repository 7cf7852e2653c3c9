"""Answers: what a query returned, and its forms as the W3C writes them."""

from graph.answer.columns import GRAPH_COLUMNS, Columns, Kind, columns_of
from graph.answer.explanation import Explanation, Step, explanation_json, explanation_text
from graph.answer.formats import BINDING_FORMATS, TRIPLE_FORMATS, Format, formats_of, write_answer
from graph.answer.reading import SpoolFile
from graph.answer.spool import Room, Spool
from graph.answer.texts import Texts
from graph.answer.values import About, Answer, Row, Table, Triples, Truth
from graph.answer.written import Formats, Written, written

__all__ = [
    "BINDING_FORMATS",
    "GRAPH_COLUMNS",
    "TRIPLE_FORMATS",
    "About",
    "Answer",
    "Columns",
    "Explanation",
    "Format",
    "Formats",
    "Kind",
    "Room",
    "Row",
    "Spool",
    "SpoolFile",
    "Step",
    "Table",
    "Texts",
    "Triples",
    "Truth",
    "Written",
    "columns_of",
    "explanation_json",
    "explanation_text",
    "formats_of",
    "write_answer",
    "written",
]

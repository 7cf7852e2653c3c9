"""Answers: what a query returned, and its forms as the W3C writes them."""

from graph.answer.explanation import Explanation, Step
from graph.answer.formats import BINDING_FORMATS, TRIPLE_FORMATS, Format, formats_of, write_answer
from graph.answer.spool import Room, Spool
from graph.answer.values import About, Answer, Row, Table, Triples, Truth
from graph.answer.written import Formats, Written, written

__all__ = [
    "BINDING_FORMATS",
    "TRIPLE_FORMATS",
    "About",
    "Answer",
    "Explanation",
    "Format",
    "Formats",
    "Room",
    "Row",
    "Spool",
    "Step",
    "Table",
    "Triples",
    "Truth",
    "Written",
    "formats_of",
    "write_answer",
    "written",
]

"""Answers: what a query returned, and its forms as the W3C writes them."""

from graph.answer.formats import BINDING_FORMATS, TRIPLE_FORMATS, Format, formats_of, write_answer
from graph.answer.values import About, Answer, Row, Table, Triples, Truth

__all__ = [
    "BINDING_FORMATS",
    "TRIPLE_FORMATS",
    "About",
    "Answer",
    "Format",
    "Row",
    "Table",
    "Triples",
    "Truth",
    "formats_of",
    "write_answer",
]

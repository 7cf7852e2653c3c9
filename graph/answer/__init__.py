"""Answers: what a query returned, and its forms as the W3C writes them."""

from graph.answer.bindings import json_frame
from graph.answer.explanation import Explanation, Step
from graph.answer.formats import BINDING_FORMATS, TRIPLE_FORMATS, Format, formats_of, write_answer
from graph.answer.values import About, Answer, Row, Table, Triples, Truth, Written

__all__ = [
    "BINDING_FORMATS",
    "TRIPLE_FORMATS",
    "About",
    "Answer",
    "Explanation",
    "Format",
    "Row",
    "Step",
    "Table",
    "Triples",
    "Truth",
    "Written",
    "formats_of",
    "json_frame",
    "write_answer",
]

"""Large answers as text made by SQL, and read in the columns that DuckDB makes it in.

A table is rows of its format (`rows`, with a notation for each of JSON, XML, CSV and TSV), a graph is lines
of N-Triples (`triples`).
"""

from graph.engine.writing.pieces import SMALL, TRIPLE_LINES, Layout, is_large, write_graph, write_table
from graph.engine.writing.rows import NOTATIONS, are_ids, can_write
from graph.engine.writing.triples import can_construct

__all__ = [
    "NOTATIONS",
    "SMALL",
    "TRIPLE_LINES",
    "Layout",
    "are_ids",
    "can_construct",
    "can_write",
    "is_large",
    "write_graph",
    "write_table",
]

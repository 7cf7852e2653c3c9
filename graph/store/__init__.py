"""The store: where quads live, and the log of their commits."""

from graph.store.columnar import ColumnStore
from graph.store.commits import Commit, CommitLog
from graph.store.file import is_store
from graph.store.parquet import parquet
from graph.store.whole_graph import Before, HeldGraph, StateOf, unconditional

__all__ = [
    "Before",
    "ColumnStore",
    "Commit",
    "CommitLog",
    "HeldGraph",
    "StateOf",
    "is_store",
    "parquet",
    "unconditional",
]

"""The store: where quads live, and the log of their commits."""

from graph.store.columnar import ColumnStore
from graph.store.commits import Commit, CommitLog
from graph.store.file import is_store

__all__ = ["ColumnStore", "Commit", "CommitLog", "is_store"]

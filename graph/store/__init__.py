"""The store: where quads live, and the log of their commits."""

from graph.store.commits import Commit, CommitLog
from graph.store.quads import Store, is_store

__all__ = ["Commit", "CommitLog", "Store", "is_store"]

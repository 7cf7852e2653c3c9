"""The dataset as others' libraries see it: a store for RDFLib."""

from graph.plugin.store import MaillageStore

__all__ = ["MaillageStore"]

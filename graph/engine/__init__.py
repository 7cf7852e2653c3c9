"""The engine: a store and a query in, an answer out."""

from graph.engine.reference import answer, update

__all__ = ["answer", "update"]

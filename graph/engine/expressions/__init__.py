"""Expressions as SQL: conditions, values, sort keys and aggregates over the columns of a relation."""

from graph.engine.expressions.scope import Scope

__all__ = ["Scope"]

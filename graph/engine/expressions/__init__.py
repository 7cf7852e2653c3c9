"""Expressions as SQL: conditions, values, sort keys and aggregates over the columns of a relation."""

from graph.engine.expressions.aggregate import compile_aggregate
from graph.engine.expressions.condition import compile_condition
from graph.engine.expressions.scope import Scope
from graph.engine.expressions.sort import compile_sort
from graph.engine.expressions.value import compile_text, compile_value

__all__ = [
    "Scope",
    "compile_aggregate",
    "compile_condition",
    "compile_sort",
    "compile_text",
    "compile_value",
]

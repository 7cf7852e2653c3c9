"""Conditions: an expression's effective boolean value as SQL."""

from graph.engine.expressions.operands import condition
from graph.engine.expressions.scope import Scope
from graph.sparql.algebra import Expression

__all__ = ["compile_condition"]


def compile_condition(expression: Expression, scope: Scope) -> str:
    """SQL BOOLEAN that says whether the expression counts as true; NULL is an error.

    https://www.w3.org/TR/sparql11-query/#ebv
    """
    return condition(expression, scope)

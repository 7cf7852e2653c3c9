"""Expressions written in SPARQL, evaluated without a store: what the tests of this folder share."""

from collections.abc import Mapping

from graph.engine.exact import Context, ExpressionError, evaluator, new_context
from graph.sparql import parse_query, translate
from graph.sparql.algebra import Expression, Extend, Project
from graph.terms import Term

__all__ = ["CONTEXT", "PREFIXES", "expression", "result", "term"]

PREFIXES = """
PREFIX : <http://example/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
CONTEXT = new_context(base="http://example/base/", seed=1)


def expression(text: str) -> Expression:
    """The algebra of an expression; the prefixes are declared."""
    algebra = translate(parse_query(f"{PREFIXES}SELECT ({text} AS ?result) WHERE {{}}"))
    while isinstance(algebra, Project):
        algebra = algebra.pattern
    assert isinstance(algebra, Extend)
    return algebra.expression


def result(text: str, row: Mapping[str, Term] | None = None, context: Context = CONTEXT) -> Term | None:
    """The value of an expression for variables bound like that; None is an error."""
    bound = row or {}
    evaluate = evaluator(expression(text), tuple(bound), context)
    try:
        return evaluate(tuple(bound.values()))
    except ExpressionError:
        return None


def term(text: str) -> Term:
    """The term that a text says in SPARQL."""
    written = result(text)
    assert written is not None
    return written

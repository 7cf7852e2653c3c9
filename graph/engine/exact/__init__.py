"""The whole expression language of SPARQL on terms, exactly by the recommendation.

https://www.w3.org/TR/sparql11-query/#expressions, with the additions of
https://www.w3.org/TR/sparql12-query/. Where the columns can't answer by themselves, this does.
"""

from graph.engine.exact.aggregates import aggregate
from graph.engine.exact.compare import equal, same_term
from graph.engine.exact.context import SOLUTION, Context, new_context
from graph.engine.exact.ebv import ebv
from graph.engine.exact.evaluate import condition, evaluator, text_condition, text_function
from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.order import sort_key
from graph.engine.exact.text import term_of, text_of

__all__ = [
    "SOLUTION",
    "Context",
    "ExpressionError",
    "aggregate",
    "condition",
    "ebv",
    "equal",
    "evaluator",
    "new_context",
    "same_term",
    "sort_key",
    "term_of",
    "text_condition",
    "text_function",
    "text_of",
]

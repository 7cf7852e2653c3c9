"""The effective boolean value (https://www.w3.org/TR/sparql11-query/#ebv)."""

from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.values import NUMBERS, Value, as_value
from graph.terms import Term

__all__ = ["ebv", "truth"]


def truth(value: Value) -> bool:
    """Whether the value counts as true.

    An ill-typed boolean or number is an error, as SPARQL 1.2 and its tests have it; in 1.1 it was false,
    which only a negation can tell (https://www.w3.org/TR/sparql12-query/#ebv).

    Raises:
        ExpressionError: the value is neither boolean, string nor number.
    """
    kind = type(value)
    if kind is bool:
        return value  # type: ignore[return-value]
    if kind is str:
        return value != ""
    if kind in NUMBERS:
        return value == value and value != 0  # noqa: PLR0124 - NaN alone differs from itself
    raise ExpressionError("this has no effective boolean value")


def ebv(term: Term) -> bool:
    """Whether the term counts as true; raises ExpressionError as ``truth`` does."""
    return truth(as_value(term))

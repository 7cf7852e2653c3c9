"""The effective boolean value (https://www.w3.org/TR/sparql11-query/#ebv)."""

from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.values import NUMBERS, NUMERIC_DATATYPES, XSD_BOOLEAN, Value, as_value
from graph.terms import Literal, Term

__all__ = ["ebv", "truth"]


def truth(value: Value) -> bool:
    """Whether the value counts as true.

    An ill-typed boolean or number is false, as SPARQL 1.1 has it (the draft of 1.2 makes it an error).

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
    if type(value) is Literal and (value.datatype == XSD_BOOLEAN or value.datatype in NUMERIC_DATATYPES):
        return False
    raise ExpressionError("this has no effective boolean value")


def ebv(term: Term) -> bool:
    """Whether the term counts as true; raises ExpressionError as ``truth`` does."""
    return truth(as_value(term))

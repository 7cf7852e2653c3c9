"""The error of an expression, and the refusal to make what would be too large.

An ``ExpressionError`` is an answer, not a failure: the recommendation says what becomes of it
(https://www.w3.org/TR/sparql11-query/#evaluation). A ``QueryError`` ends the query.
"""

from graph.errors import QueryError

__all__ = ["STRING_LIMIT", "ExpressionError", "checked_length"]

STRING_LIMIT = 10_000_000
"""Characters that a computed string may have, unless the context says otherwise."""


class ExpressionError(Exception):
    """An expression has no value: a wrong type, an unbound variable, a division by zero."""


def checked_length(length: int, limit: int = STRING_LIMIT) -> None:
    """Refuse to make a string of more characters than the limit.

    The recommendation knows no error for a long string, so a missing value would be a wrong answer.

    Raises:
        QueryError: it would be too long.
    """
    if length > limit:
        raise QueryError(
            f"An expression makes a string of {length:,} characters; the limit is {limit:,}. "
            "Shorten it with SUBSTR, or group less together."
        )

"""Set functions on lists of terms (https://www.w3.org/TR/sparql11-query/#setFunctions).

None in a list is an error or unbound: COUNT leaves it out, SAMPLE looks for another, the others fail. MIN and
MAX go by the order of ORDER BY; GROUP_CONCAT takes strings, of any language, and gives an xsd:string.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import fsum, inf, nan

from graph.engine.exact.arithmetic import OPERATORS, plus
from graph.engine.exact.failure import STRING_LIMIT, ExpressionError, checked_length
from graph.engine.exact.numerals import Single, single
from graph.engine.exact.order import sort_key
from graph.engine.exact.strings import text
from graph.engine.exact.values import NUMBERS, Value, as_term, as_value
from graph.errors import QueryError
from graph.terms import Literal, Term

__all__ = ["aggregate", "mean_of", "sum_of"]

Terms = Iterable[Term | None]


def aggregate(
    name: str, *, is_distinct: bool = False, separator: str = " ", string_limit: int = STRING_LIMIT
) -> Callable[[Terms], Term | None]:
    """What gives the aggregate of a group's terms; None is an error.

    Raises:
        QueryError: there is no such aggregate; while running, GROUP_CONCAT would make too long a string.
    """
    functions: dict[str, Callable[[Terms], Term]] = {
        "COUNT": lambda terms: as_term(sum(1 for term in terms if term is not None)),
        "SUM": lambda terms: as_term(sum_of(_values(terms))),
        "AVG": lambda terms: as_term(_average(_values(terms))),
        "MIN": lambda terms: min(_present(terms), key=sort_key),
        "MAX": lambda terms: max(_present(terms), key=sort_key),
        "SAMPLE": _sample,
        "GROUP_CONCAT": lambda terms: _joined(_values(terms), separator, string_limit),
    }
    if name not in functions:
        raise QueryError(f"There is no aggregate {name}.")
    function = functions[name]

    def run(terms: Terms) -> Term | None:
        try:
            return function(dict.fromkeys(terms) if is_distinct else terms)
        except ExpressionError:
            return None

    return run


def _present(terms: Terms) -> list[Term]:
    """All terms; there must be one, and none may be in error."""
    found = [_sound(term) for term in terms]
    if not found:
        raise ExpressionError("the group is empty")
    return found


def _sound(term: Term | None) -> Term:
    if term is None:
        raise ExpressionError("a member of the group is in error")
    return term


def _values(terms: Terms) -> list[Value]:
    return [as_value(_sound(term)) for term in terms]


def sum_of(values: Iterable[Value]) -> Value:
    """The sum; of nothing: 0.

    Integers and decimals are added exactly, floats and doubles as if exactly, with one rounding at the end,
    so that their order does not matter; then the two sums are added.

    >>> sum_of([1e16, 1.0, -1e16, 1])
    2.0

    Raises:
        ExpressionError: a value is no number, or the sum is too long.
    """
    total: Value = 0
    rounded: list[float] = []
    for value in values:
        if type(value) not in NUMBERS:
            raise ExpressionError("a member of the group is no number")
        if isinstance(value, float):
            rounded.append(value)
        else:
            total = plus(total, value)
    return plus(total, _rounded_sum(rounded)) if rounded else total


def _rounded_sum(values: Sequence[float]) -> float:
    """The nearest double; of floats alone, a float."""
    total = _nearest_sum(values)
    return single(total) if all(type(value) is Single for value in values) else total


def _nearest_sum(values: Sequence[float]) -> float:
    try:
        return fsum(values)
    except ValueError:  # infinities of both signs
        return nan
    except OverflowError:  # perhaps on the way only
        exact = sum(map(Fraction, values))
    try:
        return float(exact)
    except OverflowError:
        return inf if exact > 0 else -inf


def mean_of(values: Iterable[Value], count: int) -> Value:
    """The average of so many values; of nothing: 0. Of integers: a decimal.

    Raises:
        ExpressionError: a value is no number, or the sum is too long.
    """
    return OPERATORS["/"](sum_of(values), count) if count else 0


def _average(values: Sequence[Value]) -> Value:
    return mean_of(values, len(values))


def _sample(terms: Terms) -> Term:
    for term in terms:
        if term is not None:
            return term
    raise ExpressionError("the group has no member without an error")


def _joined(values: list[Value], separator: str, limit: int) -> Literal:
    """Of nothing: the empty string."""
    parts = [text(value) for value in values]
    checked_length(sum(map(len, parts)) + len(separator) * max(len(parts) - 1, 0), limit)
    return Literal(separator.join(parts))

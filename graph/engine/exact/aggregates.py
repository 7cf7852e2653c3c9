"""Set functions on lists of terms (https://www.w3.org/TR/sparql11-query/#setFunctions).

None in a list is an error or unbound: COUNT leaves it out, SAMPLE looks for another, the others fail. MIN and
MAX go by the order of ORDER BY; GROUP_CONCAT takes strings, of any language, and gives an xsd:string.
"""

from collections.abc import Callable, Iterable

from graph.engine.exact.arithmetic import OPERATORS, plus
from graph.engine.exact.failure import STRING_LIMIT, ExpressionError, checked_length
from graph.engine.exact.order import sort_key
from graph.engine.exact.strings import text
from graph.engine.exact.values import NUMBERS, Value, as_term, as_value
from graph.errors import QueryError
from graph.terms import Literal, Term

__all__ = ["aggregate"]

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
        "SUM": lambda terms: as_term(_sum(_values(terms))),
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


def _sum(values: list[Value]) -> Value:
    """Of nothing: 0."""
    total: Value = 0
    for value in values:
        if type(value) not in NUMBERS:
            raise ExpressionError("a member of the group is no number")
        total = plus(total, value)
    return total


def _average(values: list[Value]) -> Value:
    """Of nothing: 0. Of integers: a decimal."""
    return OPERATORS["/"](_sum(values), len(values)) if values else 0


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

"""From an expression of the algebra to a function of a row.

An expression is compiled once into nested closures and then called for every solution.
"""

from collections.abc import Callable, Mapping
from typing import Any

from graph.engine.exact.arithmetic import OPERATORS
from graph.engine.exact.code import Code, Row, Scope, constant, failing, from_term, from_truth, from_value
from graph.engine.exact.context import Context
from graph.engine.exact.ebv import truth
from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.functions import compile_call
from graph.engine.exact.terms import triple
from graph.engine.exact.text import term_of, text_of
from graph.engine.exact.values import as_value, value_of_text
from graph.errors import QueryError
from graph.sparql.algebra import Arithmetic, Call, Exists, Expression, Variable
from graph.sparql.syntax import TripleNode
from graph.terms import Iri, Literal, Term

__all__ = ["condition", "evaluator", "text_condition", "text_function"]

_NOTHING: Mapping[Exists, str] = {}


def evaluator(
    expression: Expression,
    names: tuple[str, ...],
    context: Context,
    *,
    exists: Mapping[Exists, str] = _NOTHING,
) -> Callable[[Row], Term]:
    """What gives the expression's term in a row of terms, and raises ExpressionError where it has none.

    Args:
        expression: without aggregates.
        names: the variables of a row's cells, in order; any other variable is unbound. One may be
            ``SOLUTION``: its cell, whatever it is, is the same for all expressions of a solution.
        context: what the query's expressions share.
        exists: for each EXISTS or NOT EXISTS in the expression, the name of the cell that holds its truth
            as a boolean literal, the negation applied.

    Raises:
        QueryError: a function is unknown; while running, a string would be too long.
    """
    scope = Scope(names, context, exists, _same, as_value)
    return _turning(compiled(expression, scope).term, scope)


def condition(
    expression: Expression,
    names: tuple[str, ...],
    context: Context,
    *,
    exists: Mapping[Exists, str] = _NOTHING,
) -> Callable[[Row], bool | None]:
    """What gives the expression's effective boolean value in a row of terms; None is an error."""
    scope = Scope(names, context, exists, _same, as_value)
    return _without_error(_turning(compiled(expression, scope).truth, scope))


def text_function(
    expression: Expression,
    names: tuple[str, ...],
    context: Context,
    *,
    exists: Mapping[Exists, str] = _NOTHING,
) -> Callable[[Row], str | None]:
    """As ``evaluator``, on cells that are texts of terms or None; gives a text, or None for an error."""
    scope = Scope(names, context, exists, term_of, value_of_text)
    term = _turning(compiled(expression, scope).term, scope)
    return _without_error(lambda row: text_of(term(row)))


def text_condition(
    expression: Expression,
    names: tuple[str, ...],
    context: Context,
    *,
    exists: Mapping[Exists, str] = _NOTHING,
) -> Callable[[Row], bool | None]:
    """As ``condition``, on cells that are texts of terms or None."""
    scope = Scope(names, context, exists, term_of, value_of_text)
    return _without_error(_turning(compiled(expression, scope).truth, scope))


def _same(cell: Any) -> Any:
    return cell


def _turning(run: Callable[[Row], Any], scope: Scope) -> Callable[[Row], Any]:
    """Give each call its own number, if something in the expression uses it."""
    if not scope.turn.is_used:
        return run

    def turning(row: Row) -> Any:
        scope.turn.thread.number = next(scope.context.turns)
        return run(row)

    return turning


def _without_error(run: Callable[[Row], Any]) -> Callable[[Row], Any]:
    def safe(row: Row) -> Any:
        try:
            return run(row)
        except ExpressionError:
            return None

    return safe


def compiled(expression: Expression, scope: Scope) -> Code:
    """The code of an expression."""
    match expression:
        case Variable(name):
            return _variable(name, scope)
        case Iri() | Literal():
            return constant(expression)
        case Call("BOUND", (Variable(name),)):
            return _bound(name, scope)
        case Call(name, arguments):
            return compile_call(name, [compiled(each, scope) for each in arguments], scope)
        case Arithmetic(first, steps):
            return _arithmetic(
                compiled(first, scope), [(sign, compiled(each, scope)) for sign, each in steps]
            )
        case TripleNode(subject, predicate, object_):
            return _triple_term([compiled(each, scope) for each in (subject, predicate, object_)])  # type: ignore[arg-type]
        case Exists():
            return _variable(scope.exists[expression], scope)
    raise QueryError(f"The engine can't evaluate {type(expression).__name__}.")


def _variable(name: str, scope: Scope) -> Code:
    if name not in scope.names:
        return failing(f"?{name} is unbound")
    place = scope.names.index(name)
    read_term, read_value = scope.read_term, scope.read_value

    def term(row: Row) -> Term:
        cell = row[place]
        if cell is None:
            raise ExpressionError("a variable is unbound")
        return read_term(cell)

    def value(row: Row) -> Any:
        cell = row[place]
        if cell is None:
            raise ExpressionError("a variable is unbound")
        return read_value(cell)

    return Code(term, value, lambda row: truth(value(row)))


def _bound(name: str, scope: Scope) -> Code:
    """``BOUND`` (https://www.w3.org/TR/sparql11-query/#func-bound)."""
    if name not in scope.names:
        return from_truth(lambda _: False)
    place = scope.names.index(name)
    return from_truth(lambda row: row[place] is not None)


def _arithmetic(first: Code, steps: list[tuple[str, Code]]) -> Code:
    """From left to right."""
    start = first.value
    operations = tuple((OPERATORS[sign], code.value) for sign, code in steps)
    if len(operations) == 1:
        ((operate, other),) = operations
        return from_value(lambda row: operate(start(row), other(row)))

    def run(row: Row) -> Any:
        value = start(row)
        for operate, other in operations:
            value = operate(value, other(row))
        return value

    return from_value(run)


def _triple_term(parts: list[Code]) -> Code:
    one, two, three = (part.term for part in parts)
    return from_term(lambda row: triple(one(row), two(row), three(row)))

"""Any expression as one call of the exact evaluator: what holds where no SQL is known to mean the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from graph.engine.exact import SOLUTION, text_condition, text_function
from graph.engine.expressions.scope import Scope
from graph.sparql.algebra import Arithmetic, Call, Exists, Expression, Variable
from graph.sparql.syntax import TripleNode

__all__ = ["exact_condition", "exact_value", "is_constant", "is_momentary", "is_volatile"]

_VOLATILE = frozenset({"RAND", "UUID", "STRUUID", "BNODE"})
_TRUTH = '"{}"^^<http://www.w3.org/2001/XMLSchema#boolean>'


def exact_value(expression: Expression, scope: Scope) -> str:
    """SQL of the expression's term as TEXT; NULL where it is in error."""
    names, texts, exists = _arguments(expression, scope)
    evaluate = text_function(expression, names, scope.functions.context, exists=exists)
    return scope.functions.call(evaluate, texts, is_volatile=is_volatile(expression))


def exact_condition(expression: Expression, scope: Scope) -> str:
    """SQL of the expression's effective boolean value as BOOLEAN; NULL where it is in error."""
    names, texts, exists = _arguments(expression, scope)
    is_true = text_condition(expression, names, scope.functions.context, exists=exists)
    call = scope.functions.call(_lettered(is_true), texts, is_volatile=is_volatile(expression))
    return f"({call} = 't')"


def _lettered(
    is_true: Callable[[Sequence[str | None]], bool | None],
) -> Callable[[Sequence[str | None]], str | None]:
    letters = {True: "t", False: "f", None: None}
    return lambda texts: letters[is_true(texts)]


def _arguments(
    expression: Expression, scope: Scope
) -> tuple[tuple[str, ...], list[str], Mapping[Exists, str]]:
    """The names of what the expression needs of a row, SQL of each as TEXT, and the names of its patterns."""
    parts = list(_parts(expression))
    texts = {part.name: _own_text(part.name, scope) for part in parts if isinstance(part, Variable)}
    exists: dict[Exists, str] = {}
    for part in parts:
        if isinstance(part, Exists) and part not in exists:
            exists[part] = f".exists{len(exists)}"
            texts[exists[part]] = _truth(scope.exists(part))
    if scope.column(SOLUTION) and any(isinstance(part, Call) and part.name == "BNODE" for part in parts):
        texts[SOLUTION] = scope.text(SOLUTION)
    return tuple(texts), list(texts.values()), exists


def _own_text(name: str, scope: Scope) -> str:
    """SQL of a variable's text that names its column.

    A condition on the dictionary alone would be evaluated for all of it, before the join.
    """
    column = scope.column(name)
    text = scope.text(name)
    return f"CASE WHEN {column.sql} IS NOT NULL THEN {text} END" if column else text


def _truth(sql: str) -> str:
    return f"CASE WHEN {sql} THEN '{_TRUTH.format('true')}' ELSE '{_TRUTH.format('false')}' END"


def is_constant(expression: Expression) -> bool:
    """Whether the expression is the same for all solutions, and so can be evaluated beforehand."""
    return not is_volatile(expression) and not any(
        isinstance(part, Variable | Exists) for part in _parts(expression)
    )


def is_momentary(expression: Expression) -> bool:
    """Whether the expression depends on the time of the query, or on its base."""
    return any(isinstance(part, Call) and part.name in ("NOW", "IRI", "URI") for part in _parts(expression))


def is_volatile(expression: Expression) -> bool:
    """Whether the expression may give something else each time, all variables being equal."""
    return any(isinstance(part, Call) and part.name in _VOLATILE for part in _parts(expression))


def _parts(expression: object) -> Iterator[object]:
    """The expression and all within it, but for what is within EXISTS."""
    stack = [expression]
    while stack:
        part = stack.pop()
        yield part
        match part:
            case Call(_, arguments):
                stack.extend(reversed(arguments))
            case Arithmetic(first, steps):
                stack.extend(each for _, each in reversed(steps))
                stack.append(first)
            case TripleNode(subject, predicate, object_):
                stack.extend((object_, predicate, subject))

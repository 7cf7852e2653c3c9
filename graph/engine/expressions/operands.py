"""What is known of an expression, put together from what is known of its parts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from graph.engine.exact import term_of, text_function
from graph.engine.expressions.calls import CALLS
from graph.engine.expressions.choices import either, first_of
from graph.engine.expressions.compare import compared
from graph.engine.expressions.dates import INLINED_MOMENTS
from graph.engine.expressions.fallback import exact_condition, is_constant, is_momentary
from graph.engine.expressions.forms import UNBOUND, operand_of_column, operand_of_constant
from graph.engine.expressions.numbers import NUMBERS, OPERATIONS
from graph.engine.expressions.operand import Form, Number, Operand
from graph.engine.expressions.results import of_number, of_truth, only
from graph.engine.expressions.scope import Scope
from graph.engine.relation import ALL_TAGS
from graph.sparql.algebra import Arithmetic, Call, Exists, Expression, Variable
from graph.store.ids import Tag, tag_bit
from graph.store.inline import inlined
from graph.terms import Iri, Literal

__all__ = ["condition", "operand"]


def operand(expression: Expression, scope: Scope) -> Operand:
    """What SQL can have of the expression."""
    match expression:
        case Variable(name):
            return operand_of_column(name, scope)
        case Iri() | Literal():
            return operand_of_constant(expression, scope)
        case Exists():
            return of_truth(lambda: Form(scope.exists(expression)))
    if is_constant(expression):
        return _folded(expression, scope)
    match expression:
        case Arithmetic(first, steps):
            return _computed(first, steps, scope)
        case Call(str(name), arguments) if name in FORMS:
            return FORMS[name](arguments, scope)
        case Call(str(name), arguments) if name in CALLS:
            return CALLS[name]([operand(each, scope) for each in arguments])
    return Operand()


def _folded(expression: Expression, scope: Scope) -> Operand:
    """The value of an expression without variables."""
    scope.functions.is_momentary |= is_momentary(expression)
    text = text_function(expression, (), scope.functions.context)(())
    if text is None:
        return UNBOUND
    term = term_of(text)
    if not isinstance(term, Iri | Literal):
        return Operand()
    known = operand_of_constant(term, scope)
    # Only what stands in the text was looked up: this term may be in the store all the same.
    return known if term in scope.ids or inlined(term) is not None else replace(known, id=None)


def _joined(word: str, parts: Sequence[Expression], scope: Scope) -> Operand:
    """``&&`` and ``||``; SQL's are of three values as SPARQL's are."""
    return of_truth(lambda: Form(f"({f' {word} '.join(condition(part, scope) for part in parts)})"))


def _negation(parts: Sequence[Expression], scope: Scope) -> Operand:
    (part,) = parts
    return of_truth(lambda: Form(f"(NOT {condition(part, scope)})"))


def condition(expression: Expression, scope: Scope) -> str:
    """SQL of the effective boolean value; NULL is an error."""
    form = operand(expression, scope).truth()
    if form is None:
        return exact_condition(expression, scope)
    return form.sql if form.is_total else f"coalesce({form.sql}, {exact_condition(expression, scope)})"


def _bound(parts: Sequence[Expression], scope: Scope) -> Operand:
    """``BOUND``, which is never in error."""
    (part,) = parts
    column = scope.column(part.name) if isinstance(part, Variable) else None
    if column is None or column.is_sure:
        return of_truth(lambda: Form("false" if column is None else "true"))
    return of_truth(lambda: Form(f"({column.sql} IS NOT NULL)"))


def _among(name: str, parts: Sequence[Expression], scope: Scope) -> Operand:
    """``IN`` and ``NOT IN``: whether one is equal, whatever else is in error."""
    wanted, *others = (operand(part, scope) for part in parts)

    def made() -> Form | None:
        forms = [compared("=", wanted, other) for other in others]
        known = [form for form in forms if form]
        if not forms or len(known) < len(forms):
            return None
        sql = f"({' OR '.join(_few(wanted, others, known))})"
        is_total = all(form.is_total for form in known)
        return Form(sql if name == "IN" else f"(NOT {sql})", is_total=is_total)

    return of_truth(made)


def _few(wanted: Operand, others: Sequence[Operand], forms: Sequence[Form]) -> Iterator[str]:
    """The comparisons, those of ids as one."""
    by_id = [form.sql == f"({wanted.id} = {other.id})" for other, form in zip(others, forms, strict=True)]
    if any(by_id):
        ids = (str(other.id) for other, is_by_id in zip(others, by_id, strict=True) if is_by_id)
        yield f"{wanted.id} IN ({', '.join(ids)})"
    yield from (form.sql for form, is_by_id in zip(forms, by_id, strict=True) if not is_by_id)


def _computed(first: Expression, steps: Sequence[tuple[str, Expression]], scope: Scope) -> Operand:
    """Arithmetic, from left to right."""
    so_far = operand(first, scope)
    for sign, part in steps:
        so_far = _step(sign, so_far, operand(part, scope))
    return so_far


def _step(sign: str, first: Operand, second: Operand) -> Operand:
    """What is no number may be a time or a duration, which can be added too."""
    are_numbers = only(first, NUMBERS) and only(second, NUMBERS)

    def made() -> Number | None:
        one, two = first.number(), second.number()
        known = one and two and OPERATIONS[sign](one, two)
        return replace(known, is_total=known.is_total and not may_span) if known else None

    may_span = bool((first.tags | second.tags) & _SPANNING)
    return of_number(made, NUMBERS if are_numbers or not may_span else ALL_TAGS)


_SPANNING = INLINED_MOMENTS | tag_bit(Tag.TEMPORAL) | tag_bit(Tag.OTHER)
"""Mask of the tags of what arithmetic may take beside numbers."""


def _chosen(parts: Sequence[Expression], scope: Scope) -> Operand:
    """``IF``."""
    test, then, otherwise = parts
    test_sql = cache(partial(condition, test, scope))
    return either(test_sql, operand(then, scope), operand(otherwise, scope), scope)


FORMS: Mapping[str, Callable[[Sequence[Expression], Scope], Operand]] = {
    "&&": partial(_joined, "AND"),
    "||": partial(_joined, "OR"),
    "!": _negation,
    "BOUND": _bound,
    "IF": _chosen,
    "COALESCE": lambda parts, scope: first_of([operand(part, scope) for part in parts], scope),
    "IN": partial(_among, "IN"),
    "NOT IN": partial(_among, "NOT IN"),
}
"""Functional forms, which decide themselves what becomes of the errors of their arguments."""

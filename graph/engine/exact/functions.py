"""Which function compiles to what: the keywords of SPARQL 1.1 and 1.2, and constructor functions."""

from collections.abc import Callable, Sequence

from graph.engine.exact.arithmetic import absolute, ceiling, floor, negated, rounded, unchanged
from graph.engine.exact.casts import CASTS
from graph.engine.exact.code import Code, Scope, constant, from_term, from_truth, from_value
from graph.engine.exact.compare import COMPARISONS, same_term
from graph.engine.exact.context import SOLUTION, Context
from graph.engine.exact.dates import DATES, adjust
from graph.engine.exact.forms import FORMS
from graph.engine.exact.matching import regex, replace
from graph.engine.exact.strings import TWO, concatenated, on_one, plain, substring
from graph.engine.exact.terms import KINDS, PARTS, TEXTS, iri, str_dt, str_lang, str_lang_dir, string, triple
from graph.engine.exact.values import Value, as_term
from graph.errors import QueryError
from graph.terms import Iri, Literal

__all__ = ["compile_call"]

_ONE: dict[str, Callable[[Value], Value]] = {
    "unary +": unchanged,
    "unary -": negated,
    "ABS": absolute,
    "CEIL": ceiling,
    "FLOOR": floor,
    "ROUND": rounded,
    **DATES,
}
_SEVERAL: dict[str, Callable[..., Value]] = {
    "SUBSTR": substring,
    "STRLANG": str_lang,
    "STRLANGDIR": str_lang_dir,
    "ADJUST": adjust,
    **TWO,
}


def compile_call(name: str | Iri, parts: Sequence[Code], scope: Scope) -> Code:
    """The code of a function on compiled arguments.

    Raises:
        QueryError: no function has that name, or it takes another number of arguments.
    """
    return _constructor(name, parts) if isinstance(name, Iri) else _keyword(name, parts, scope)


def _constructor(name: Iri, parts: Sequence[Code]) -> Code:
    cast = CASTS.get(name.value)
    if cast is None:
        raise QueryError(
            f"There is no function <{name.value}>; those with an IRI are the casts to XSD types."
        )
    if len(parts) != 1:
        raise QueryError(f"The function <{name.value}> takes one argument, not {len(parts)}.")
    (part,) = parts
    value = part.value
    return from_value(lambda row: cast(value(row)))


def _keyword(name: str, parts: Sequence[Code], scope: Scope) -> Code:
    if name in FORMS:
        return FORMS[name](parts)
    if name in COMPARISONS:
        return _comparison(name, parts)
    if name in _ONE:
        return _of_one(_ONE[name], parts)
    strings = on_one(scope.context.string_limit)
    if name in strings:
        return _of_one(strings[name], parts)
    if name in _SEVERAL:
        return _of_several(_SEVERAL[name], parts)
    if name in KINDS or name in TEXTS or name in PARTS:
        return _of_term(name, parts)
    return _special(name, parts, scope)


def _comparison(sign: str, parts: Sequence[Code]) -> Code:
    first, second = (part.value for part in parts)
    compare = COMPARISONS[sign]
    return from_truth(lambda row: compare(first(row), second(row)))


def _of_one(function: Callable[[Value], Value], parts: Sequence[Code]) -> Code:
    (part,) = parts
    value = part.value
    return from_value(lambda row: function(value(row)))


def _of_several(function: Callable[..., Value], parts: Sequence[Code]) -> Code:
    if len(parts) == 2:  # noqa: PLR2004 - the common case without a list
        first, second = (part.value for part in parts)
        return from_value(lambda row: function(first(row), second(row)))
    values = tuple(part.value for part in parts)
    return from_value(lambda row: function(*[value(row) for value in values]))


def _of_term(name: str, parts: Sequence[Code]) -> Code:
    (part,) = parts
    term = part.term
    if name in KINDS:
        is_kind = KINDS[name]
        return from_truth(lambda row: is_kind(term(row)))
    if name in TEXTS:
        text = TEXTS[name]
        return from_value(lambda row: text(term(row)))
    take = PARTS[name]
    return from_term(lambda row: take(term(row)))


def _special(name: str, parts: Sequence[Code], scope: Scope) -> Code:
    context = scope.context
    makers: dict[str, Callable[..., Code]] = {
        "SAMETERM": _same_term,
        "SAMEVALUE": lambda one, two: _comparison("=", (one, two)),
        "TRIPLE": _triple,
        "CONCAT": lambda *some: _concat(some, context.string_limit),
        "STRDT": _typed,
        "IRI": lambda part, base=None: _iri(part, base, context),
        "URI": lambda part, base=None: _iri(part, base, context),
        "BNODE": lambda *label: _bnode(label, scope),
        "NOW": lambda: constant(as_term(context.now)),
        "RAND": lambda: from_value(lambda _: context.random.random()),
        "UUID": lambda: from_value(lambda _: Iri(f"urn:uuid:{context.uuid()}")),
        "STRUUID": lambda: from_value(lambda _: context.uuid()),
        "REGEX": lambda *some: regex(some, context),
        "REPLACE": lambda *some: replace(some, context),
    }
    if name not in makers:
        raise QueryError(f"There is no function {name}.")
    return makers[name](*parts)


def _same_term(first: Code, second: Code) -> Code:
    one, two = first.term, second.term
    return from_truth(lambda row: same_term(one(row), two(row)))


def _triple(subject: Code, predicate: Code, object_: Code) -> Code:
    one, two, three = subject.term, predicate.term, object_.term
    return from_term(lambda row: triple(one(row), two(row), three(row)))


def _concat(parts: Sequence[Code], limit: int) -> Code:
    if not parts:
        return constant(Literal(""))
    values = tuple(part.value for part in parts)
    return from_value(lambda row: concatenated([value(row) for value in values], limit))


def _typed(lexical: Code, datatype: Code) -> Code:
    """``STRDT``: a term that keeps its form, and is a value like any other of its type."""
    one, two = lexical.value, datatype.value
    return from_term(lambda row: str_dt(one(row), two(row)))


def _iri(part: Code, base: Code | None, context: Context) -> Code:
    """``IRI``; the parser has written the base of the text as a second argument."""
    value = part.value
    if base is None:
        return from_term(lambda row: iri(value(row), context.base))
    against = base.term
    return from_term(lambda row: iri(value(row), string(against(row))))


def _bnode(label: Sequence[Code], scope: Scope) -> Code:
    """``BNODE()`` gives a new one each time, ``BNODE("a")`` one for a label and solution."""
    context = scope.context
    if not label:
        return from_term(lambda _: context.blank_node())
    (part,) = label
    value = part.value
    if SOLUTION in scope.names:
        place = scope.names.index(SOLUTION)
        return from_term(lambda row: context.labelled(plain(value(row)), str(row[place])))
    turn = scope.turn
    turn.is_used = True
    return from_term(lambda row: context.labelled(plain(value(row)), f"-{turn.thread.number}"))

"""A total order of terms that agrees with ``<`` wherever that is defined.

https://www.w3.org/TR/sparql11-query/#modOrderBy orders kinds: unbound, blank nodes, IRIs, literals; triple
terms follow (https://www.w3.org/TR/sparql12-query/#modOrderBy). Among literals the
recommendation orders what ``<`` orders; here, in this order:

1. numbers by value, NaN first;
2. booleans, false first;
3. dates and times of all types by instant, those without a zone as in UTC;
4. durations by length, a month as a twelfth of 365.2425 days;
5. strings by code points, then by language and direction; without a language first;
6. all others by datatype, then by lexical form.

Equal values come by lexical form, then language, direction and datatype. Triple terms come by subject,
predicate, object.
"""

from decimal import Decimal
from typing import Any

from graph.engine.exact.durations import Duration
from graph.engine.exact.moments import Moment
from graph.engine.exact.numerals import EXACT, Number
from graph.engine.exact.values import NUMBERS, as_value
from graph.terms import BlankNode, Iri, Literal, Term

__all__ = ["SortKey", "sort_key"]

SortKey = tuple[Any, ...]

_UNBOUND, _BLANK, _IRI, _LITERAL, _TRIPLE = range(5)
_NUMBER, _BOOLEAN, _MOMENT, _DURATION, _STRING, _OTHER = range(6)
_MONTH_S = 2_629_746


def sort_key(term: Term | None) -> SortKey:
    """What sorts terms; two keys are equal only for the same term."""
    if term is None:
        return (_UNBOUND,)
    if isinstance(term, BlankNode):
        return (_BLANK, term.value)
    if isinstance(term, Iri):
        return (_IRI, term.value)
    if isinstance(term, Literal):
        return (_LITERAL, *_literal(term), term.value, term.language, term.direction, term.datatype)
    return (_TRIPLE, sort_key(term.subject), sort_key(term.predicate), sort_key(term.object))


def _literal(literal: Literal) -> SortKey:
    value = as_value(literal)
    if type(value) in NUMBERS:
        return (_NUMBER, *_number(value))  # type: ignore[arg-type]
    if type(value) is bool:
        return (_BOOLEAN, value)
    if type(value) is Moment:
        return (_MOMENT, value.at)
    if type(value) is Duration:
        return (_DURATION, EXACT.add(value.seconds, Decimal(value.months * _MONTH_S)))
    if type(value) is str or literal.language:
        return (_STRING,)
    return (_OTHER, literal.datatype)


def _number(number: Number) -> tuple[bool, Number]:
    """Python compares integers, decimals and doubles exactly, so that no promotion breaks the order."""
    is_number = number == number  # noqa: PLR0124 - NaN alone differs from itself
    return is_number, number if is_number else 0

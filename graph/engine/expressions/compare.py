"""``=`` and ``<`` in SQL: by ids where equal ids are equal values, else by the values that ids hold.

The outcome of comparing two terms depends on their tags first
(https://www.w3.org/TR/sparql11-query/#OperatorMapping): whatever pair of tags two operands may have, this
says what decides. Pairs that only exact evaluation can decide give NULL, and the form is not total.
"""

from collections.abc import Callable
from enum import Enum, auto

import numpy as np

from graph.engine.expressions import numbers
from graph.engine.expressions.dates import INSTANTS
from graph.engine.expressions.operand import Form, Operand, lasting
from graph.engine.expressions.render import has_tag, tags_in
from graph.store.ids import Tag, tag_bit
from graph.terms import Literal

__all__ = ["compared", "compared_numbers", "same_term"]

_SIGNS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_NUMBERS = frozenset({Tag.INTEGER, Tag.DECIMAL, Tag.NUMERIC})
_MOMENTS = frozenset({Tag.DATE, Tag.DATETIME, Tag.DATETIME_UTC, Tag.TEMPORAL})
_NEVER_SAME = frozenset({Tag.IRI, Tag.BLANK, Tag.LANGUAGE, Tag.TRIPLE})

_DOUBT_US = 14 * 3600 * 1_000_000


class _Outcome(Enum):
    """What decides a comparison of two terms by their tags."""

    ID = auto()
    """The ids are equal if the values are; in an order, ids of these tags have the order of the values."""
    NUMBER = auto()
    INSTANT = auto()
    TEXT = auto()
    ERROR = auto()
    UNKNOWN = auto()


def _equality(first: Tag, second: Tag) -> _Outcome:
    both = {first, second}
    if Tag.OTHER in both or both == {Tag.TRIPLE} or (both <= _MOMENTS and Tag.TEMPORAL in both):
        is_false = len(both) > 1 and bool(both & _NEVER_SAME)
        return _Outcome.ID if is_false else _Outcome.UNKNOWN
    if both <= _NUMBERS and both != {Tag.INTEGER}:
        return _Outcome.UNKNOWN if Tag.NUMERIC in both else _Outcome.NUMBER
    if both <= {Tag.DATETIME, Tag.DATETIME_UTC}:
        return _Outcome.INSTANT
    return _Outcome.ID


def _order(first: Tag, second: Tag) -> _Outcome:
    both = {first, second}
    if both & _NEVER_SAME:
        return _Outcome.ERROR
    if Tag.OTHER in both or (both <= _MOMENTS and Tag.TEMPORAL in both):
        return _Outcome.UNKNOWN
    if both <= _NUMBERS and both != {Tag.INTEGER}:
        return _Outcome.UNKNOWN if Tag.NUMERIC in both else _Outcome.NUMBER
    if both <= {Tag.DATETIME, Tag.DATETIME_UTC}:
        return _Outcome.INSTANT
    if len(both) == 1:
        return _Outcome.TEXT if first is Tag.STRING else _Outcome.ID
    return _Outcome.ERROR


def compared(sign: str, first: Operand, second: Operand) -> Form | None:
    """The comparison; None where it is all left to exact evaluation."""
    if first.id is not None and second.id is not None:
        return _compared_ids(sign, first, second)
    is_equality = sign in ("=", "!=")
    for kinds, compare in (
        (numbers.NUMBERS, compared_numbers),
        (tag_bit(Tag.STRING), _compared_texts),
        (tag_bit(Tag.IRI), _compared_iris),
        (tag_bit(Tag.BOOLEAN), _compared_truths),
    ):
        is_among = [not operand.tags & ~kinds for operand in (first, second)]
        if all(is_among) or (any(is_among) and not is_equality):
            return compare(sign, first, second)
    return None


def compared_numbers(sign: str, first: Operand, second: Operand) -> Form | None:
    """The comparison of what is a number; of other things an error."""
    one, two = first.number(), second.number()
    both = numbers.aligned(one, two) if one and two else None
    if both is None:
        return None
    return _form(sign, both[0].sql, both[1].sql, is_total=all(each.is_total for each in both))


def _compared_texts(sign: str, first: Operand, second: Operand) -> Form | None:
    one, two = first.text(), second.text()
    if one is None or two is None:
        return None
    plain = [
        text.sql if text.language == "''" else f"CASE WHEN {text.language} = '' THEN {text.sql} END"
        for text in (one, two)
    ]
    return _form(sign, *plain, is_total=one.is_total and two.is_total)


def _compared_iris(sign: str, first: Operand, second: Operand) -> Form | None:
    one, two = first.iri(), second.iri()
    if sign not in ("=", "!=") or one is None or two is None:
        return None
    return _form(sign, one.sql, two.sql, is_total=one.is_total and two.is_total)


def _compared_truths(sign: str, first: Operand, second: Operand) -> Form | None:
    one, two = first.truth(), second.truth()
    if one is None or two is None or (first.tags | second.tags) != tag_bit(Tag.BOOLEAN):
        return None
    return _form(sign, one.sql, two.sql, is_total=one.is_total and two.is_total)


def _form(sign: str, first: str, second: str, *, is_total: bool) -> Form | None:
    sql = f"({first} {_SIGNS[sign]} {second})"
    return Form(sql, is_total=is_total) if lasting(sql) else None


def _compared_ids(sign: str, first: Operand, second: Operand) -> Form | None:
    is_equality = sign in ("=", "!=")
    decide = _equality if is_equality else _order
    pairs = {(one, two): decide(one, two) for one in tags_in(first.tags) for two in tags_in(second.tags)}
    outcomes = set(pairs.values())
    by_id = f"({first.id} {_SIGNS[sign]} {second.id})"
    if outcomes == {_Outcome.ID} and (is_equality or len(pairs) == 1):
        return Form(by_id)
    whens = []
    is_total = True
    for outcome in (_Outcome.UNKNOWN, _Outcome.NUMBER, _Outcome.INSTANT, _Outcome.TEXT, _Outcome.ID):
        if outcome not in outcomes or (outcome is _Outcome.ID and is_equality):
            continue
        condition = _condition(first, second, [pair for pair, what in pairs.items() if what is outcome])
        form = Form(by_id) if outcome is _Outcome.ID else _DECIDERS[outcome](sign, first, second)
        if form is None:
            return None
        is_total = is_total and form.is_total
        if len(outcomes) == 1 and condition == _ALWAYS:
            return form
        whens.append(f"WHEN {condition} THEN {form.sql}")
    otherwise = f" ELSE {by_id}" if is_equality else ""
    sql = f"(CASE {' '.join(whens)}{otherwise} END)" if whens else "NULL::BOOLEAN"
    return Form(sql, is_total=is_total) if lasting(sql) else None


def _condition(first: Operand, second: Operand, pairs: list[tuple[Tag, Tag]]) -> str:
    """SQL that says whether the tags of two ids are one of these pairs."""
    partners: dict[Tag, int] = {}
    for one, two in pairs:
        partners[one] = partners.get(one, 0) | tag_bit(two)
    alike: dict[int, int] = {}
    for one, mask in partners.items():
        alike[mask] = alike.get(mask, 0) | tag_bit(one)
    return " OR ".join(
        f"({_is_among(first, ones)} AND {_is_among(second, twos)})" for twos, ones in alike.items()
    )


_ALWAYS = "(true AND true)"


def _is_among(operand: Operand, mask: int) -> str:
    return "true" if operand.tags == mask else has_tag(str(operand.id), mask)


def _compared_instants(sign: str, first: Operand, second: Operand) -> Form | None:
    one, two = f"({first.id} >> 7)", f"({second.id} >> 7)"
    by_time = f"{one} {_SIGNS[sign]} {two}"
    if first.tags & INSTANTS == second.tags & INSTANTS in _ONE_KIND:
        return Form(f"({by_time})")
    is_doubtful = f"({first.id} & 15) <> ({second.id} & 15) AND abs({one} - {two}) <= {_DOUBT_US}"
    return Form(f"CASE WHEN {is_doubtful} THEN NULL ELSE {by_time} END")


_ONE_KIND = (tag_bit(Tag.DATETIME), tag_bit(Tag.DATETIME_UTC))


def _inlined_numbers(sign: str, first: Operand, second: Operand) -> Form | None:
    form = compared_numbers(sign, first, second)
    return Form(form.sql) if form else None


def _unknown(sign: str, first: Operand, second: Operand) -> Form:
    """What doubles can tell against a constant; the rest, and all else, is not known."""
    for operand, constant, turned in ((first, second, sign), (second, first, _TURNED[sign])):
        double, term = operand.double(), constant.constant
        if double and constant.number() and isinstance(term, Literal):
            return Form(_known_of_double(turned, double.sql, term), is_total=False)
    return Form("NULL", is_total=False)


_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _known_of_double(sign: str, double: str, constant: Literal) -> str:
    """SQL that compares a number, by the nearest double, with a constant; NULL where both are too near."""
    value = float(constant.value)
    near = [value, float(np.float32(value))]
    below, above = (str(sign in signs).lower() for signs in (("<", "<=", "!="), (">", ">=", "!=")))
    of_nan = str(sign == "!=").lower()
    return (
        f"CASE WHEN isnan({double}) THEN {of_nan} WHEN isinf({double}) THEN NULL"
        f" WHEN {double} > {max(near)!r}::DOUBLE THEN {above}"
        f" WHEN {double} < {min(near)!r}::DOUBLE THEN {below} END"
    )


_DECIDERS: dict[_Outcome, Callable[[str, Operand, Operand], Form | None]] = {
    _Outcome.UNKNOWN: _unknown,
    _Outcome.NUMBER: _inlined_numbers,
    _Outcome.INSTANT: _compared_instants,
    _Outcome.TEXT: _compared_texts,
}


def same_term(first: Operand, second: Operand) -> Form | None:
    """``sameTerm``: equal ids, but for numbers, whose sameness looks at values that triple terms hold."""
    if first.id is None or second.id is None:
        return None
    return Form(f"({first.id} = {second.id})")

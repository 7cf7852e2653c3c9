"""Functions and operators whose arguments are all evaluated: what is known of them, from what of these.

A function that is not here, or gets what it has no SQL for, is left to exact evaluation.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from graph.engine.expressions import dates, numbers, strings
from graph.engine.expressions.compare import compared, same_term
from graph.engine.expressions.numbers import NUMBERS
from graph.engine.expressions.operand import Form, Number, Operand, Text
from graph.engine.expressions.regex import matched
from graph.engine.expressions.render import has_tag
from graph.engine.expressions.results import STRINGS, of_iri, of_number, of_text, of_truth, only
from graph.engine.names import sql_text
from graph.engine.relation import LITERAL_TAGS
from graph.store.ids import Tag, tag_bit
from graph.terms import RDF_DIR_LANG_STRING, RDF_LANG_STRING

__all__ = ["CALLS"]

Operands = Sequence[Operand]
_INTEGER = tag_bit(Tag.INTEGER)
_LANGUAGE = tag_bit(Tag.LANGUAGE)
_SHORT = 60
"""So many characters of SQL may be repeated."""


def _compared(sign: str, parts: Operands) -> Operand:
    return of_truth(lambda: compared(sign, parts[0], parts[1]))


def _has_kind(mask: int, parts: Operands) -> Operand:
    """``isIRI`` and the like: an error for what is unbound."""
    (part,) = parts
    return of_truth(lambda: None if part.id is None else Form(f"({has_tag(part.id, mask)})"))


def _of_one_number(make: Callable[[Number], Number | None], parts: Operands) -> Operand:
    (part,) = parts
    tags = _INTEGER if only(part, _INTEGER) else NUMBERS

    def made() -> Number | None:
        known = part.number()
        return make(known) if known else None

    return of_number(made, tags)


def _of_texts(make: Callable[[Text, Text], Text | None], parts: Operands) -> Operand:
    first, second = parts
    tags = tag_bit(Tag.STRING) if only(first, tag_bit(Tag.STRING)) else STRINGS

    def made() -> Text | None:
        one, two = first.text(), second.text()
        return make(one, two) if one and two else None

    return of_text(made, tags)


def _tested(test: Callable[[Text, Text], Form | None], parts: Operands) -> Operand:
    first, second = parts

    def made() -> Form | None:
        one, two = first.text(), second.text()
        return test(one, two) if one and two else None

    return of_truth(made)


def _cased(name: str, parts: Operands) -> Operand:
    (part,) = parts
    tags = tag_bit(Tag.STRING) if only(part, tag_bit(Tag.STRING)) else STRINGS

    def made() -> Text | None:
        known = part.text()
        return strings.cased(name, known) if known else None

    return of_text(made, tags)


def _length(parts: Operands) -> Operand:
    (part,) = parts

    def made() -> Number | None:
        known = part.text()
        return strings.length_of(known) if known else None

    return of_number(made, _INTEGER)


def _substring(parts: Operands) -> Operand:
    text, start, *rest = parts
    tags = tag_bit(Tag.STRING) if only(text, tag_bit(Tag.STRING)) else STRINGS

    def made() -> Text | None:
        known, first = text.text(), start.number()
        length = rest[0].number() if rest else None
        if known is None or first is None or (rest and length is None):
            return None
        return strings.substring(known, first, length)

    return of_text(made, tags)


def _concatenated(parts: Operands) -> Operand:
    def made() -> Text | None:
        known = [part.text() for part in parts]
        return strings.concatenated([text for text in known if text]) if all(known) else None

    tags = tag_bit(Tag.STRING) if all(only(part, tag_bit(Tag.STRING)) for part in parts) else STRINGS
    return of_text(made, tags)


def _lexical(parts: Operands) -> Operand:
    """``STR``."""
    (part,) = parts

    def made() -> Text | None:
        known = part.lexical()
        return Text(known.sql, is_total=known.is_total) if known else None

    return of_text(made)


def _language(parts: Operands) -> Operand:
    """``LANG``: without the direction."""
    (part,) = parts

    def made() -> Text | None:
        known = part.language()
        if known is None:
            return None
        part_before = f"split_part({known.sql}, '--', 1)"
        if len(known.sql) > _SHORT:
            return Text(part_before, is_total=known.is_total)
        # Few have a direction, and looking for one costs less than splitting.
        sql = f"CASE WHEN contains({known.sql}, '--') THEN {part_before} ELSE {known.sql} END"
        return Text(f"({sql})", is_total=known.is_total)

    return of_text(made)


def _matched_language(parts: Operands) -> Operand:
    """``LANGMATCHES`` of a tag, which is in ASCII, with a constant range that is too."""
    tag, wanted = parts
    characters = getattr(wanted.constant, "value", None)

    def made() -> Form | None:
        known, range_ = tag.text(), wanted.text()
        if known is None or range_ is None or characters is None or not characters.isascii():
            return None
        is_plain = known.language == "''" and range_.language == "''"
        return strings.matched_language(known, range_) if is_plain else None

    return of_truth(made)


def _datatype(parts: Operands) -> Operand:
    (part,) = parts

    def made() -> Form | None:
        datatype = part.datatype()
        if datatype is None or not part.tags & _LANGUAGE:
            return datatype
        language = part.language()
        if language is None:
            return None
        directed, tagged = sql_text(RDF_DIR_LANG_STRING), sql_text(RDF_LANG_STRING)
        sql = (
            f"CASE WHEN {language.sql} = '' THEN {datatype.sql}"
            f" WHEN contains({language.sql}, '--') THEN {directed}"
            f" WHEN {language.sql} <> '' THEN {tagged} END"
        )
        return Form(sql, is_total=datatype.is_total and language.is_total)

    return of_iri(made)


def _part_of_moment(name: str, parts: Operands) -> Operand:
    (part,) = parts
    is_small = not part.tags & tag_bit(Tag.TEMPORAL) and name != "SECONDS"
    return of_number(
        lambda: None if part.id is None else dates.part_of(name, part.id, part.tags),
        _INTEGER if is_small else NUMBERS,
    )


def _zone(parts: Operands) -> Operand:
    (part,) = parts
    return of_text(lambda: None if part.id is None else dates.zone_of(part.id, part.tags))


CALLS: Mapping[str, Callable[[Operands], Operand]] = {
    **{sign: partial(_compared, sign) for sign in ("=", "!=", "<", "<=", ">", ">=")},
    "SAMETERM": lambda parts: of_truth(lambda: same_term(*parts)),
    "ISIRI": partial(_has_kind, tag_bit(Tag.IRI)),
    "ISURI": partial(_has_kind, tag_bit(Tag.IRI)),
    "ISBLANK": partial(_has_kind, tag_bit(Tag.BLANK)),
    "ISLITERAL": partial(_has_kind, LITERAL_TAGS),
    "ISNUMERIC": partial(_has_kind, NUMBERS),
    "ISTRIPLE": partial(_has_kind, tag_bit(Tag.TRIPLE)),
    "HASLANG": partial(_has_kind, _LANGUAGE),
    "unary +": partial(_of_one_number, lambda number: number),
    "unary -": partial(_of_one_number, numbers.negated),
    "ABS": partial(_of_one_number, numbers.absolute),
    **{how: partial(_of_one_number, partial(numbers.rounded, how)) for how in ("CEIL", "FLOOR", "ROUND")},
    "STR": _lexical,
    "LANG": _language,
    "LANGMATCHES": _matched_language,
    "DATATYPE": _datatype,
    "STRLEN": _length,
    "SUBSTR": _substring,
    "UCASE": partial(_cased, "UCASE"),
    "LCASE": partial(_cased, "LCASE"),
    "CONCAT": _concatenated,
    **{name: partial(_tested, test) for name, test in strings.TESTS.items()},
    **{name: partial(_of_texts, make) for name, make in strings.MADE.items()},
    "REGEX": matched,
    **{name: partial(_part_of_moment, name) for name in (*dates.PARTS, "SECONDS")},
    "TZ": _zone,
}
"""Name → what is made of its arguments."""

"""Functions on strings in SQL (https://www.w3.org/TR/sparql11-query/#func-strings).

DuckDB counts code points, as SPARQL does, and compares their UTF-8, which sorts as code points do.
"""

from collections.abc import Callable, Sequence

from graph.engine.expressions.operand import Form, Number, Text, lasting

__all__ = [
    "MADE",
    "TESTS",
    "cased",
    "concatenated",
    "encoded_text",
    "has_simple_case",
    "length_of",
    "matched_language",
    "substring",
]

_LONGEST_STRING = 10_000_000
_LONGEST_JOINED = 10_000
_LONGEST_LENGTH = 2**32
_SIMPLE_CASE = "[ -~\\t\\n\\rà-öø-þÀ-ÖØ-Þ]*"


def encoded_text(text: Text) -> str:
    """SQL of the string as TEXT."""
    if text.language == "''":
        return f"""('"' || {text.sql} || '"')"""
    return (
        f"""('"' || {text.sql} || CASE WHEN {text.language} = '' THEN '"' ELSE '"@' || {text.language} END)"""
    )


def length_of(text: Text) -> Number:
    """``STRLEN``: how many code points."""
    return Number(f"length({text.sql})", _LONGEST_LENGTH, is_total=text.is_total)


def has_simple_case(text: Text) -> str:
    """SQL that says whether the string has only ASCII and such Latin letters as change case one by one."""
    return f"(strlen({text.sql}) = length({text.sql}) OR regexp_full_match({text.sql}, '{_SIMPLE_CASE}'))"


def cased(name: str, text: Text) -> Text | None:
    """``UCASE`` and ``LCASE``, of ASCII and Latin letters; others change case in ways of their own."""
    function = "upper" if name == "UCASE" else "lower"
    sql = f"CASE WHEN {has_simple_case(text)} THEN {function}({text.sql}) END"
    return Text(sql, text.language, is_total=False) if lasting(sql) else None


def concatenated(texts: Sequence[Text]) -> Text | None:
    """``CONCAT`` of strings without language; what could get too long is left to exact evaluation."""
    if not texts or any(text.language != "''" for text in texts):
        return None
    joined = " || ".join(text.sql for text in texts)
    size = " + ".join(f"strlen({text.sql})" for text in texts)
    sql = f"CASE WHEN {size} <= {_LONGEST_JOINED} THEN {joined} END"
    return Text(sql, is_total=False) if lasting(sql) else None


def substring(text: Text, start: Number, length: Number | None) -> Text | None:
    """``SUBSTR`` with whole numbers, which may reach beyond either end."""
    numbers = [start] if length is None else [start, length]
    if any(number.is_decimal != "false" or number.scale for number in numbers):
        return None
    bounded = f"least(greatest({start.sql}, 1), {_LONGEST_STRING})::BIGINT"
    sql = f"substring({text.sql}, {bounded}"
    if length is not None:
        end = f"greatest(least({start.sql} + {length.sql}, {2 * _LONGEST_STRING})::BIGINT - {bounded}, 0)"
        sql += f", {end}"
    # DuckDB's least and greatest leave NULL out, so an error among the numbers is looked for first.
    has_numbers = f"{' + '.join(number.sql for number in numbers)} IS NOT NULL"
    sql = f"CASE WHEN {has_numbers} THEN {sql}) END"
    is_total = text.is_total and all(number.is_total for number in numbers)
    return Text(sql, text.language, is_total=is_total) if lasting(sql) else None


def _test(function: str) -> Callable[[Text, Text], Form | None]:
    def tested(first: Text, second: Text) -> Form | None:
        if second.language != "''":
            return None
        return Form(f"{function}({first.sql}, {second.sql})", is_total=first.is_total and second.is_total)

    return tested


TESTS: dict[str, Callable[[Text, Text], Form | None]] = {
    "CONTAINS": _test("contains"),
    "STRSTARTS": _test("starts_with"),
    "STRENDS": _test("ends_with"),
}
"""Function → the truth of it on two strings; the second must be without language."""


def _cut(pattern: str) -> Callable[[Text, Text], Text | None]:
    def cut(first: Text, second: Text) -> Text | None:
        if second.language != "''":
            return None
        place = f"instr({first.sql}, {second.sql})"
        sql = pattern.format(first=first.sql, second=second.sql, place=place)
        language = first.language
        if language != "''":
            language = f"CASE WHEN {place} > 0 THEN {language} ELSE '' END"
        is_total = first.is_total and second.is_total
        return Text(sql, language, is_total=is_total) if lasting(sql) else None

    return cut


MADE: dict[str, Callable[[Text, Text], Text | None]] = {
    "STRBEFORE": _cut("substring({first}, 1, greatest({place} - 1, 0))"),
    "STRAFTER": _cut(
        "CASE WHEN {place} > 0 THEN substring({first}, {place} + length({second}))"
        " WHEN {place} = 0 THEN '' END"
    ),
}
"""Function → the string it makes of two; the second must be without language."""


def matched_language(tag: Text, wanted: Text) -> Form:
    """``LANGMATCHES``: basic filtering (https://www.rfc-editor.org/rfc/rfc4647#section-3.3.1)."""
    sql = (
        f"CASE WHEN {wanted.sql} = '*' THEN {tag.sql} <> ''"
        f" ELSE starts_with(lower({tag.sql}) || '-', lower({wanted.sql}) || '-') END"
    )
    return Form(sql, is_total=tag.is_total and wanted.is_total)

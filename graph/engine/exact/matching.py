"""REGEX and REPLACE (https://www.w3.org/TR/xpath-functions-31/#string.match).

A pattern can take a text's length to any power to fail. Each match has a budget of time, and a query that
spends it is refused: a missing row would be a wrong answer.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from graph.engine.exact.code import Code, Row, from_truth, from_value
from graph.engine.exact.context import Context
from graph.engine.exact.failure import ExpressionError, checked_length
from graph.engine.exact.patterns import PATTERN_LIMIT, Pattern, compiled_pattern
from graph.engine.exact.strings import like, plain, text
from graph.engine.exact.values import Value
from graph.errors import QueryError

__all__ = ["regex", "replace"]

_REFERENCE = re.compile(r"\\(.?)|\$([0-9]*)", re.DOTALL)

Template = tuple[str | int, ...]
"""Characters and numbers of groups, in the order of a replacement."""


def regex(parts: Sequence[Code], context: Context) -> Code:
    """``REGEX(text, pattern, flags)``: whether the pattern matches somewhere."""
    value, pattern, *flags = (part.value for part in parts)

    def run(row: Row) -> bool:
        found = _pattern(pattern(row), flags[0](row) if flags else "")
        return _searched(found, text(value(row)), context)

    return from_truth(run)


def replace(parts: Sequence[Code], context: Context) -> Code:
    """``REPLACE(text, pattern, replacement, flags)``: of the same kind as the text."""
    value, pattern, replacement, *flags = (part.value for part in parts)

    def run(row: Row) -> Value:
        marks = plain(flags[0](row)) if flags else ""
        found = _pattern(pattern(row), marks)
        source = value(row)
        if _is_matching_nothing(found):
            raise ExpressionError("a pattern to replace does not match the empty string")
        given = plain(replacement(row))
        template = (given,) if "q" in marks else _template(given, found.groups)
        return like(source, _replaced(found, text(source), template, context))

    return from_value(run)


def _pattern(pattern: Value, flags: Value) -> Pattern:
    characters = plain(pattern)
    if len(characters) > PATTERN_LIMIT:
        raise QueryError(f"A pattern of {len(characters):,} characters is too long; {PATTERN_LIMIT:,} go.")
    found = compiled_pattern(characters, plain(flags))
    if found is None:
        raise ExpressionError("this is no regular expression, or the flags are wrong")
    return found


@lru_cache(maxsize=1024)
def _is_matching_nothing(pattern: Pattern) -> bool:
    return pattern.search("") is not None


def _searched(pattern: Pattern, characters: str, context: Context) -> bool:
    try:
        return pattern.search(characters, timeout=context.regex_budget_s) is not None
    except TimeoutError as error:
        raise _too_slow(characters, context) from error


def _too_slow(characters: str, context: Context) -> QueryError:
    context.check()
    return QueryError(
        f"A regular expression takes more than {context.regex_budget_s:g} s on a text of {len(characters):,} "
        "characters. Avoid repetitions within repetitions, such as (a+)+."
    )


def _template(replacement: str, groups: int) -> Template:
    """The parts of a replacement (https://www.w3.org/TR/xpath-functions-31/#func-replace)."""
    parts: list[str | int] = []
    place = 0
    for match in _REFERENCE.finditer(replacement):
        parts.append(replacement[place : match.start()])
        escaped, digits = match.groups()
        if escaped not in {None, "\\", "$"} or digits == "":
            raise ExpressionError("in a replacement \\ goes before \\ or $, and $ before a number")
        parts.extend((escaped,) if escaped is not None else _group(digits, groups))
        place = match.end()
    return (*parts, replacement[place:])


def _group(digits: str, groups: int) -> Iterator[str | int]:
    """The longest number that is a group's, and the digits after it; a group that is not there is empty."""
    length = len(digits)
    while length > 1 and int(digits[:length]) > groups:
        length -= 1
    if int(digits[:length]) <= groups:
        yield int(digits[:length])
    yield digits[length:]


def _replaced(pattern: Pattern, characters: str, template: Template, context: Context) -> str:
    pieces: list[str] = []
    place = length = 0
    try:
        for match in pattern.finditer(characters, timeout=context.regex_budget_s):
            filled = [part if isinstance(part, str) else (match[part] or "") for part in template]
            pieces += (characters[place : match.start()], *filled)
            length += match.start() - place + sum(map(len, filled))
            checked_length(length, context.string_limit)
            place = match.end()
    except TimeoutError as error:
        raise _too_slow(characters, context) from error
    checked_length(length + len(characters) - place, context.string_limit)
    return "".join((*pieces, characters[place:]))

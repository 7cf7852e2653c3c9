"""REGEX and REPLACE (https://www.w3.org/TR/xpath-functions-31/#string.match).

A pattern can take a text's length to any power to fail. Each match has a budget of time, and a query that
spends it is refused: a missing row would be a wrong answer.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from graph.engine.exact.code import Code, Row, constant, from_truth, from_value
from graph.engine.exact.context import Context
from graph.engine.exact.failure import ExpressionError, checked_length
from graph.engine.exact.patterns import PATTERN_LIMIT, Pattern, compiled_pattern
from graph.engine.exact.strings import like, plain, text
from graph.engine.exact.values import Value
from graph.errors import QueryError
from graph.terms import Literal

__all__ = ["regex", "replace"]

_REFERENCE = re.compile(r"\\(.?)|\$([0-9]*)", re.DOTALL)

Template = tuple[str | int, ...]
"""Characters and numbers of groups, in the order of a replacement."""


def regex(parts: Sequence[Code], context: Context) -> Code:
    """``REGEX(text, pattern, flags)``: whether the pattern matches somewhere."""
    value, pattern = parts[0].value, _patterns(parts[1], parts[2:])

    def run(row: Row) -> bool:
        characters = text(value(row))
        try:
            return pattern(row).is_in(characters, context.regex_budget_s)
        except TimeoutError as error:
            raise _too_slow(characters, context) from error

    return from_truth(run)


def replace(parts: Sequence[Code], context: Context) -> Code:
    """``REPLACE(text, pattern, replacement, flags)``: of the same kind as the text."""
    value, replacement, *flags = parts[0].value, parts[2].value, *parts[3:]
    pattern = _patterns(parts[1], flags)

    def run(row: Row) -> Value:
        found, source = pattern(row), value(row)
        if found.is_matching_nothing:
            raise ExpressionError("a pattern to replace does not match the empty string")
        given = plain(replacement(row))
        is_literal = bool(flags) and "q" in plain(flags[0].value(row))
        template = (given,) if is_literal else _template(given, found.native.groups)
        return like(source, _replaced(found, text(source), template, context))

    return from_value(run)


def _patterns(pattern: Code, flags: Sequence[Code]) -> Callable[[Row], Pattern]:
    """What gives the pattern in each row; one that is constant is looked up once."""
    marks = flags[0] if flags else constant(Literal(""))
    if pattern.known is None or marks.known is None:
        return lambda row: _pattern(pattern.value(row), marks.value(row))
    try:
        found = _pattern(pattern.known, marks.known)
    except ExpressionError as error:
        return _failing(str(error))
    return lambda _: found


def _failing(why: str) -> Callable[[Row], Pattern]:
    def run(_: Row) -> Pattern:
        raise ExpressionError(why)

    return run


def _pattern(pattern: Value, flags: Value) -> Pattern:
    characters = plain(pattern)
    if len(characters) > PATTERN_LIMIT:
        raise QueryError(f"A pattern of {len(characters):,} characters is too long; {PATTERN_LIMIT:,} go.")
    found = compiled_pattern(characters, plain(flags))
    if found is None:
        raise ExpressionError("this is no regular expression, or the flags are wrong")
    return found


def _too_slow(characters: str, context: Context) -> QueryError:
    context.check()
    return QueryError(
        f"A regular expression takes more than {context.regex_budget_s:g} s on a text of {len(characters):,} "
        "characters. Avoid repetitions within repetitions, such as (a+)+."
    )


@lru_cache(maxsize=64)
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
        for match in pattern.matches(characters, context.regex_budget_s):
            filled = [part if isinstance(part, str) else (match[part] or "") for part in template]
            pieces += (characters[place : match.start()], *filled)
            length += match.start() - place + sum(map(len, filled))
            checked_length(length, context.string_limit)
            place = match.end()
    except TimeoutError as error:
        raise _too_slow(characters, context) from error
    checked_length(length + len(characters) - place, context.string_limit)
    return "".join((*pieces, characters[place:]))

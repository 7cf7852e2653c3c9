"""Functions on strings (https://www.w3.org/TR/sparql11-query/#func-strings).

A string is xsd:string, a ``str`` here, or has a language and perhaps a base direction, a ``Literal``. What is
made from one string is of its kind.
"""

from collections.abc import Callable, Sequence
from hashlib import md5, sha1, sha256, sha384, sha512
from urllib.parse import quote

from graph.engine.exact.failure import ExpressionError, checked_length
from graph.engine.exact.values import Value
from graph.terms import Literal

__all__ = ["TWO", "concatenated", "is_matching_language", "like", "on_one", "plain", "substring", "text"]


def text(value: Value) -> str:
    """The characters of a string of any kind."""
    if type(value) is str:
        return value
    if type(value) is Literal and value.language:
        return value.value
    raise ExpressionError("this is no string")


def plain(value: Value) -> str:
    """The characters of an xsd:string."""
    if type(value) is str:
        return value
    raise ExpressionError("this is no xsd:string")


def like(kind: Value, characters: str) -> Value:
    """A string of the same kind with these characters."""
    if type(kind) is Literal:
        return Literal(characters, kind.datatype, kind.language, kind.direction)
    return characters


def _compatible(first: Value, second: Value) -> tuple[str, str]:
    """Both strings, if they may meet (https://www.w3.org/TR/sparql11-query/#func-arg-compatibility)."""
    one, two = text(first), text(second)
    if type(second) is Literal and not (
        type(first) is Literal
        and first.language.lower() == second.language.lower()
        and first.direction == second.direction
    ):
        raise ExpressionError("the strings are of different languages")
    return one, two


def _cased(change: Callable[[str], str], limit: int) -> Callable[[Value], Value]:
    def cased(value: Value) -> Value:
        characters = change(text(value))
        checked_length(len(characters), limit)
        return like(value, characters)

    return cased


def _encoded(limit: int) -> Callable[[Value], Value]:
    """``ENCODE_FOR_URI`` (https://www.w3.org/TR/xpath-functions-31/#func-encode-for-uri)."""

    def encoded(value: Value) -> Value:
        characters = quote(text(value), safe="-_.~")
        checked_length(len(characters), limit)
        return characters

    return encoded


def _before(first: Value, second: Value) -> Value:
    """``STRBEFORE``: an empty xsd:string where the second is not in the first."""
    one, two = _compatible(first, second)
    place = one.find(two)
    return "" if place < 0 else like(first, one[:place])


def _after(first: Value, second: Value) -> Value:
    """``STRAFTER``."""
    one, two = _compatible(first, second)
    place = one.find(two)
    return "" if place < 0 else like(first, one[place + len(two) :])


def substring(value: Value, start: Value, length: Value | None = None) -> Value:
    """``SUBSTR``: from the character at ``start``, counted from 1, ``length`` characters or to the end.

    https://www.w3.org/TR/xpath-functions-31/#func-substring

    >>> substring("foobar", 4), substring("foobar", 0, 3)
    ('bar', 'fo')
    """
    characters = text(value)
    if type(start) is not int or not (length is None or type(length) is int):
        raise ExpressionError("SUBSTR counts by integers")
    end = None if length is None else max(start - 1 + length, 0)
    return like(value, characters[max(start - 1, 0) : end])


def concatenated(values: Sequence[Value], limit: int) -> Value:
    """``CONCAT``: of the kind that all have, else xsd:string (https://www.w3.org/TR/sparql12-query/#func-concat)."""
    parts = [text(value) for value in values]
    checked_length(sum(map(len, parts)), limit)
    marks = {
        (value.language.lower(), value.direction) if type(value) is Literal else None for value in values
    }
    joined = "".join(parts)
    return like(values[0], joined) if len(marks) == 1 else joined


def is_matching_language(tag: Value, wanted: Value) -> bool:
    """``LANGMATCHES``: basic filtering (https://www.rfc-editor.org/rfc/rfc4647#section-3.3.1)."""
    language, range_ = plain(tag).lower(), plain(wanted).lower()
    if range_ == "*":
        return language != ""
    return language == range_ or language.startswith(f"{range_}-")


def on_one(limit: int) -> dict[str, Callable[[Value], Value]]:
    """Function → what it makes of one string."""
    return {
        "STRLEN": lambda value: len(text(value)),
        "UCASE": _cased(str.upper, limit),
        "LCASE": _cased(str.lower, limit),
        "ENCODE_FOR_URI": _encoded(limit),
        "MD5": lambda value: md5(plain(value).encode(), usedforsecurity=False).hexdigest(),
        "SHA1": lambda value: sha1(plain(value).encode(), usedforsecurity=False).hexdigest(),
        "SHA256": lambda value: sha256(plain(value).encode()).hexdigest(),
        "SHA384": lambda value: sha384(plain(value).encode()).hexdigest(),
        "SHA512": lambda value: sha512(plain(value).encode()).hexdigest(),
    }


def _test(relation: Callable[[str, str], bool]) -> Callable[[Value, Value], bool]:
    return lambda first, second: relation(*_compatible(first, second))


TWO: dict[str, Callable[[Value, Value], Value]] = {
    "CONTAINS": _test(lambda one, two: two in one),
    "STRSTARTS": _test(str.startswith),
    "STRENDS": _test(str.endswith),
    "STRBEFORE": _before,
    "STRAFTER": _after,
    "LANGMATCHES": is_matching_language,
}
"""Function → what it makes of two strings."""

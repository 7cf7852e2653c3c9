r"""XPath's regular expressions in the syntax of the ``regex`` library.

https://www.w3.org/TR/xpath-functions-31/#regex-syntax: XML Schema's, with anchors, reluctant quantifiers,
groups and back-references, and the flags s, m, i, x and q. What the standard does not allow is refused, also
where the library would take it (``\b``, lookaheads, possessive quantifiers).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from graph.engine.exact.classes import MULTIPLE, SINGLE, BadPattern, category, read_class

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PATTERN_LIMIT", "Pattern", "compiled_pattern"]

PATTERN_LIMIT = 10_000
"""Characters that a pattern may have."""

_MOST_KEPT = 64
"""Compiled patterns; one of the longest takes up to a megabyte."""

_QUICK_LENGTH = 2000
_EMPTY_BUDGET_S = 1.0

_DEPTH_LIMIT = 100
_QUANTIFIER = regex.compile(r"(?:[*+?]|\{[0-9]{1,6}(?:,(?:[0-9]{1,6})?)?\})\??")
_DIGITS = regex.compile("[0-9]{1,5}")
_QUANTIFIER_SIGNS = frozenset("*+?{")
_SPACE = frozenset(" \t\r\n")
_ANCHORS = {"^": r"\A", "$": r"\Z"}
_LINE_ANCHORS = {"^": r"(?:\A|(?<=\n)(?!\Z))", "$": r"(?=\n|\Z)"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready to use.

    Attributes:
        native: what the library made of it.
        is_quick: whether a short text can't take it long: no group and at most one quantifier.
        is_matching_nothing: whether it matches the empty string.
    """

    native: "regex.Pattern[str]"
    is_quick: bool
    is_matching_nothing: bool

    def is_in(self, text: str, budget_s: float) -> bool:
        """Whether it matches somewhere; TimeoutError when the budget is spent.

        Other threads run meanwhile, so that a deadline is noticed.
        """
        if self.is_quick and len(text) <= _QUICK_LENGTH:
            return self.native.search(text) is not None
        return self.native.search(text, timeout=budget_s, concurrent=True) is not None

    def matches(self, text: str, budget_s: float) -> "Iterator[regex.Match[str]]":
        """Where it matches, from left to right; TimeoutError when the budget is spent."""
        if self.is_quick and len(text) <= _QUICK_LENGTH:
            return self.native.finditer(text)
        return self.native.finditer(text, timeout=budget_s, concurrent=True)


@lru_cache(maxsize=_MOST_KEPT)
def compiled_pattern(pattern: str, flags: str) -> Pattern | None:
    """The pattern; None where it or a flag is wrong."""
    if not set(flags) <= set("smixq") or len(pattern) > PATTERN_LIMIT:
        return None
    options = regex.IGNORECASE if "i" in flags else 0
    if "q" in flags:
        return Pattern(_native(regex.escape(pattern), options), True, pattern == "")  # noqa: FBT003
    try:
        reader = _read(_unspaced(pattern) if "x" in flags else pattern, flags)
        native = _native("".join(reader.parts), options)
        return Pattern(native, reader.is_quick, native.search("", timeout=_EMPTY_BUDGET_S) is not None)
    except (BadPattern, regex.error, OverflowError, TimeoutError):
        return None


def _native(pattern: str, options: int) -> "regex.Pattern[str]":
    """Compiled, and not remembered by the library as well."""
    return regex.compile(pattern, options, cache_pattern=False)


def _unspaced(pattern: str) -> str:
    """Without white space, but for that in classes."""
    kept: list[str] = []
    depth, is_escaped = 0, False
    for sign in pattern:
        if sign in _SPACE and not depth:
            continue
        kept.append(sign)
        if not is_escaped:
            depth += (sign == "[") - (sign == "]" and depth > 0)
        is_escaped = sign == "\\" and not is_escaped
    return "".join(kept)


def _read(pattern: str, flags: str) -> "_Reader":
    reader = _Reader(pattern, flags)
    while reader.place < len(pattern):
        reader.step()
    if reader.opened:
        raise BadPattern("a group is not closed")
    return reader


class _Reader:
    """Reads a pattern from left to right.

    Attributes:
        parts: what has been translated.
        opened: for each group that is open, its number, or 0 if it captures nothing.
        closed: numbers of the groups that may be referred to.
    """

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = pattern
        self.place = 0
        self.parts: list[str] = []
        self.opened: list[int] = []
        self.closed: set[int] = set()
        self._groups = self._quantifiers = 0
        self._is_flat = True
        self._anchors = _LINE_ANCHORS if "m" in flags else _ANCHORS
        self._dot = "(?s:.)" if "s" in flags else r"[^\n\r]"

    @property
    def is_quick(self) -> bool:
        """See ``Pattern``."""
        return self._is_flat and self._quantifiers <= 1

    def step(self) -> None:
        """Read an atom with its quantifier, an opening bracket or a bar."""
        sign = self.pattern[self.place]
        if sign in _QUANTIFIER_SIGNS or sign in "}]":
            raise BadPattern(f"{sign} stands where it can't")
        self.place += 1
        if sign == "(":
            self._open()
        elif sign == "|":
            self.parts.append("|")
        else:
            self.parts.append(self._close() if sign == ")" else self._atom(sign))
            self._quantify()

    def _open(self) -> None:
        number = 0
        self._is_flat = False
        if self.pattern.startswith("?:", self.place):
            self.place += 2
        elif self.pattern.startswith("?", self.place):
            raise BadPattern("(? is followed by a colon")
        else:
            self._groups += 1
            number = self._groups
        self.opened.append(number)
        if len(self.opened) > _DEPTH_LIMIT:
            raise BadPattern("the groups are nested too deep")
        self.parts.append("(" if number else "(?:")

    def _close(self) -> str:
        if not self.opened:
            raise BadPattern("there is no group to close")
        self.closed.add(self.opened.pop())
        return ")"

    def _atom(self, sign: str) -> str:
        if sign == "[":
            atom, self.place = read_class(self.pattern, self.place)
            return atom
        if sign == "\\":
            return self._escape()
        if sign in self._anchors:
            return f"(?:{self._anchors[sign]})"
        return self._dot if sign == "." else regex.escape(sign)

    def _escape(self) -> str:
        sign = self.pattern[self.place : self.place + 1]
        if sign in {"p", "P"}:
            atom, self.place = category(self.pattern, self.place)
            return atom
        self.place += 1
        if sign and sign in "123456789":
            return self._reference(sign)
        if sign in MULTIPLE:
            return MULTIPLE[sign]
        if sign not in SINGLE:
            raise BadPattern(f"there is no escape \\{sign}")
        return regex.escape(SINGLE[sign])

    def _reference(self, digits: str) -> str:
        """As many digits as make the number of a closed group; one that did not match is empty."""
        while (longer := digits + self.pattern[self.place : self.place + 1]) != digits:
            if not _DIGITS.fullmatch(longer) or int(longer) not in self.closed:
                break
            digits = longer
            self.place += 1
        if int(digits) not in self.closed:
            raise BadPattern(f"there is no group {digits} before \\{digits}")
        return f"(?({digits})(?:\\{digits}))"

    def _quantify(self) -> None:
        match = _QUANTIFIER.match(self.pattern, self.place)
        if match is None:
            return
        least, comma, most = match[0].rstrip("?").strip("{}").partition(",")
        if comma and most and int(least) > int(most):
            raise BadPattern("a quantifier's bounds are upside down")
        self._quantifiers += 1
        self.parts.append(match[0])
        self.place = match.end()

"""How much a text may ask before anything looks at what it asks.

A text of a few kilobytes can exhaust the stack of whoever walks through it, or keep a planner busy for hours.
Depth and length are counted token by token, so no text gets to build what it describes; patterns and values
are counted when the pattern is known.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from graph.sparql.wrong import Wrong

__all__ = ["Admission", "Limits", "checked_by"]

_CHECKED_EACH = 1_000
# Not an argument of the parser: what it remembers of a text must not depend on who asks.
_check: ContextVar[Callable[[], None]] = ContextVar("check", default=lambda: None)


@contextmanager
def checked_by(check: Callable[[], None]) -> Iterator[None]:
    """Have texts that are read in the block stopped by what ``check`` raises."""
    before = _check.set(check)
    try:
        yield
    finally:
        _check.reset(before)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a query or update may hold.

    Attributes:
        bytes: the text, in UTF-8.
        depth: brackets of all kinds, and ``!``, within one another.
        elements: groups in braces, FILTER, VALUES and AS, together.
        alternatives: parts of UNION and of ``|`` in paths, together.
        steps: operators of arithmetic, logic and paths, together.
        patterns: triple patterns of one group.
        values: cells of VALUES, together.
        keys: conditions of GROUP BY, HAVING and ORDER BY, together; each is computed for every row.
    """

    bytes: int = 1_000_000
    depth: int = 100
    elements: int = 500
    alternatives: int = 500
    steps: int = 500
    patterns: int = 1_000
    values: int = 100_000
    keys: int = 100


_OPENING = frozenset({"LBRACE", "LPAR", "LSQB", "REIFIED_OPEN", "BLOCK_OPEN", "TERM_OPEN"})
_CLOSING = frozenset({"RBRACE", "RPAR", "RSQB", "REIFIED_CLOSE", "BLOCK_CLOSE", "TERM_CLOSE"})
_COUNTED = {
    "LBRACE": "elements",
    "FILTER": "elements",
    "AS": "elements",
    "VALUES": "elements",
    "UNION": "alternatives",
    "BAR": "alternatives",
    "PLUS": "steps",
    "MINUS_SIGN": "steps",
    "STAR": "steps",
    "SLASH": "steps",
    "CARET": "steps",
    "OR": "steps",
    "AND": "steps",
    "INTEGER_POSITIVE": "steps",
    "INTEGER_NEGATIVE": "steps",
    "DECIMAL_POSITIVE": "steps",
    "DECIMAL_NEGATIVE": "steps",
    "DOUBLE_POSITIVE": "steps",
    "DOUBLE_NEGATIVE": "steps",
}
_NAMES = {
    "depth": "brackets within one another",
    "elements": "groups, FILTERs, VALUES and results of AS",
    "alternatives": "alternatives of UNION and |",
    "steps": "operators",
    "patterns": "triple patterns in a group",
    "values": "cells of VALUES",
    "keys": "conditions of GROUP BY, HAVING and ORDER BY",
}


class Admission:
    """Counts what comes in one text against the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._counts: Counter[str] = Counter()
        self._check = _check.get()
        self._tokens = 0
        self._signs = 0

    def admit(self, kind: str) -> None:
        """Count a token of this kind.

        Raises:
            Wrong: a limit is exceeded.
        """
        self._tokens += 1
        if self._tokens % _CHECKED_EACH == 0:
            self._check()
        if kind in _OPENING:
            self.count("depth", 1)
        elif kind in _CLOSING:
            self._counts["depth"] -= 1
        self._signs = self._signs + 1 if kind == "BANG" else 0
        self.check("depth", self._counts["depth"] + self._signs)
        if kind in _COUNTED:
            self.count(_COUNTED[kind], 1)

    def count(self, name: str, number: int, offset: int | None = None) -> None:
        """Add so many to a count.

        Raises:
            Wrong: its limit is exceeded.
        """
        self._counts[name] += number
        self.check(name, self._counts[name], offset)

    def check(self, name: str, number: int, offset: int | None = None) -> None:
        """Hold a number against a limit.

        Raises:
            Wrong: it is exceeded.
        """
        most = getattr(self._limits, name)
        if number > most:
            raise Wrong(offset, f"there are more than {most:,} {_NAMES[name]}", "Ask it in several queries.")

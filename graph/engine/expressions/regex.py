"""REGEX by DuckDB's own engine, RE2, for patterns that mean the same there.

XPath's regular expressions (https://www.w3.org/TR/xpath-functions-31/#regex-syntax) and RE2's agree on plain
characters, groups, alternatives, simple classes and quantifiers; a pattern with anything else is left to
exact evaluation, and so is one that breaks the syntax.
"""

import re
from collections.abc import Sequence

from graph.engine.exact.patterns import compiled_pattern
from graph.engine.expressions.operand import Form, Operand, lasting
from graph.engine.expressions.results import of_truth
from graph.engine.expressions.strings import has_simple_case
from graph.engine.names import sql_text
from graph.terms import Literal

__all__ = ["matched", "translated"]

_LONGEST = 500
_MOST_REPEATS = 1000
_MARKS = r"\\[.?*+(){}|\[\]\\^$-]"
_LETTERS = "A-Za-z0-9 _,;:/À-ÖØ-öø-þ"
_ITEM = re.compile(
    rf"""(?P<anchor>[\^$]|\||\()
    | (?:(?P<dot>\.)|(?P<same>[{_LETTERS}<=>@%~'"\#&!-]|{_MARKS}|\)
        | \[\^?(?:[{_LETTERS}](?:-[A-Za-z0-9])?|{_MARKS})+\]))
      (?P<often>(?:[?*+]|\{{(?P<least>[0-9]+)(?:,(?P<most>[0-9]*))?\}})\??)?""",
    re.VERBOSE,
)
"""A piece of a pattern that both read alike, and how often it is repeated."""


def translated(pattern: str) -> str | None:
    r"""The pattern in RE2's syntax; None where the meaning could be another.

    >>> translated("^a.b{2,3}"), translated(r"\d"), translated("(a)\\1")
    ('^a[^\\n\\r]b{2,3}', None, None)
    """
    pieces: list[str] = []
    place, repeats = 0, 1
    while place < len(pattern):
        item = _ITEM.match(pattern, place)
        if item is None:
            return None
        place = item.end()
        pieces.append(f"[^\\n\\r]{item['often'] or ''}" if item["dot"] else item[0])
        repeats *= max(int(item["most"] or item["least"] or 1), int(item["least"] or 1), 1)
    return "".join(pieces) if repeats <= _MOST_REPEATS and len(pattern) <= _LONGEST else None


def matched(parts: Sequence[Operand]) -> Operand:
    """``REGEX`` with constant pattern and flags."""
    text, *given = parts

    def made() -> Form | None:
        pattern, *flags = (_plain(part) for part in given)
        mark = flags[0] if flags else ""
        known = text.text()
        if pattern is None or mark is None or known is None:
            return None
        if compiled_pattern(pattern, mark) is None:
            return Form("NULL::BOOLEAN")
        found = translated(pattern)
        if found is None or mark not in ("", "i"):
            return None
        search = f"regexp_matches({known.sql}, {sql_text(found)}"
        if not mark:
            return Form(f"{search})", is_total=known.is_total)
        sql = f"CASE WHEN {has_simple_case(known)} THEN {search}, 'i') END"
        return Form(sql, is_total=False) if lasting(sql) else None

    return of_truth(made)


def _plain(part: Operand) -> str | None:
    """The characters of a constant xsd:string."""
    text = part.text() if part.constant is not None else None
    is_plain = text is not None and text.language == "''"
    return str(part.constant.value) if is_plain and isinstance(part.constant, Literal) else None

"""SPARQL text as tokens, each with its place: enough to know a query's form, columns and variables.

Terminals after https://www.w3.org/TR/sparql11-query/#grammar. Whether the text is a query at all is
for a parser to say; this module never rejects one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

__all__ = ["Form", "Token", "form", "position", "projection", "tokens"]


class Form(StrEnum):
    """What a text asks for."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"
    UPDATE = "UPDATE"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind, what stands there, and its offset in characters."""

    kind: str
    text: str
    offset: int


# PN_CHARS of the grammar but for what no keyboard writes. A prefix is looked for in 100 characters at
# most, and a string that is not closed runs to the end of its line or of the text: so the time that this
# takes stays in proportion to the text.
_LETTER = r"[\w\-\u00B7\u0300-\u036F\u203F\u2040]"
_LOCAL = rf"(?:{_LETTER}|:|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])"
_TERMINALS = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^\x00-\x20<>"{{}}|^`]*>)
    | (?P<string>'''(?:(?!''')(?:[^\\]|\\.))*+(?:''')?|\"\"\"(?:(?!\"\"\")(?:[^\\]|\\.))*+(?:\"\"\")?
               |'(?:[^'\\\n\r]|\\.)*+'?|"(?:[^"\\\n\r]|\\.)*+"?)
    | (?P<variable>[?$]\w[\w\u00B7\u0300-\u036F\u203F\u2040]*)
    | (?P<blank>_:\w(?:\.*+{_LETTER})*+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_](?:\.*+{_LETTER}){{0,100}}+)?:(?:(?!-){_LOCAL}(?:\.*+{_LOCAL})*+)?)
    | (?P<word>[A-Za-z_][\w]*)
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)
    | (?P<sign>\^\^|&&|\|\||!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LONGEST_KEPT = 4_000
"""Texts of so many characters are remembered with what they ask for."""

_UPDATE_WORDS = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of the text in order, without white space and comments."""
    for match in _TERMINALS.finditer(text):
        if match.lastgroup not in {"space", "comment", None}:
            yield Token(str(match.lastgroup), match.group(), match.start())


def form(text: str) -> Form | None:
    """What the text asks for, or None where no keyword says so."""
    return _remembered(text) if len(text) <= _LONGEST_KEPT else _form(text)


def _form(text: str) -> Form | None:
    for token in tokens(text):
        word = token.text.upper() if token.kind == "word" else ""
        if word in _UPDATE_WORDS:
            return Form.UPDATE
        if word in Form.__members__:
            return Form[word]
    return None


_remembered = lru_cache(256)(_form)


def projection(text: str) -> tuple[str, ...] | None:
    """The columns of the outermost SELECT in order; None for ``*`` and for other forms.

    >>> projection("SELECT DISTINCT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }")
    ('a', 'n')
    """
    columns: list[str] = []
    depth, started, after_as = 0, False, False
    for token in tokens(text):
        word = token.text.upper()
        if not started:
            started = token.kind == "word" and word == "SELECT"
            continue
        if depth == 0 and (token.text in {"{", "*"} or word in {"WHERE", "FROM"}):
            return None if token.text == "*" else tuple(columns)
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (depth == 0 or (after_as and depth == 1)):
            columns.append(token.text[1:])
        after_as = token.kind == "word" and word == "AS"
    return tuple(columns) if started else None


def position(text: str, offset: int) -> tuple[int, int]:
    r"""The 1-based line and column of an offset in characters.

    >>> position("a\nbc", 3)
    (2, 2)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

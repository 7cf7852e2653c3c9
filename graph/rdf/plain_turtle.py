"""Statements of Turtle taken apart term by term, where they are plain (https://www.w3.org/TR/turtle/).

Most are: names, absolute IRIs, labels, numbers, strings of one line, between dots, semicolons and commas. Of
the others, with brackets, comments, directives, rarer signs or errors, pyoxigraph knows more. A term is
looked at closely where it is new.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from graph.rdf.plain_terms import (
    BLANK,
    IRI,
    PREDICATE,
    UNWRITTEN,
    NotPlain,
    are_plain,
    is_plain_term,
    literal,
    plain_lines,
    roles_of,
)

__all__ = [
    "FIRST_NUMBER",
    "MARKS",
    "PlainTerms",
    "has_rare_signs",
    "restored",
    "roles_in_turtle",
    "spaced_tokens",
    "statements",
    "tokens",
]

MARKS = {b".": 1, b";": 2, b",": 3}
"""The numbers of what stands between terms."""

FIRST_NUMBER = 4
"""Of terms."""

_MOST_KINDS = 1_000
_DOT, _SEMICOLON = MARKS[b"."], MARKS[b";"]
# By the mark before them: as many terms stand up to the next mark.
_TERMS_AFTER = np.array([0, 3, 2, 1])
_VERB = b"a"
_TOKEN = re.compile(
    rb'[^ \t\r\n;,"<>]+(?<!\.)|[;,.]|"[^"\\]*+(?:\\.[^"\\]*+)*+"(?:[@^][^ \t\r\n;,]*(?<!\.))?'
    rb'|<[^<>"\s]*+>|[^ \t\r\n]'
)
_LOCAL = r"(?:\w[\w-]*+(?:\.+[\w-]++)*+)?"
_NAME = rf"(?:[A-Za-z][\w.-]*+)?:{_LOCAL}"
_NUMBER = "[+-]?[0-9]++(?:[.][0-9]++)?+(?:[eE][+-]?[0-9]++)?+"
_WORDS = {
    _VERB: b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
    b"true": b'"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    b"false": b'"false"^^<http://www.w3.org/2001/XMLSchema#boolean>',
}
_TOKENS = plain_lines(_NAME, literal(f"{IRI}|{_NAME}"), _NUMBER, IRI, "a|true|false", BLANK)
_XSD = b'"^^<http://www.w3.org/2001/XMLSchema#%b>'
_INTEGER, _DECIMAL, _DOUBLE = (_XSD % name for name in (b"integer", b"decimal", b"double"))
# What stands for signs of strings meanwhile: nowhere in UTF-8, and as long.
_SPACE, _QUOTE, _BACKSLASH = b"\xfd", b"\xfe\xfe", b"\xff\xff"
_SIGNS = {_SPACE: b" ", _QUOTE: b'\\"', _BACKSLASH: b"\\\\"}
# Those, and what is space to Python alone.
_RARE_SIGNS = (b"\v", b"\f", b"\xfd", b"\xfe", b"\xff")


def has_rare_signs(text: bytes) -> bool:
    """Whether a text has signs that are for `tokens` alone."""
    return any(sign in text for sign in _RARE_SIGNS)


def spaced_tokens(text: bytes) -> list[bytes]:
    """The same as `tokens`, much sooner, of a text with space around all terms and marks, to be `restored`.

    Of another text something is among them that is no term. It has no rare signs.

    Raises:
        NotPlain: a string does not end.
    """
    marked = text.replace(b'\\"', _QUOTE)
    if b"\\" in marked:
        marked = text.replace(b"\\\\", _BACKSLASH).replace(b'\\"', _QUOTE)
    parts = marked.split(b'"')
    strings, is_open = divmod(len(parts) - 1, 2)
    if is_open:
        raise NotPlain
    parts[1::2] = b'"'.join(parts[1::2]).replace(b" ", _SPACE).split(b'"')[:strings]
    return b'"'.join(parts).split()


def restored(tokens: Sequence[bytes]) -> list[bytes]:
    """Tokens of `spaced_tokens` as they were written."""
    text = b"\n".join(tokens)
    for mark, sign in _SIGNS.items():
        if mark in text:
            text = text.replace(mark, sign)
    return text.split(b"\n") if tokens else []


def tokens(text: bytes) -> list[bytes]:
    """The terms and marks of a text, one after the other; anything else as well, in pieces."""
    return _TOKEN.findall(text)


class PlainTerms:
    """How the terms of a scope are written in N-Triples."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        """Begin with a scope's prefixes."""
        spaces = {name.encode(): b"<%b" % iri.encode() for name, iri in prefixes.items()}
        # Whatever local name comes after one that is open, the IRI is plain.
        is_open = {
            name: is_plain_term(b"%b>" % space) and space[-1:] in b"/#" for name, space in spaces.items()
        }
        self._open = {name: space for name, space in spaces.items() if is_open[name]}
        # Few in most documents.
        self._kind = lru_cache(_MOST_KINDS)(self._written_kind)

    def written(self, tokens: Sequence[bytes]) -> list[bytes]:
        """The terms of tokens, as pyoxigraph would write them.

        Raises:
            NotPlain: that is not sure, or one is no term.
        """
        if not are_plain(tokens, _TOKENS):
            raise NotPlain
        space_of, unnamed = self._open.get, self._unnamed
        return [
            space + local + b">" if colon and (space := space_of(prefix)) else unnamed(token)
            for token in tokens
            for prefix, colon, local in (token.partition(b":"),)
        ]

    def _unnamed(self, token: bytes) -> bytes:
        """The term of a token that is no name with a prefix that is open."""
        if token.startswith(b'"'):
            return self._literal(token) if b'"^^' in token else token
        if token.startswith((b"<", b"_")):
            return token
        if b":" in token:
            raise NotPlain
        return _WORDS.get(token) or _number(token)

    def _literal(self, token: bytes) -> bytes:
        """A literal whose datatype may have a prefix."""
        text, quote, kind = token.rpartition(b'"')
        return text + quote + self._kind(kind)

    def _written_kind(self, kind: bytes) -> bytes:
        """What stands after the quotation mark that ends a literal."""
        if kind.endswith(b">") or not kind.startswith(b"^^"):
            return kind
        prefix, _, local = kind[2:].partition(b":")
        datatype = self._open.get(prefix, b"") + local + b">"
        if datatype.startswith(UNWRITTEN) or not datatype.startswith(b"<"):
            raise NotPlain
        return b"^^" + datatype


def _number(token: bytes) -> bytes:
    if token.isdigit():
        kind = _INTEGER
    elif b"e" in token or b"E" in token:
        kind = _DOUBLE
    else:
        kind = _DECIMAL if b"." in token else _INTEGER
    return b'"%b%b' % (token, kind)


def roles_in_turtle(tokens: Sequence[bytes], terms: Iterable[bytes]) -> bytearray:
    """Where the terms of tokens may stand in a statement, as masks."""
    roles = roles_of(terms)
    if _VERB in tokens:
        roles[tokens.index(_VERB)] = PREDICATE
    return roles


def statements(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Rows of subject, predicate and object, from the numbers of terms and marks in the order of the text.

    Raises:
        NotPlain: these are no whole statements.
    """
    if not len(numbers):
        return numbers.reshape(0, 3)
    following = np.append(numbers[1:], 0)
    # A semicolon may stand alone: https://www.w3.org/TR/turtle/#grammar-production-predicateObjectList
    numbers = numbers[(numbers != _SEMICOLON) | (following != _DOT) & (following != _SEMICOLON)]
    ends = np.flatnonzero(numbers < FIRST_NUMBER)
    if numbers[-1] != _DOT:
        raise NotPlain
    before = np.append(_DOT, numbers[ends[:-1]])
    if (np.diff(ends, prepend=-1) - 1 != _TERMS_AFTER[before]).any():
        raise NotPlain
    with_subject = np.maximum.accumulate(np.where(before == _DOT, ends, 0))
    with_predicate = np.maximum.accumulate(np.where(before <= _SEMICOLON, ends, 0))
    return np.stack([numbers[with_subject - 3], numbers[with_predicate - 2], numbers[ends - 1]], axis=1)

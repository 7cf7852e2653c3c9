"""Statements of Turtle taken apart term by term, where they are plain (https://www.w3.org/TR/turtle/).

Most are: names, absolute IRIs, labels, numbers, strings of one line, between dots, semicolons and commas. Of
the others, with brackets, comments, directives, rarer signs or errors, pyoxigraph knows more. A term is
looked at closely where it is new.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graph.rdf.plain_terms import PREDICATE, NotPlain, are_plain_terms, is_plain_term, roles_of

__all__ = [
    "FIRST_NUMBER",
    "MARKS",
    "PlainTerms",
    "has_rare_signs",
    "roles_in_turtle",
    "spaced_tokens",
    "statements",
    "tokens",
]

MARKS = {b".": 1, b";": 2, b",": 3}
"""The numbers of what stands between terms."""

FIRST_NUMBER = 4
"""Of terms."""

_DOT, _SEMICOLON = MARKS[b"."], MARKS[b";"]
# By the mark before them: as many terms stand up to the next mark.
_TERMS_AFTER = np.array([0, 3, 2, 1])
_VERB = b"a"
_TOKEN = re.compile(
    rb'[^ \t\r\n;,"<>]+(?<!\.)|[;,.]|"[^"\\]*+(?:\\.[^"\\]*+)*+"(?:[@^][^ \t\r\n;,]*(?<!\.))?'
    rb'|<[^<>"\s]*+>|[^ \t\r\n]'
)
# Space to Python alone.
_RARE_SIGNS = (b"\v", b"\f")
# What stands for escapes meanwhile is nowhere in UTF-8.
_ESCAPES = {b"\\\\": b"\xff", b'\\"': b"\xfe"}
_LOCAL = re.compile(rb"(?:\w[\w-]*+(?:\.+[\w-]++)*+)?")
_NUMBER = re.compile(rb"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_XSD = b"http://www.w3.org/2001/XMLSchema#"
_DATATYPES = {None: b"integer", 1: b"decimal", 2: b"double"}
_WORDS = {
    _VERB: b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
    b"true": b'"true"^^<%bboolean>' % _XSD,
    b"false": b'"false"^^<%bboolean>' % _XSD,
}


def has_rare_signs(text: bytes) -> bool:
    """Whether a text has signs that are for `tokens` alone."""
    return any(sign in text for sign in _RARE_SIGNS)


def spaced_tokens(text: bytes) -> list[bytes]:
    """The same as `tokens`, much sooner, of a text with space around all terms and marks.

    Of another text something is among them that is no term, save that strings may touch others. It is UTF-8
    without rare signs.

    Raises:
        NotPlain: a string does not end.
    """
    has_escapes = b"\\" in text
    for escape, mark in _ESCAPES.items() if has_escapes else ():
        text = text.replace(escape, mark)
    first, *parts = text.split(b'"')
    if len(parts) % 2:
        raise NotPlain
    found = first.split()
    strings = map(_with_escapes, parts[::2]) if has_escapes else parts[::2]
    for string, after in zip(strings, parts[1::2], strict=True):
        words = after.split()
        if after[:1] <= b" ":
            found.append(b'"%b"' % string)
        else:
            words[0] = b'"%b"%b' % (string, words[0])
        found += words
    return found


def _with_escapes(string: bytes) -> bytes:
    for escape, mark in _ESCAPES.items():
        string = string.replace(mark, escape)
    return string


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

    def written(self, tokens: Iterable[bytes]) -> list[bytes]:
        """The terms of tokens, as pyoxigraph would write them.

        Raises:
            NotPlain: that is not sure, or one is no term.
        """
        terms: list[bytes] = []
        locals_: list[bytes] = []
        others: list[bytes] = []
        space_of = self._open.get
        for token in tokens:
            prefix, colon, local = token.partition(b":")
            if colon and (space := space_of(prefix)):
                locals_.append(local)
                terms.append(b"%b%b>" % (space, local))
                continue
            if not colon:
                term = _WORDS.get(token) or _number(token)
            elif token.startswith(b'"') and not token.endswith((b'"', b">")):
                term = self._literal(token)
            else:
                term = token
            others.append(term)
            terms.append(term)
        if not (all(map(_LOCAL.fullmatch, locals_)) and are_plain_terms(others)):
            raise NotPlain
        return terms

    def _literal(self, token: bytes) -> bytes:
        text, mark, datatype = token.rpartition(b"^^")
        return b"%b^^%b" % (text, *self.written([datatype])) if mark else token


def _number(token: bytes) -> bytes:
    """A number, or else what it was."""
    found = _NUMBER.fullmatch(token)
    return b'"%b"^^<%b%b>' % (token, _XSD, _DATATYPES[found.lastindex]) if found else token


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

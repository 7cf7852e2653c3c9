"""Terms of N-Triples that pyoxigraph would write as they are (https://www.w3.org/TR/n-triples/).

Most terms are such. Of the others, with numbers of characters, rarer signs in IRIs or errors, pyoxigraph
knows more. Where a term may stand is looked at for many statements at once.
"""

import re
from collections.abc import Iterable
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BLANK_ROLE",
    "PREDICATE",
    "NotPlain",
    "are_plain_terms",
    "check_places",
    "check_text",
    "is_plain_term",
    "roles_of",
]

_SIGNS = r"[\w.~!$&'()*+,;=:@/-]*+"
_PLACE = rf"(?:https?://[a-z0-9]++(?:[.-][a-z0-9]++)*+(?:/{_SIGNS})?+|urn:[a-z0-9]{{2,9}}+:[a-z0-9]{_SIGNS})"
_IRI = rf"<{_PLACE}(?:\?{_SIGNS})?+(?:\#{_SIGNS})?+>"
_BLANK = r"_:[A-Za-z][A-Za-z0-9]*+"
_LANGUAGE = r"@[a-z]{2,8}+(?:-[a-z0-9]{2,8}+)*+"
# What is written without a datatype, or may not be written with one.
_UNWRITTEN = r"<http://www\.w3\.org/(?:2001/XMLSchema\#string|1999/02/22-rdf-syntax-ns\#)"
_TEXT = r'[^"\\\x00-\x1f\x7f]*+'
_LITERAL = rf'"{_TEXT}(?:\\[tbnrf"\\]{_TEXT})*+"(?:{_LANGUAGE}|\^\^(?!{_UNWRITTEN}){_IRI})?+'
_TERM = re.compile(rf"{_IRI}|{_LITERAL}|{_BLANK}".encode())

_SUBJECT, PREDICATE, _OBJECT = _ROLES = (1, 2, 4)
BLANK_ROLE = _SUBJECT | _OBJECT
"""Where a blank node may stand."""

# From the first sign of a term, and else 0: nowhere.
_ROLES_OF = bytearray(256)
_ROLES_OF[ord("<")], _ROLES_OF[ord("_")], _ROLES_OF[ord('"')] = sum(_ROLES), BLANK_ROLE, _OBJECT
_TRIPLE = 3


class NotPlain(Exception):
    """Something is not plain."""


def check_text(data: bytes) -> None:
    """Look at whether these bytes are UTF-8.

    Raises:
        NotPlain: they are not.
    """
    try:
        # Far cheaper than to decode, and true of most blocks.
        if not data.isascii():
            data.decode()
    except UnicodeDecodeError as error:
        raise NotPlain from error


def is_plain_term(term: bytes) -> bool:
    r"""Whether pyoxigraph would surely read this as a term, and write it as it is, were it UTF-8.

    >>> is_plain_term(b"<http://a/s>"), is_plain_term(b"<s>")
    (True, False)
    """
    return _TERM.fullmatch(term) is not None


def are_plain_terms(terms: Iterable[bytes]) -> bool:
    """Whether all are."""
    return all(map(_TERM.fullmatch, terms))


def roles_of(terms: Iterable[bytes]) -> bytearray:
    """Where terms may stand in a statement, as masks."""
    return bytearray(map(itemgetter(0), terms)).translate(_ROLES_OF)


def check_places(rows: NDArray[np.uint32], roles: NDArray[np.uint8], first: int) -> None:
    """Look at whether each term may stand where it does.

    Args:
        rows: of the numbers of subject, predicate, object and, in quads, graph, which is 0 for none.
        roles: of the terms, from the first number on.
        first: that number.

    Raises:
        NotPlain: a term may not stand there.
    """
    triples, graphs = rows[:, :_TRIPLE], rows[:, _TRIPLE:]
    graphs = graphs[graphs > 0]
    if (triples < first).any() or (graphs < first).any():
        raise NotPlain
    if not (roles[triples - first] & np.array(_ROLES, np.uint8)).all():
        raise NotPlain
    if not (roles[graphs - first] & _SUBJECT).all():
        raise NotPlain

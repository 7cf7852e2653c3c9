"""Terms of N-Triples that pyoxigraph would write as they are (https://www.w3.org/TR/n-triples/).

Most terms are such. Of the others, with numbers of characters, rarer signs in IRIs or errors, pyoxigraph
knows more. Where a term may stand is looked at for many statements at once.
"""

import re
from collections.abc import Iterable, Sequence
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BLANK",
    "BLANK_ROLE",
    "IRI",
    "MARK",
    "PREDICATE",
    "UNWRITTEN",
    "NotPlain",
    "are_plain",
    "check_places",
    "is_plain_term",
    "labels",
    "literal",
    "plain_lines",
    "roles_of",
]

MARK = "\ue000".encode()
"""A sign that SQL needs for itself (``graph.store.bulk``), so no plain term has it."""

_SIGNS = r"[\w.~!$&'()*+,;=:@/-]*+"
_PLACE = rf"(?:https?://[a-z0-9]++(?:[.-][a-z0-9]++)*+(?:/{_SIGNS})?+|urn:[a-z0-9]{{2,9}}+:[a-z0-9]{_SIGNS})"
IRI = rf"<{_PLACE}(?:\?{_SIGNS})?+(?:\#{_SIGNS})?+>"
"""A plain IRI, as a pattern."""

BLANK = r"_:[A-Za-z][A-Za-z0-9]*+"
"""A plain label, as a pattern."""

UNWRITTEN = (b"<http://www.w3.org/2001/XMLSchema#string", b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#")
"""How datatypes begin that are not written, or that no literal may be written with."""

_LANGUAGE = r"@[a-z]{2,8}+(?:-[a-z0-9]{2,8}+)*+"
_UNWRITTEN = "|".join(re.escape(start.decode()) for start in UNWRITTEN)
_TEXT = r'[^"\\\x00-\x1f\x7f]*+'


def literal(datatype: str) -> str:
    """A plain literal whose datatype is as that pattern says, as a pattern."""
    return rf'"{_TEXT}(?:\\[tbnrf"\\]{_TEXT})*+"(?:{_LANGUAGE}|\^\^(?!{_UNWRITTEN})(?:{datatype}))?+'


def plain_lines(*forms: str) -> re.Pattern[bytes]:
    """What matches lines of which each has one of these forms."""
    return re.compile(rf"(?:(?:{'|'.join(forms)})\n)*+".encode())


_TERMS = plain_lines(IRI, literal(IRI), BLANK)

_SUBJECT, PREDICATE, _OBJECT = _ROLES = (1, 2, 4)
BLANK_ROLE = _SUBJECT | _OBJECT
"""Where a blank node may stand."""

# From the first sign of a term, and else 0: nowhere.
_ROLES_OF = bytearray(256)
_ROLES_OF[ord("<")], _ROLES_OF[ord("_")], _ROLES_OF[ord('"')] = sum(_ROLES), BLANK_ROLE, _OBJECT
_TRIPLE = 3


class NotPlain(Exception):
    """Something is not plain."""


def is_plain_term(term: bytes) -> bool:
    r"""Whether pyoxigraph would surely read this as a term, and write it as it is.

    >>> is_plain_term(b"<http://a/s>"), is_plain_term(b"<s>")
    (True, False)
    """
    return are_plain([term])


def are_plain(tokens: Sequence[bytes], lines: re.Pattern[bytes] = _TERMS) -> bool:
    """Whether all are terms of that kind, or else match, each on a line."""
    text = b"\n".join([*tokens, b""])
    # A token may have a line end in it.
    return text.count(b"\n") == len(tokens) and lines.fullmatch(text) is not None and _is_readable(text)


def _is_readable(text: bytes) -> bool:
    """Whether these bytes are UTF-8, without the mark."""
    if text.isascii():
        return True
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return MARK not in text


def labels(terms: Iterable[bytes]) -> list[bytes]:
    """The labels of the blank nodes among plain terms."""
    return [term[2:] for term in terms if term.startswith(b"_:")]


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

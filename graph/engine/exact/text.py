r"""Terms as the text that stands for them in columns, and back (``graph.engine.relation.Encoding``).

Outside of triple terms nothing is escaped: the lexical form reaches from the first quotation mark to the
last. Triple terms are N-Triples (https://www.w3.org/TR/rdf12-n-triples/), with its escapes.
"""

import re
from functools import lru_cache

from graph.terms import (
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD_STRING,
    BlankNode,
    Iri,
    Literal,
    Term,
    TripleTerm,
    n3,
)

__all__ = ["CACHED_LENGTH", "MOST_CACHED", "term_of", "text_of"]

CACHED_LENGTH = 256
"""Longer texts are read anew each time, so that the cache stays small."""

MOST_CACHED = 1 << 14
"""Texts whose meaning a cache holds."""

_PART = re.compile(
    r'<([^<>"\s]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+?)(?:--(ltr|rtl))?(?=\s)|\^\^<([^<>"\s]*)>)?',
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NAMED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def text_of(term: Term) -> str:
    r"""The text that stands for the term.

    >>> text_of(Literal('say "hi"\n'))
    '"say "hi"\n"'
    >>> text_of(Literal("1", "http://www.w3.org/2001/XMLSchema#integer"))
    '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    if type(term) is Literal:
        if term.language:
            mark = f"--{term.direction}" if term.direction else ""
            return f'"{term.value}"@{term.language}{mark}'
        return f'"{term.value}"' if term.datatype == XSD_STRING else f'"{term.value}"^^<{term.datatype}>'
    return n3(term)


def term_of(text: str) -> Term:
    r"""The term that the text stands for.

    >>> term_of('"say "hi""@en--ltr').value
    'say "hi"'
    >>> term_of('<<( <a:a> <a:b> "x\\ny" )>>').object.value
    'x\ny'
    """
    return _cached(text) if len(text) <= CACHED_LENGTH else _read(text)


def _read(text: str) -> Term:
    if text[0] == '"':
        end = text.rindex('"')
        return _literal(text[1:end], text[end + 1 :])
    if text[0] == "_":
        return BlankNode(text[2:])
    return _triple_term(text) if text.startswith("<<(") else Iri(text[1:-1])


_cached = lru_cache(MOST_CACHED)(_read)


def _literal(lexical: str, mark: str) -> Literal:
    if not mark:
        return Literal(lexical)
    if mark[0] == "^":
        return Literal(lexical, mark[3:-1])
    language, _, direction = mark[1:].partition("--")
    return Literal(lexical, RDF_DIR_LANG_STRING if direction else RDF_LANG_STRING, language, direction)


def _triple_term(text: str) -> Term:
    """A triple term holds another only as its object, so a loop reads them all."""
    starts: list[tuple[Iri | BlankNode, Iri]] = []
    place = 0
    while text.startswith("<<( ", place):
        subject, place = _part(text, place + 4)
        predicate, place = _part(text, place + 1)
        starts.append((subject, predicate))  # type: ignore[arg-type]
        place += 1
    term, _ = _part(text, place)
    for subject, predicate in reversed(starts):
        term = TripleTerm(subject, predicate, term)
    return term


def _part(text: str, place: int) -> tuple[Term, int]:
    match = _PART.match(text, place)
    if match is None:
        raise ValueError(f"No term starts at {place} of {text[:80]!r}.")
    iri, label, lexical, language, direction, datatype = match.groups()
    if iri is not None:
        return Iri(iri), match.end()
    if label is not None:
        return BlankNode(label), match.end()
    value = _ESCAPE.sub(_unescaped, lexical)
    if language:
        kind = RDF_DIR_LANG_STRING if direction else RDF_LANG_STRING
        return Literal(value, kind, language, direction or ""), match.end()
    return Literal(value, datatype or XSD_STRING), match.end()


def _unescaped(match: re.Match[str]) -> str:
    short, long, sign = match.groups()
    return chr(int(short or long, 16)) if short or long else _NAMED.get(sign, sign)

"""Functions on terms: their kinds and parts, and what makes new ones.

https://www.w3.org/TR/sparql11-query/#func-rdfTerms and
https://www.w3.org/TR/sparql12-query/#func-triple-terms
"""

import re
from collections.abc import Callable

from graph.engine.exact.failure import ExpressionError
from graph.engine.exact.values import NUMBERS, Value, as_value
from graph.sparql.iris import resolved
from graph.terms import (
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    BlankNode,
    Iri,
    Literal,
    Term,
    TripleTerm,
    is_iri,
)

__all__ = ["KINDS", "PARTS", "TEXTS", "iri", "str_dt", "str_lang", "str_lang_dir", "string", "triple"]

_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,8}|[IiXx](?=-))(?:-[A-Za-z0-9]{1,8})*")
_AUTHORITY = re.compile(r"(?<=//)[^/?#]*")
_OUT_OF_PLACE = re.compile(r"[\[\]]|%(?![0-9A-Fa-f]{2})")
_DIRECTIONS = ("ltr", "rtl")


def _literal(term: Term) -> Literal:
    if type(term) is Literal:
        return term
    raise ExpressionError("this is no literal")


def _triple(term: Term) -> TripleTerm:
    if type(term) is TripleTerm:
        return term
    raise ExpressionError("this is no triple term")


def _has_language(term: Term) -> bool:
    return type(term) is Literal and term.language != ""


KINDS: dict[str, Callable[[Term], bool]] = {
    "ISIRI": lambda term: type(term) is Iri,
    "ISURI": lambda term: type(term) is Iri,
    "ISBLANK": lambda term: type(term) is BlankNode,
    "ISLITERAL": lambda term: type(term) is Literal,
    "ISNUMERIC": lambda term: type(term) is Literal and type(as_value(term)) in NUMBERS,
    "ISTRIPLE": lambda term: type(term) is TripleTerm,
    "HASLANG": _has_language,
    "HASLANGDIR": lambda term: type(term) is Literal and term.direction != "",
}
"""Function → whether it is true of a term."""


def string(term: Term) -> str:
    """``STR``: the lexical form of a literal as it is written, or the characters of an IRI."""
    if type(term) is Literal or type(term) is Iri:
        return term.value
    raise ExpressionError("STR is not defined on this")


TEXTS: dict[str, Callable[[Term], str]] = {
    "STR": string,
    "LANG": lambda term: _literal(term).language,
    "LANGDIR": lambda term: _literal(term).direction,
}
"""Function → the string that it makes of a term."""

PARTS: dict[str, Callable[[Term], Term]] = {
    "DATATYPE": lambda term: Iri(_literal(term).datatype),
    "SUBJECT": lambda term: _triple(term).subject,
    "PREDICATE": lambda term: _triple(term).predicate,
    "OBJECT": lambda term: _triple(term).object,
}
"""Function → the term that it takes from a term."""


def iri(value: Value, base: str) -> Iri:
    """``IRI``: the string resolved against the base of the text; an IRI as it is."""
    if type(value) is Iri:
        return value
    if type(value) is str:
        absolute = resolved(value, base)
        if is_iri(absolute) and not _OUT_OF_PLACE.search(_AUTHORITY.sub("", absolute, count=1)):
            return Iri(absolute)
    raise ExpressionError("this makes no absolute IRI")


def str_dt(lexical: Value, datatype: Value) -> Literal:
    """``STRDT``; the datatypes of strings with a language are refused, as no such literal exists."""
    if type(lexical) is str and type(datatype) is Iri:
        if datatype.value not in {RDF_LANG_STRING, RDF_DIR_LANG_STRING}:
            return Literal(lexical, datatype.value)
        raise ExpressionError("a string with a language is made by STRLANG or STRLANGDIR")
    raise ExpressionError("STRDT takes a string and an IRI")


def str_lang(lexical: Value, language: Value) -> Literal:
    """``STRLANG``; the tag becomes lower case, which is how tags are kept."""
    if type(lexical) is str and type(language) is str and _LANGUAGE.fullmatch(language):
        return Literal(lexical, RDF_LANG_STRING, language.lower())
    raise ExpressionError("STRLANG takes a string and a language tag")


def str_lang_dir(lexical: Value, language: Value, direction: Value) -> Literal:
    """``STRLANGDIR`` (https://www.w3.org/TR/sparql12-query/#func-strlangdir)."""
    if type(direction) is str and direction in _DIRECTIONS:
        return Literal(
            str_lang(lexical, language).value, RDF_DIR_LANG_STRING, str(language).lower(), direction
        )
    raise ExpressionError("STRLANGDIR takes ltr or rtl as direction")


def triple(subject: Term, predicate: Term, object_: Term) -> TripleTerm:
    """``TRIPLE`` and ``<<( … )>>``."""
    if isinstance(subject, Iri | BlankNode) and type(predicate) is Iri:
        return TripleTerm(subject, predicate, object_)
    raise ExpressionError("this is no triple")

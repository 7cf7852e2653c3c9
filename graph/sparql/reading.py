"""What each token stands for: IRIs resolved, prefixes expanded, escapes decoded, as the text goes on.

https://www.w3.org/TR/sparql12-query/#iri and https://www.w3.org/TR/sparql12-query/#codepointEscape: escapes
of code points count in IRIs and strings, and are decoded once.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from lark import Token

from graph.sparql.iris import resolved
from graph.sparql.syntax import Blank, Variable
from graph.sparql.wrong import Wrong
from graph.terms import PREFIXES, XSD, Iri, Literal, is_iri

__all__ = ["Reader"]

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf\\\"']))")
_LOCAL_ESCAPE = re.compile(r"\\(.)")
# PN_CHARS_BASE and PN_CHARS beyond ASCII; what only the latter has can't open a name.
_BASE = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
_BASE += "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_INNER = "\u00b7\u0300-\u036f\u203f-\u2040"
_STRANGE = re.compile(f"[^\x00-\x7f{_BASE}{_INNER}]|(?:^[?$]?|^_?:|:)[{_INNER}]")
_NAMED = frozenset({"VAR1", "VAR2", "PNAME_LN", "PNAME_NS", "BLANK_NODE_LABEL"})
_SIGNS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", "\\": "\\", '"': '"', "'": "'"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_SCHEMES = frozenset({"http", "https", "urn", "mailto", "ftp"})
_SURROGATES = range(0xD800, 0xE000)
_HIGHEST_CODEPOINT = 0x10FFFF

_OF_BASE = frozenset({"IRI", "URI"})
"""Functions that need the base of the text."""


class Reader:
    """Reads the tokens of one text in order; keeps its prefixes and its base."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._previous = ""
        self._declared: str | None = None

    def read(self, token: Token) -> None:
        """Give the token what it stands for as its value.

        Raises:
            Wrong: a prefix is not declared, an IRI is relative, an escape is no character.
        """
        kind = token.type
        if kind in _NAMED and not token.isascii() and (strange := _STRANGE.search(token)):
            place = (token.start_pos or 0) + strange.end() - 1
            raise Wrong(place, f"{strange[0][-1]!r} can't stand here in a name", _NAMES)
        if kind == "IRIREF":
            self._read_iri(token)
        elif kind in {"PNAME_LN", "PNAME_NS"}:
            self._read_name(token)
        elif kind == "FUNCTION_1" and token.upper() in _OF_BASE:
            token.value = Iri(self._base) if self._base else None
        elif kind in _READERS:
            token.value = _READERS[kind](token)
        self._previous = kind

    def _read_iri(self, token: Token) -> None:
        iri = resolved(_decoded(str(token)[1:-1], token), self._base)
        if not is_iri(iri):
            if _SCHEME.match(iri):
                raise Wrong(
                    None, f"{token} is no IRI", "Its host, or a character in it, is none of an IRI's."
                )
            hint = "Write the whole IRI, with its scheme." if iri else "Whether things differ is asked by !=."
            raise Wrong(None, f"the IRI {token} is relative", hint)
        token.value = Iri(iri)
        if self._previous == "BASE":
            self._base = iri
        elif self._declared is not None:
            self._prefixes[self._declared] = iri
            self._declared = None

    def _read_name(self, token: Token) -> None:
        prefix, _, local = str(token).partition(":")
        if self._previous == "PREFIX":
            self._declared = prefix
            return
        if prefix not in self._prefixes:
            raise Wrong(None, f"the prefix {prefix}: is not declared", _undeclared(prefix))
        token.value = Iri(self._prefixes[prefix] + _LOCAL_ESCAPE.sub(r"\1", local))


def _undeclared(prefix: str) -> str:
    if prefix.lower() in _SCHEMES:
        return "An IRI stands in <…>."
    return f"Declare the prefix at the top: PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>"


def _decoded(text: str, token: Token) -> str:
    if "\\" not in text:
        return text

    def sign(match: re.Match[str]) -> str:
        if match[3]:
            return _SIGNS[match[3]]
        number = int(match[1] or match[2], 16)
        if number in _SURROGATES or number > _HIGHEST_CODEPOINT:
            raise Wrong((token.start_pos or 0), f"the escape {match[0]} is no character", _ESCAPES)
        return chr(number)

    return _ESCAPE.sub(sign, text)


_ESCAPES = r"Write the character itself, or \U and eight digits for one beyond FFFF."


_NAMES = "Write the IRI in <…> instead; a variable takes letters, digits and _."


def _variable(token: Token) -> Variable:
    return Variable(str(token)[1:], token.start_pos or 0)


def _string(token: Token) -> str:
    return _decoded(str(token)[1:-1], token)


def _long_string(token: Token) -> str:
    return _decoded(str(token)[3:-3], token)


def _number(kind: str) -> Callable[[Token], Literal]:
    return lambda token: Literal(str(token), f"{XSD}{kind}")


def _boolean(token: Token) -> Literal:
    return Literal(str(token).lower(), f"{XSD}boolean")


def _blank(token: Token) -> Blank:
    return Blank(str(token)[2:], token.start_pos or 0)


def _anonymous(token: Token) -> Blank:
    return Blank(f"-{token.start_pos}", token.start_pos or 0)


def _language(token: Token) -> str:
    # Tags that differ in case are one (https://www.w3.org/TR/rdf11-concepts/#section-Graph-Literal).
    tag, mark, direction = str(token)[1:].partition("--")
    if mark and direction not in {"ltr", "rtl"}:
        raise Wrong(None, f"there is no base direction {direction!r}", "A direction is ltr or rtl.")
    return f"{tag.lower()}{mark}{direction}"


_READERS: Mapping[str, Callable[[Token], object]] = MappingProxyType(
    {
        "VAR1": _variable,
        "VAR2": _variable,
        "STRING_LITERAL1": _string,
        "STRING_LITERAL2": _string,
        "STRING_LITERAL_LONG1": _long_string,
        "STRING_LITERAL_LONG2": _long_string,
        "TRUE": _boolean,
        "FALSE": _boolean,
        "BLANK_NODE_LABEL": _blank,
        "ANON": _anonymous,
        "LANG_DIR": _language,
        **{
            f"{name.upper()}{sign}": _number(name)
            for name in ("integer", "decimal", "double")
            for sign in ("", "_POSITIVE", "_NEGATIVE")
        },
    }
)

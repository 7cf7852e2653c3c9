"""Resolving a relative IRI against a base, by RFC 3986 section 5 for every scheme."""

import re
from itertools import pairwise

from graph.sparql.tokens import tokens

__all__ = ["base_of", "resolved"]

_PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)


def base_of(text: str, base: str = "") -> str:
    """The IRI that the last BASE of a query or update names; without one, what it had before.

    >>> base_of("BASE <http://a/b/> base <c/> SELECT * { ?s <BASE> ?o }")
    'http://a/b/c/'
    """
    if "base" in text.lower():
        for word, iri in pairwise(tokens(text)):
            if word.kind == "word" and word.text.upper() == "BASE" and iri.kind == "iri":
                base = resolved(iri.text[1:-1], base)
    return base


def resolved(reference: str, base: str) -> str:
    """The absolute IRI of a reference (https://www.rfc-editor.org/rfc/rfc3986#section-5.2.2).

    >>> resolved("../g?y", "http://a/b/c/d;p?q")
    'http://a/b/g?y'
    >>> resolved("", "http://a/b#c")
    'http://a/b'
    >>> resolved("urn:a:../b", "http://a/b")
    'urn:a:../b'
    """
    scheme, authority, path, query, fragment = _split(reference)
    if scheme is not None or not base:
        return reference
    base_scheme, base_authority, base_path, base_query, _ = _split(base)
    if authority is None:
        authority = base_authority
        if not path:
            path, query = base_path, query if query is not None else base_query
        else:
            path = _without_dots(path if path.startswith("/") else _merged(path, base_path, authority))
    else:
        path = _without_dots(path)
    site = f"{base_scheme}:" + (f"//{authority}" if authority is not None else "")
    return f"{site}{path}{query or ''}{fragment or ''}"


def _split(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _PARTS.match(iri)
    return match.groups() if match else (None, None, iri, None, None)  # type: ignore[return-value]


def _merged(path: str, base_path: str, authority: str | None) -> str:
    if authority is not None and not base_path:
        return f"/{path}"
    return base_path[: base_path.rfind("/") + 1] + path


def _without_dots(path: str) -> str:
    """https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4."""
    kept: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == ".." and len(kept) > 1:
            kept.pop()
        elif part not in {".", ".."}:
            kept.append(part)
    if parts[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)

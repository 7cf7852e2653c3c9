"""Where this service shows a thing: its own IRIs at local addresses, all others by ``/resource?iri=``."""

import re
from urllib.parse import quote, urlencode

from graph.terms import BASE, Iri

__all__ = ["address_of", "iri_at", "source_address"]

_ONTOLOGY = f"{BASE}ontology"
_FAMILIES = ("id/", "scheme/", "graph/")
# Clients take dots away (https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4), servers empty segments.
_CHANGED_ON_THE_WAY = re.compile(r"/\.{0,2}(/|$)")


def address_of(iri: Iri) -> str:
    """The local address of the page about the thing.

    >>> address_of(Iri("https://w3id.org/maillage/id/marseille"))
    '/id/marseille'
    >>> address_of(Iri("https://w3id.org/maillage/ontology#StartUp"))
    '/ontology#StartUp'
    >>> address_of(Iri("https://example.org/a b"))
    '/resource?iri=https%3A%2F%2Fexample.org%2Fa+b'
    >>> address_of(Iri("https://w3id.org/maillage/id/a/../b"))
    '/resource?iri=https%3A%2F%2Fw3id.org%2Fmaillage%2Fid%2Fa%2F..%2Fb'
    """
    if iri.value == _ONTOLOGY or iri.value.startswith(f"{_ONTOLOGY}#"):
        return f"/{iri.value.removeprefix(BASE)}"
    local = iri.value.removeprefix(BASE)
    if local != iri.value and local.startswith(_FAMILIES) and not _CHANGED_ON_THE_WAY.search(local):
        return f"/{quote(local)}"
    return source_address(iri)


def source_address(iri: Iri) -> str:
    """The address that works for any IRI."""
    return f"/resource?{urlencode({'iri': iri.value})}"


def iri_at(path: str) -> Iri:
    """The IRI of the thing whose local address has this path.

    >>> iri_at("id/marseille").value
    'https://w3id.org/maillage/id/marseille'
    """
    return Iri(BASE + path.lstrip("/"))

"""Where this service shows a thing: its own IRIs at local addresses, all others by ``/resource?iri=``."""

from urllib.parse import quote, urlencode

from graph.terms import BASE, Iri

__all__ = ["address_of", "iri_at", "source_address"]

_ONTOLOGY = f"{BASE}ontology"
_FAMILIES = ("id/", "scheme/", "graph/")


def address_of(iri: Iri) -> str:
    """The local address of the page about the thing.

    >>> address_of(Iri("https://w3id.org/maillage/id/marseille"))
    '/id/marseille'
    >>> address_of(Iri("https://w3id.org/maillage/ontology#StartUp"))
    '/ontology#StartUp'
    >>> address_of(Iri("https://example.org/a b"))
    '/resource?iri=https%3A%2F%2Fexample.org%2Fa+b'
    """
    if iri.value == _ONTOLOGY or iri.value.startswith(f"{_ONTOLOGY}#"):
        return f"/{iri.value.removeprefix(BASE)}"
    local = iri.value.removeprefix(BASE)
    if local != iri.value and local.startswith(_FAMILIES) and not local.endswith("/"):
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

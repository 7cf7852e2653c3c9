"""The words of descriptions, and small shapes made of them."""

from collections.abc import Iterator

from graph.terms import PREFIXES, RDF, XSD, Iri, Literal, Resource, Triple

__all__ = ["FORMATS", "dcat", "dcterms", "number", "sd", "triple", "typed", "void"]

FORMATS = "http://www.w3.org/ns/formats/"
_SD = "http://www.w3.org/ns/sparql-service-description#"


def sd(name: str) -> Iri:
    """A term of https://www.w3.org/TR/sparql11-service-description/."""
    return Iri(_SD + name)


def void(name: str) -> Iri:
    """A term of https://www.w3.org/TR/void/."""
    return Iri(PREFIXES["void"] + name)


def dcat(name: str) -> Iri:
    """A term of https://www.w3.org/TR/vocab-dcat-3/."""
    return Iri(PREFIXES["dcat"] + name)


def dcterms(name: str) -> Iri:
    """A term of https://www.dublincore.org/specifications/dublin-core/dcmi-terms/."""
    return Iri(PREFIXES["dcterms"] + name)


def typed(node: Resource, *kinds: Iri) -> Iterator[Triple]:
    """What a thing is."""
    return (Triple(node, Iri(f"{RDF}type"), kind) for kind in kinds)


def number(node: Resource, property_: Iri, count: int) -> Triple:
    """A whole number said of a thing."""
    return Triple(node, property_, Literal(str(count), f"{XSD}integer"))


def triple(node: Resource, property_: Iri, value: Resource | str) -> Triple:
    """A thing or a text said of a thing."""
    return Triple(node, property_, Literal(value) if isinstance(value, str) else value)

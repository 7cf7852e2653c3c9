"""RDF terms as immutable values: the one vocabulary that crosses module borders.

Conversion to and from the terms of rdflib or pyoxigraph happens only at the edge.
Definitions: https://www.w3.org/TR/rdf12-concepts/#section-Graph-Literal and neighbours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

__all__ = [
    "BASE",
    "IRI_PATTERN",
    "PREFIXES",
    "RDF",
    "RDF_DIR_LANG_STRING",
    "RDF_LANG_STRING",
    "XSD",
    "XSD_STRING",
    "BlankNode",
    "Iri",
    "Literal",
    "Quad",
    "Resource",
    "Term",
    "Triple",
    "TripleTerm",
    "expand",
    "is_iri",
    "local_name",
    "n3",
    "shorten",
]

BASE = "https://w3id.org/maillage/"
XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING = f"{XSD}string"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_LANG_STRING = f"{RDF}langString"
RDF_DIR_LANG_STRING = f"{RDF}dirLangString"

_SCHEMES = {
    "basis": "basis",
    "claim": "claim-type",
    "confidence": "confidence",
    "counting": "counting-rule",
    "ind": "indicator",
    "precision": "precision",
    "role": "role",
    "scope": "scope",
    "sector": "sector",
    "sphere": "sphere",
    "st": "status",
    "stage": "stage",
    "support": "support",
    "theme": "theme",
}

PREFIXES: Mapping[str, str] = MappingProxyType(
    dict(
        sorted(
            {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dcterms": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "g": f"{BASE}graph/",
                "geo": "http://www.opengis.net/ont/geosparql#",
                "id": f"{BASE}id/",
                "mlg": f"{BASE}ontology#",
                "oa": "http://www.w3.org/ns/oa#",
                "org": "http://www.w3.org/ns/org#",
                "owl": "http://www.w3.org/2002/07/owl#",
                "prov": "http://www.w3.org/ns/prov#",
                "qb": "http://purl.org/linked-data/cube#",
                "rdf": RDF,
                "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
                "schema": "https://schema.org/",
                "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
                "sdmx-code": "http://purl.org/linked-data/sdmx/2009/code#",
                "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
                "skos": "http://www.w3.org/2004/02/skos/core#",
                "time": "http://www.w3.org/2006/time#",
                "vann": "http://purl.org/vocab/vann/",
                "void": "http://rdfs.org/ns/void#",
                "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
                "xsd": XSD,
            }.items()
            | {prefix: f"{BASE}scheme/{name}/" for prefix, name in _SCHEMES.items()}.items()
        )
    )
)
"""Prefix → namespace, for everything this project writes; sorted by prefix."""

_LOCAL_PART = re.compile(r"[\w][\w.\-]*(?<!\.)", re.UNICODE)
_IRI_SIGN = (
    r'(?:%[0-9A-Fa-f]{2}|[^%#\[\]\u0000-\u0020<>"{}|^`\\\u007F-\u009F\uE000-\uF8FF\uFDD0-\uFDEF\uFFF0-\uFFFF'
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 14))
    + "\U000dfffe-\U0010ffff])"
)
_REST = rf"{_IRI_SIGN}*(?:#{_IRI_SIGN}*)?"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.\-]*:"
IRI_PATTERN = _SCHEME + _REST
"""Absolute IRIs, apart from those at an IPv6 address: https://www.rfc-editor.org/rfc/rfc3987#section-2.2."""
_ABSOLUTE_IRI = re.compile(rf"{IRI_PATTERN}|{_SCHEME}//\[[0-9A-Fa-f:.]+\]{_REST}")


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An absolute IRI (https://www.w3.org/TR/rdf12-concepts/#section-IRIs)."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class BlankNode:
    """A blank node; ``value`` is its label within the store, without ``_:``."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A literal: lexical form, datatype IRI, and language tag and base direction where it has them."""

    value: str
    datatype: str = XSD_STRING
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class TripleTerm:
    """A triple used as a term (RDF 1.2)."""

    subject: "Iri | BlankNode"
    predicate: Iri
    object: "Term"


Resource = Iri | BlankNode
Term = Iri | BlankNode | Literal | TripleTerm


class Triple(NamedTuple):
    """One statement."""

    subject: Resource
    predicate: Iri
    object: Term


class Quad(NamedTuple):
    """One statement and the named graph that holds it; ``None`` is the default graph."""

    subject: Resource
    predicate: Iri
    object: Term
    graph: Resource | None


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def n3(term: Term) -> str:
    r"""The term in N-Triples (https://www.w3.org/TR/rdf12-n-triples/).

    >>> n3(Literal('a "b"\n', language="fr", datatype=RDF_LANG_STRING))
    '"a \\"b\\"\\n"@fr'
    >>> n3(Literal("1", f"{XSD}integer"))
    '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    match term:
        case Iri(value):
            return f"<{value}>"
        case BlankNode(value):
            return f"_:{value}"
        case Literal(value, datatype, language, direction):
            quoted = f'"{value.translate(_ESCAPES)}"'
            if language:
                return f"{quoted}@{language}--{direction}" if direction else f"{quoted}@{language}"
            return quoted if datatype == XSD_STRING else f"{quoted}^^<{datatype}>"
        case TripleTerm(subject, predicate, object_):
            return f"<<( {n3(subject)} {n3(predicate)} {n3(object_)} )>>"


def is_iri(text: str) -> bool:
    r"""Whether the text is an absolute IRI without characters that IRIs forbid.

    >>> is_iri("https://example.org/a"), is_iri("a b"), is_iri("no-scheme")
    (True, False, False)
    >>> is_iri("https://example.org/\x9b")
    False
    """
    return _ABSOLUTE_IRI.fullmatch(text) is not None


def shorten(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The IRI as ``prefix:name`` where a prefix fits and the name needs no escape; otherwise as given.

    >>> shorten("https://w3id.org/maillage/id/marseille")
    'id:marseille'
    """
    fitting = [(len(space), prefix, space) for prefix, space in prefixes.items() if iri.startswith(space)]
    if not fitting:
        return iri
    length, prefix, _ = max(fitting)
    return f"{prefix}:{iri[length:]}" if _LOCAL_PART.fullmatch(iri[length:]) else iri


def expand(name: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The full IRI of ``prefix:name``; a text with no known prefix comes back as it is.

    >>> expand("id:marseille")
    'https://w3id.org/maillage/id/marseille'
    """
    prefix, colon, local = name.partition(":")
    if colon and prefix in prefixes and not local.startswith("//"):
        return prefixes[prefix] + local
    return name


def local_name(iri: str) -> str:
    """The last part of an IRI, after ``#``, ``/`` or ``:``; for people to read, not to compare.

    >>> local_name("https://w3id.org/maillage/ontology#StartUp")
    'StartUp'
    """
    return re.split(r"[#/:]", iri.rstrip("#/"))[-1]

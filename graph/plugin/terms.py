"""The border to RDFLib's terms: ours become its terms and back, lexical forms as they are."""

from typing import Any

from rdflib import BNode, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Identifier

from graph.errors import StoreError
from graph.terms import (
    RDF_LANG_STRING,
    XSD_STRING,
    BlankNode,
    Iri,
    Literal,
    Quad,
    Resource,
    Term,
    Triple,
)

__all__ = ["from_rdflib", "rdflib_triple", "resource", "statement", "to_rdflib"]

RdflibTriple = tuple[Any, Any, Any]


def from_rdflib(term: object) -> Term:
    """Our term for one of RDFLib's.

    Raises:
        StoreError: it is no RDF term: a variable, a formula.
    """
    match term:
        case URIRef():
            return Iri(str(term))
        case BNode():
            return BlankNode(str(term))
        case RdflibLiteral(language=str(language)):
            return Literal(str(term), RDF_LANG_STRING, language)
        case RdflibLiteral(datatype=datatype):
            return Literal(str(term), str(datatype) if datatype else XSD_STRING)
        case _:
            raise StoreError(f"{term!r} is no RDF term; a triple has IRIs, blank nodes and literals.")


def to_rdflib(term: Term) -> Identifier:
    """RDFLib's term for one of ours.

    Raises:
        StoreError: RDFLib has none, as for triple terms and directions.
    """
    match term:
        case Iri(value):
            return URIRef(value)
        case BlankNode(value):
            return BNode(value)
        case Literal(value, datatype, language, ""):
            if language:
                return RdflibLiteral(value, lang=language)
            kind = None if datatype == XSD_STRING else URIRef(datatype)
            return RdflibLiteral(value, datatype=kind, normalize=False)
        case _:
            raise StoreError(f"RDFLib has no term for {term}.")


def resource(term: object) -> Resource:
    """Our IRI or blank node for one of RDFLib's.

    Raises:
        StoreError: it is neither.
    """
    found = from_rdflib(term)
    if isinstance(found, Iri | BlankNode):
        return found
    raise StoreError(f"{term!r} can't stand there: subjects and graph names are IRIs or blank nodes.")


def statement(triple: RdflibTriple, graph: Resource | None) -> Quad:
    """Our quad for a triple of RDFLib's in a graph.

    Raises:
        StoreError: it is no RDF triple.
    """
    predicate = from_rdflib(triple[1])
    if not isinstance(predicate, Iri):
        raise StoreError(f"{triple[1]!r} can't stand there: predicates are IRIs.")
    return Quad(resource(triple[0]), predicate, from_rdflib(triple[2]), graph)


def rdflib_triple(triple: Triple) -> RdflibTriple:
    """RDFLib's triple for one of ours."""
    return to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)

"""The border to pyoxigraph's terms: ours become its terms and back, nothing else.

Kept apart from reading and writing because the reference engine crosses the same border.
"""

import pyoxigraph as ox

from graph.terms import BlankNode, Iri, Literal, Quad, Resource, Term, Triple, TripleTerm

__all__ = ["NativeTerm", "from_native", "native_quad", "native_triple", "quad", "to_native", "triple"]

_DIRECTIONS = {"ltr": ox.BaseDirection.LTR, "rtl": ox.BaseDirection.RTL}
NativeTerm = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def from_native(term: NativeTerm) -> Term:
    """Our term for one of pyoxigraph's."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        direction = str(term.direction) if term.direction else ""
        return Literal(term.value, term.datatype.value, term.language or "", direction)
    if isinstance(term, ox.BlankNode):
        return BlankNode(term.value)
    return TripleTerm(*triple(term))


def to_native(term: Term) -> NativeTerm:
    """Pyoxigraph's term for one of ours."""
    match term:
        case Iri(value):
            return ox.NamedNode(value)
        case BlankNode(value):
            return ox.BlankNode(value)
        case Literal(value, datatype, language, direction):
            if language:
                return ox.Literal(value, language=language, direction=_DIRECTIONS.get(direction))
            return ox.Literal(value, datatype=ox.NamedNode(datatype))
        case TripleTerm(subject, predicate, object_):
            return native_triple(Triple(subject, predicate, object_))


def triple(native: ox.Triple) -> Triple:
    """Our triple for one of pyoxigraph's."""
    return Triple(_resource(native.subject), Iri(native.predicate.value), from_native(native.object))


def quad(native: ox.Quad) -> Quad:
    """Our quad for one of pyoxigraph's; its default graph is our ``None``."""
    name = native.graph_name
    held_by = None if isinstance(name, ox.DefaultGraph) else _resource(name)
    return Quad(*triple(native.triple), held_by)


def native_triple(ours: Triple) -> ox.Triple:
    """Pyoxigraph's triple for one of ours."""
    return ox.Triple(_node(ours.subject), ox.NamedNode(ours.predicate.value), to_native(ours.object))


def native_quad(ours: Quad) -> ox.Quad:
    """Pyoxigraph's quad for one of ours."""
    name = ox.DefaultGraph() if ours.graph is None else _node(ours.graph)
    subject, predicate = _node(ours.subject), ox.NamedNode(ours.predicate.value)
    return ox.Quad(subject, predicate, to_native(ours.object), name)


def _resource(native: NativeTerm) -> Resource:
    if isinstance(native, ox.NamedNode):
        return Iri(native.value)
    if isinstance(native, ox.BlankNode):
        return BlankNode(native.value)
    raise TypeError(f"not a resource: {native}")


def _node(ours: Resource) -> ox.NamedNode | ox.BlankNode:
    return ox.NamedNode(ours.value) if isinstance(ours, Iri) else ox.BlankNode(ours.value)

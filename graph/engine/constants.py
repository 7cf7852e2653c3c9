"""The terms that a query names, so that all of them are looked up in the store at once."""

from graph.sparql.syntax import TripleNode
from graph.sparql.walk import parts
from graph.terms import BlankNode, Iri, Literal, Term, TripleTerm

__all__ = ["constants", "ground"]


def constants(pattern: object) -> frozenset[Term]:
    """Every term that stands in a pattern, expression, path or row, at any depth.

    >>> from graph.sparql import parse_query, translate
    >>> sorted(term.value for term in constants(translate(parse_query("ASK { ?s <x:a>/<x:b> 1 }"))))
    ['1', 'x:a', 'x:b']
    """
    return frozenset(term for part in parts(pattern) if (term := ground(part)))


def ground(node: object) -> Term | None:
    """The term that a node of a query stands for, or None where it has variables in it."""
    if isinstance(node, Iri | BlankNode | Literal | TripleTerm):
        return node
    if not isinstance(node, TripleNode):
        return None
    subject, predicate, object_ = map(ground, (node.subject, node.predicate, node.object))
    if isinstance(subject, Iri | BlankNode) and isinstance(predicate, Iri) and object_:
        return TripleTerm(subject, predicate, object_)
    return None

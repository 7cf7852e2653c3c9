"""Triples from the short forms of the grammar: lists, brackets, reifiers, annotations.

What each short form stands for: https://www.w3.org/TR/sparql12-query/#QSynTriples and after.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lark import Token, Transformer

from graph.sparql.syntax import Blank, Node, Path, TripleNode, TriplePattern, Variable
from graph.sparql.wrong import Wrong
from graph.terms import RDF, Iri

__all__ = ["TripleBuilder"]

Parts = list[Any]
FIRST, REST, NIL, REIFIES = (Iri(f"{RDF}{name}") for name in ("first", "rest", "nil", "reifies"))


@dataclass(frozen=True, slots=True)
class _Made:
    """A node that a short form stands for, and the triples that come with it."""

    node: Node
    triples: tuple[TriplePattern, ...]


@dataclass(frozen=True, slots=True)
class _Reifier:
    """``~ node``: a reifier of the triple before it."""

    node: Node


@dataclass(frozen=True, slots=True)
class _Block:
    """``{| … |}``: what is said of a reifier."""

    properties: list[Any]
    offset: int


def _node(part: Any) -> Node:
    return part.node if isinstance(part, _Made) else part


def _triples(part: Any) -> tuple[TriplePattern, ...]:
    return part.triples if isinstance(part, _Made) else ()


def _fresh(token: Token) -> Blank:
    offset = token.start_pos or 0
    return Blank(f"-{offset}", offset)


class TripleBuilder(Transformer[Token, Any]):
    """Triples of patterns, templates and data (https://www.w3.org/TR/sparql12-query/#rTriplesSameSubject)."""

    def construct_template(self, parts: Parts) -> tuple[TriplePattern, ...]:
        return parts[0] or ()

    def triples_template(self, parts: Parts) -> tuple[TriplePattern, ...]:
        return tuple(triple for part in parts for triple in part)

    def triples_same_subject(self, parts: Parts) -> tuple[TriplePattern, ...]:
        subject, *properties = parts
        said = _said(_node(subject), properties[0]) if properties and properties[0] else ()
        return (*_triples(subject), *said)

    triples_same_subject_path = triples_same_subject

    def property_list_not_empty(self, parts: Parts) -> Parts:
        return [part for part in parts if part is not None]

    def verb_objects(self, parts: Parts) -> tuple[Any, Any]:
        return parts[0], parts[1]

    def object_list(self, parts: Parts) -> Parts:
        return parts

    def object(self, parts: Parts) -> tuple[Any, Any]:
        return parts[0], parts[1]

    def annotation(self, parts: Parts) -> Parts:
        return parts

    def reifier(self, parts: Parts) -> _Reifier:
        return _Reifier(_fresh(parts[0]) if parts[1] is None else parts[1])

    def annotation_block(self, parts: Parts) -> _Block:
        return _Block(parts[1], parts[0].start_pos)

    def blank_node_property_list(self, parts: Parts) -> _Made:
        blank = _fresh(parts[0])
        return _Made(blank, tuple(_said(blank, parts[1])))

    def collection(self, parts: Parts) -> _Made:
        opening, *items = parts
        cells: list[Node] = [
            Blank(f"-{opening.start_pos}.{number}", opening.start_pos) for number in range(len(items))
        ]
        triples: list[TriplePattern] = []
        rests: list[Node] = [*cells[1:], NIL]
        for item, cell, rest in zip(items, cells, rests, strict=True):
            triples += [
                TriplePattern(cell, FIRST, _node(item)),
                *_triples(item),
                TriplePattern(cell, REST, rest),
            ]
        return _Made(cells[0], tuple(triples))

    def reified_triple(self, parts: Parts) -> _Made:
        opening, subject, verb, target, reifier = parts
        triple = TripleNode(_node(subject), verb, _node(target), opening.start_pos)
        node = reifier.node if reifier else _fresh(opening)
        return _Made(node, (*_triples(subject), *_triples(target), TriplePattern(node, REIFIES, triple)))

    def triple_term(self, parts: Parts) -> TripleNode:
        return TripleNode(*parts)


def _said(subject: Node, properties: Parts) -> Iterator[TriplePattern]:
    for verb, objects in properties:
        for target, annotation in objects:
            yield from _triples(target)
            triple = TriplePattern(subject, verb, _node(target))
            yield triple
            yield from _annotated(triple, annotation)


def _annotated(triple: TriplePattern, annotation: Parts) -> Iterator[TriplePattern]:
    reifier: Node | None = None
    for part in annotation:
        if isinstance(part, _Reifier) or reifier is None:
            reifier = part.node if isinstance(part, _Reifier) else Blank(f"-{part.offset}", part.offset)
            yield TriplePattern(reifier, REIFIES, _term(triple, reifier))
        if isinstance(part, _Block):
            yield from _said(reifier, part.properties)
            reifier = None


def _term(triple: TriplePattern, reifier: Node) -> TripleNode:
    path: Path = triple.predicate
    if not isinstance(path, Variable | Iri):
        place = reifier.offset if isinstance(reifier, Blank | Variable) else None
        raise Wrong(place, "a triple with a property path can't be annotated", "Annotate a single predicate.")
    return TripleNode(triple.subject, path, triple.object)

"""What simple updates mean, on a Python set of quads: the plainest reading of the recommendation.

https://www.w3.org/TR/sparql11-update/#graphUpdate, …#graphManagement
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.terms import Iri, Quad, Term, n3
from tests.differential.data import GRAPHS, LINKS, NODES, iri, quads
from tests.differential.draw import Draw

__all__ = ["Change", "change"]

Quads = frozenset[Quad]
Place = Iri | None


@dataclass(frozen=True, slots=True)
class Change:
    """An operation as text, and what it makes of a set of quads."""

    text: str
    apply: Callable[[Quads], Quads]


def change(draw: Draw) -> Change:
    """An operation without blank nodes, whose meaning a few lines of Python give."""
    makers = (_insert, _insert, _insert, _delete, _delete_where, _rename, _mark, _clear, _transfer, _transfer)
    return draw.one(*makers)(draw)


def _insert(draw: Draw) -> Change:
    added = frozenset(_some(draw))
    return Change(f"INSERT DATA {{ {_data(added)} }}", lambda held: held | added)


def _delete(draw: Draw) -> Change:
    removed = frozenset(_some(draw))
    return Change(f"DELETE DATA {{ {_data(removed)} }}", lambda held: held - removed)


def _delete_where(draw: Draw) -> Change:
    node, graph = iri(draw.one(*NODES)), _place(draw)
    text = f"DELETE WHERE {{ {_within(graph, f'{n3(node)} ?p ?o')} }}"
    return Change(
        text,
        lambda held: frozenset(each for each in held if each.graph != graph or each.subject != node),
    )


def _rename(draw: Draw) -> Change:
    """Every statement with one predicate gets another, in one graph."""
    old, new, graph = iri(draw.one(*LINKS)), iri(draw.one(*LINKS, "any")), _place(draw)
    with_ = f"WITH {n3(graph)} " if graph else ""
    text = f"{with_}DELETE {{ ?s {n3(old)} ?o }} INSERT {{ ?s {n3(new)} ?o }} WHERE {{ ?s {n3(old)} ?o }}"

    def apply(held: Quads) -> Quads:
        found = {each for each in held if each.graph == graph and each.predicate == old}
        return frozenset(held - found | {each._replace(predicate=new) for each in found})

    return Change(text, apply)


def _mark(draw: Draw) -> Change:
    """What is linked in any named graph is linked backwards in the default graph."""
    link, back = iri(draw.one(*LINKS)), iri("back")
    text = f"INSERT {{ ?o {n3(back)} ?s }} WHERE {{ GRAPH ?g {{ ?s {n3(link)} ?o }} FILTER(!isLiteral(?o)) }}"

    def apply(held: Quads) -> Quads:
        found = (each for each in held if each.graph and each.predicate == link)
        return held | {Quad(_resource(each.object), back, each.subject, None) for each in found}

    return Change(text, apply)


def _clear(draw: Draw) -> Change:
    word = draw.one("CLEAR", "CLEAR SILENT", "DROP SILENT")
    target = draw.one("DEFAULT", "NAMED", *GRAPHS, *GRAPHS)
    named = target if target.isupper() else f"GRAPH {n3(iri(target))}"
    text = f"{word} {named}" if target.isupper() else f"{word.split()[0]} SILENT {named}"

    def is_cleared(graph: Term | None) -> bool:
        if target == "NAMED":
            return graph is not None
        return graph == (None if target == "DEFAULT" else iri(target))

    return Change(text, lambda held: frozenset(each for each in held if not is_cleared(each.graph)))


def _transfer(draw: Draw) -> Change:
    word, source, target = draw.one("ADD", "COPY", "MOVE"), _place(draw), _place(draw)
    text = f"{word} SILENT {_named(source)} TO {_named(target)}"

    def apply(held: Quads) -> Quads:
        brought = {each._replace(graph=target) for each in held if each.graph == source}
        if source == target or (source is not None and not brought):
            # A named graph that holds nothing is not there, and SILENT makes nothing of its absence.
            return held
        kept = held if word == "ADD" else frozenset(each for each in held if each.graph != target)
        kept = frozenset(each for each in kept if each.graph != source) if word == "MOVE" else kept
        return kept | brought

    return Change(text, apply)


def _resource(term: Term) -> Iri:
    assert isinstance(term, Iri)
    return term


def _place(draw: Draw) -> Place:
    return None if draw.chance(0.35) else iri(draw.one(*GRAPHS))


def _named(graph: Place) -> str:
    return f"GRAPH {n3(graph)}" if graph else "DEFAULT"


def _some(draw: Draw) -> Iterable[Quad]:
    """A few quads without blank nodes; often such as other changes bring too."""
    every = [
        each for each in quads(draw.random) if all(isinstance(t, Iri) for t in (each.subject, each.object))
    ]
    return draw.random.sample(every, min(len(every), draw.one(1, 2, 5, 12)))


def _data(some: Iterable[Quad]) -> str:
    return " ".join(_within(each.graph, " ".join(map(n3, each[:3]))) + " ." for each in some).replace(
        "} .", "}"
    )


def _within(graph: Term | None, triple: str) -> str:
    return f"GRAPH {n3(graph)} {{ {triple} }}" if graph else triple

"""Templates filled with solutions: the triples of CONSTRUCT, the quads of DELETE and INSERT.

A triple that lacks a term, or that RDF does not allow, is left out; a template's blank nodes are new ones for
each solution (https://www.w3.org/TR/sparql11-query/#construct,
https://www.w3.org/TR/sparql11-update/#deleteInsert).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graph.answer import Row
from graph.sparql.requests import Quads
from graph.sparql.syntax import Blank, TripleNode, Variable
from graph.sparql.walk import parts
from graph.terms import BlankNode, Iri, Literal, Quad, Term, TripleTerm

__all__ = ["Fresh", "filled", "variables_of"]

Fresh = Callable[[], BlankNode]
"""Makes a blank node that is nowhere else."""

_Make = Callable[[Row, Mapping[str, BlankNode]], Term | None]


class _Makers(NamedTuple):
    """What gives the terms of one quad; ``graph`` is None for the default graph."""

    subject: _Make
    predicate: _Make
    object: _Make
    graph: _Make | None


def variables_of(template: Sequence[Quads]) -> tuple[str, ...]:
    """The variables of a template, each once."""
    return tuple(dict.fromkeys(part.name for part in parts(tuple(template)) if isinstance(part, Variable)))


def filled(
    template: Sequence[Quads], variables: Sequence[str], solutions: Iterable[Row], fresh: Fresh
) -> Iterator[Quad]:
    """The quads that the template makes of the solutions; the same quad may come several times.

    Args:
        template: triples of the default graph and of named ones.
        variables: the columns of a solution.
        solutions: what to fill in.
        fresh: makes the blank nodes.
    """
    places = {name: place for place, name in enumerate(variables)}
    makers = [
        _Makers(
            _maker(each.subject, places),
            _maker(each.predicate, places),
            _maker(each.object, places),
            _maker(quads.name, places) if quads.name else None,
        )
        for quads in template
        for each in quads.triples
    ]
    for solution in solutions:
        blanks: Mapping[str, BlankNode] = defaultdict(fresh)
        for each in makers:
            yield from _quad(each, solution, blanks)


def _quad(make: _Makers, solution: Row, blanks: Mapping[str, BlankNode]) -> Iterator[Quad]:
    subject = make.subject(solution, blanks)
    predicate = make.predicate(solution, blanks)
    object_ = make.object(solution, blanks)
    graph = make.graph and make.graph(solution, blanks)
    if not isinstance(subject, Iri | BlankNode) or not isinstance(predicate, Iri) or object_ is None:
        return
    if make.graph is None:
        yield Quad(subject, predicate, object_, None)
    elif isinstance(graph, Iri | BlankNode):
        yield Quad(subject, predicate, object_, graph)


def _maker(part: object, places: Mapping[str, int]) -> _Make:
    match part:
        case Variable(name):
            place = places.get(name)
            return _nothing if place is None else lambda solution, _: solution[place]
        case Blank(label):
            return lambda _, blanks: blanks[label]
        case TripleNode(subject, predicate, object_):
            makers = [_maker(each, places) for each in (subject, predicate, object_)]
            return lambda solution, blanks: _triple_term(*(make(solution, blanks) for make in makers))
        case Iri() | Literal() | TripleTerm():
            return lambda _, __: part
        case _:
            raise TypeError(f"no part of a template: {part}")


def _nothing(_: Row, __: Mapping[str, BlankNode]) -> None:
    return None


def _triple_term(subject: Term | None, predicate: Term | None, object_: Term | None) -> TripleTerm | None:
    if isinstance(subject, Iri | BlankNode) and isinstance(predicate, Iri) and object_ is not None:
        return TripleTerm(subject, predicate, object_)
    return None

"""Updates on a Python set of quads: what each operation should do, by the recommendation's words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graph.terms import Iri, Literal, n3

__all__ = ["Operation", "Part", "Pattern", "QuadSet", "applied", "written"]

Part = Iri | Literal | str
"""A term, or a variable with its question mark."""


class Pattern(NamedTuple):
    """A triple of a template or pattern, in the default graph (None) or under GRAPH."""

    subject: Part
    predicate: Part
    object: Part
    graph: Part | None = None


Solution = dict[str, Iri | Literal]
QuadSet = frozenset[Pattern]


@dataclass(frozen=True)
class Operation:
    """One operation.

    Attributes:
        kind: INSERT DATA, DELETE DATA, DELETE WHERE, MODIFY, CLEAR, ADD, COPY or MOVE.
        delete: the template of what goes.
        insert: the template of what comes.
        where: the pattern.
        source: WITH, or the graph that is transferred; None is the default graph.
        target: the graph that is cleared or transferred to; None is the default graph.
        using: USING.
    """

    kind: str
    delete: tuple[Pattern, ...] = ()
    insert: tuple[Pattern, ...] = ()
    where: tuple[Pattern, ...] = ()
    source: Iri | None = None
    target: Iri | None = None
    using: tuple[Iri, ...] = ()


def written(operation: Operation) -> str:
    """The operation in SPARQL."""
    kind = operation.kind
    match kind:
        case "INSERT DATA":
            return f"INSERT DATA {_braced(operation.insert)}"
        case "DELETE DATA" | "DELETE WHERE":
            return f"{kind} {_braced(operation.delete)}"
        case "CLEAR":
            return f"CLEAR SILENT {_name(operation.target, 'GRAPH ')}"
        case "MODIFY":
            head = f"WITH {n3(operation.source)} " if operation.source else ""
            using = " ".join(f"USING {n3(each)}" for each in operation.using)
            changes = f"DELETE {_braced(operation.delete)} INSERT {_braced(operation.insert)}"
            return f"{head}{changes} {using} WHERE {_braced(operation.where)}"
        case _:
            return f"{kind} {_name(operation.source)} TO {_name(operation.target)}"


def applied(quads: QuadSet, operation: Operation) -> QuadSet:
    """The quads after the operation."""
    match operation.kind:
        case "INSERT DATA":
            return quads | set(operation.insert)
        case "DELETE DATA":
            return quads - set(operation.delete)
        case "CLEAR":
            return _without(quads, operation.target)
        case "DELETE WHERE" | "MODIFY":
            return _modified(quads, operation)
        case _:
            return _transferred(quads, operation)


def _modified(quads: QuadSet, operation: Operation) -> QuadSet:
    seen = quads
    if operation.using:
        merged = {quad._replace(graph=None) for quad in quads if quad.graph in operation.using}
        seen = frozenset(merged)
    elif operation.source:
        seen = quads | {quad._replace(graph=None) for quad in quads if quad.graph == operation.source}
        seen -= {quad for quad in quads if quad.graph is None}
    found = list(_solutions(seen, operation.where or operation.delete, {}))
    gone = set(_filled(operation.delete, found, operation.source))
    come = set(_filled(operation.insert, found, operation.source))
    return quads - gone | come


def _solutions(quads: QuadSet, patterns: tuple[Pattern, ...], so_far: Solution) -> Iterator[Solution]:
    if not patterns:
        yield so_far
        return
    for quad in quads:
        if (patterns[0].graph is None) == (quad.graph is None):
            solution = _matched(patterns[0], quad, so_far)
            if solution is not None:
                yield from _solutions(quads, patterns[1:], solution)


def _matched(pattern: Pattern, quad: Pattern, so_far: Solution) -> Solution | None:
    solution = dict(so_far)
    for part, term in zip(pattern, quad, strict=True):
        if term is None or isinstance(term, str):
            continue
        if isinstance(part, str):
            if solution.setdefault(part, term) != term:
                return None
        elif part != term:
            return None
    return solution


def _filled(template: Iterable[Pattern], found: Iterable[Solution], graph: Iri | None) -> Iterator[Pattern]:
    for solution in found:
        for triple in template:
            parts = [solution.get(part) if isinstance(part, str) else part for part in triple]
            if triple.graph is None:
                parts[3] = graph
            is_placed = triple.graph is None or isinstance(parts[3], Iri)
            if is_placed and isinstance(parts[0], Iri) and isinstance(parts[1], Iri) and parts[2]:
                yield Pattern(parts[0], parts[1], parts[2], parts[3])


def _transferred(quads: QuadSet, operation: Operation) -> QuadSet:
    source, target = operation.source, operation.target
    if source == target:
        return quads
    moved = {quad._replace(graph=target) for quad in quads if quad.graph == source}
    kept = quads if operation.kind == "ADD" else _without(quads, target)
    return (_without(kept, source) if operation.kind == "MOVE" else kept) | moved


def _without(quads: QuadSet, graph: Part | None) -> QuadSet:
    return frozenset(quad for quad in quads if quad.graph != graph)


def _name(graph: Iri | None, before: str = "") -> str:
    return f"{before}{n3(graph)}" if graph else "DEFAULT"


def _braced(patterns: Iterable[Pattern]) -> str:
    return "{ " + " ".join(map(_triple, patterns)) + " }"


def _triple(pattern: Pattern) -> str:
    text = " ".join(map(_part, pattern[:3]))
    return f"GRAPH {_part(pattern.graph)} {{ {text} }}" if pattern.graph else f"{text} ."


def _part(part: Part) -> str:
    return part if isinstance(part, str) else n3(part)

"""A graph taken as a whole: read with what names its state, written only where that is as expected."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from graph.errors import ReadError
from graph.terms import Iri, Quad, Resource, Triple, n3

__all__ = [
    "Before",
    "HeldGraph",
    "StateOf",
    "content_of",
    "placed",
    "refuse_others",
    "state_of",
    "unconditional",
]

StateOf = Callable[[Resource | None], str]
"""Gives the state of a graph, of the default graph for None; empty where it holds nothing.

The same as long as the graph holds the same, on one store and one version of it.
"""

Before = Callable[[StateOf], None]
"""Told how to see the states just before something is written; raises where that is not to be."""


def unconditional(_: StateOf) -> None:
    """Nothing is expected of any graph."""


@dataclass(frozen=True, slots=True)
class HeldGraph:
    """What a graph holds.

    Attributes:
        state: names that; empty where it holds nothing.
        triples: the triples, in an order that is the same as long as the state is.
        lines: the same as pieces of N-Triples, where the database writes them sooner; seen once, as the
            triples are.
    """

    state: str
    triples: Iterator[Triple]
    lines: Iterator[bytes] | None = None


def state_of(triples: Iterable[Triple]) -> str:
    """The state of a graph with these triples, where no store can tell it faster."""
    lines = sorted(" ".join(map(n3, each)) for each in triples)
    return sha256("\n".join(lines).encode()).hexdigest()[:32] if lines else ""


def content_of(graph: Iri | None, digests: Iterable[Callable[[], str]]) -> str:
    """What is written, for the commit's id: the digests of the documents, after the name of the graph."""
    lines = (n3(graph) if graph else "", *(digest() for digest in digests))
    return sha256("\n".join(lines).encode()).hexdigest()


def placed(quads: Iterable[Quad], graph: Iri | None) -> Iterator[Quad]:
    """The quads of a document that is about one graph.

    Raises:
        ReadError: it names another graph.
    """
    for quad in quads:
        refuse_others((quad.graph or graph,), graph)
        yield quad._replace(graph=graph)


def refuse_others(written: Iterable[Resource | None], graph: Iri | None) -> None:
    """Nothing, where only this graph was written.

    Raises:
        ReadError: another one was.
    """
    for name in written:
        if name not in {None, graph}:
            raise ReadError(
                f"The document has statements in the graph {n3(name)}, and only one graph is written here. "
                "Nothing was changed."
            )

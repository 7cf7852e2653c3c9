"""What every engine can do: the contract that ``graph.dataset`` stands on."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

from graph.answer import Answer, Columns, Explanation, Formats, Written
from graph.engine.asker import Asker
from graph.engine.inside import Known
from graph.engine.limits import Running
from graph.engine.reading import Reading
from graph.rdf.read import Document, Watch
from graph.sparql import Circumstances, Limits
from graph.store import Before, Commit, HeldGraph, unconditional
from graph.terms import Iri, Literal, Quad, Term, Triple

__all__ = ["Engine", "Explaining", "InColumns", "OfWords", "Serving", "Tells"]

Tells = Callable[[Iri, Reading], Known]
"""What SERVICE of an address within this process tells, on the snapshot of the query that asks."""


class Engine(Protocol):
    """One dataset and what evaluates SPARQL on it; the methods of ``Dataset`` of the same names say more."""

    has_snapshots: bool
    """Whether the newest commit names the state of the data; elsewhere others may change it unseen."""

    @property
    def head(self) -> Commit:
        """The newest commit."""

    def asked_by(self, asker: Asker) -> "Engine":
        """The same engine, on someone's behalf: what it writes is held to what they may write."""

    def running(self) -> Sequence[Running]:
        """What runs or waits now, in the order in which it was asked; each can be cancelled."""

    def commits(self) -> Sequence[Commit]:
        """All commits, oldest first."""

    def answer(
        self, text: str, bindings: Mapping[str, Term], given: Circumstances, *, limits: Limits
    ) -> Answer:
        """The answer to a query.

        Args:
            text: a query.
            bindings: terms that take the place of variables.
            given: the graphs that it sees, and what else holds for it.
            limits: how much the text may hold.
        """

    def written(
        self,
        text: str,
        bindings: Mapping[str, Term],
        formats: Formats,
        given: Circumstances,
        *,
        limits: Limits,
    ) -> Answer | Written:
        """The answer to a query, written in the format that is wanted for its kind, if one is."""

    def update(
        self, text: str, given: Circumstances, *, limits: Limits, before: Before = unconditional
    ) -> Commit:
        """Apply an update: all of it, or nothing; arguments as for an answer.

        Args:
            text: an update.
            given: what holds for it beside that.
            limits: how much the text may hold.
            before: told of the states of graphs just before; what it raises leaves everything as it is.
        """

    def put(
        self, graph: Iri | None, documents: Sequence[Document], before: Before, *, is_whole: bool
    ) -> Commit:
        """Write documents into one graph, None for the default graph: all of them, or nothing.

        Args:
            graph: the graph.
            documents: what to read; all of it is about this graph.
            before: as for an update.
            is_whole: the graph is to hold nothing else afterwards.
        """

    def graph(self, name: Iri | None) -> AbstractContextManager[HeldGraph]:
        """What one named graph holds, or for None the default graph, on one snapshot until the block ends."""

    def load(self, document: Document, graph: Iri | None, watch: Watch | None = None) -> Commit:
        """Add a document: all of it, or nothing."""

    def replace(self, graph: Iri, triples: Iterable[Triple], note: str) -> Commit:
        """Make a named graph hold exactly these triples."""

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the named graphs, sorted."""

    def triples_of(self, subjects: Iterable[Iri], predicates: Collection[Iri]) -> Iterator[Triple]:
        """The triples with one of these subjects and one of these predicates, whatever graph holds them."""

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """All quads, or those of one named graph."""


@runtime_checkable
class Explaining(Protocol):
    """An engine that can tell how it answers."""

    def explain(
        self, text: str, bindings: Mapping[str, Term], given: Circumstances, *, limits: Limits
    ) -> Explanation:
        """How a query is answered; arguments as for an answer."""


@runtime_checkable
class InColumns(Protocol):
    """An engine that can answer without an object for each row."""

    def columns(
        self, text: str, bindings: Mapping[str, Term], given: Circumstances, *, limits: Limits
    ) -> Columns:
        """The answer to a query in columns; arguments as for an answer."""


@runtime_checkable
class OfWords(Protocol):
    """An engine with an index of the words of its strings."""

    def strings(self, text: str, limit: int) -> tuple[Literal, ...]:
        """The strings that hold every word of a text, best first, at most ``limit``."""


@runtime_checkable
class Serving(Protocol):
    """An engine that can answer SERVICE within its process."""

    def serving(self, tell: Tells) -> Engine:
        """The same engine, asking this for addresses that begin with ``maillage:``."""

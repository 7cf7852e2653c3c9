"""What the operations of one request share: a writer, a time limit, names for blank nodes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from graph.engine.asker import ANYONE, Asker
from graph.engine.elsewhere import NOWHERE, Elsewhere
from graph.engine.exact import Context
from graph.engine.faults import promised
from graph.engine.limits import Running
from graph.errors import QueryError
from graph.rdf.native import native_quad
from graph.store.columnar import Writer
from graph.terms import BlankNode, Quad, Resource

__all__ = ["Transaction"]

_CHECKED_EACH = 1_000


@dataclass(frozen=True, slots=True)
class Transaction:
    """A request under way; nothing of it holds until all of it is done.

    Attributes:
        writer: reads what the operations before have left, and changes it.
        running: what stops it.
        context: what its expressions share.
        elsewhere: which other servers it may reach.
        asker: who asks, and what they may write.
    """

    writer: Writer
    running: Running
    context: Context
    elsewhere: Elsewhere = NOWHERE
    asker: Asker = ANYONE
    _numbers: Iterator[int] = field(default_factory=count)

    def insert(self, quads: Iterable[Quad]) -> None:
        """Put quads in.

        Raises:
            QueryError: one holds what no document could, so that it would never get out again.
        """
        with self.stoppable():
            self.writer.insert(map(_writable, self._checked(quads)))

    def delete(self, quads: Iterable[Quad]) -> None:
        """Take quads out; those that are not there are passed over."""
        with self.stoppable():
            self.writer.delete(self._checked(quads))

    def clear(self, graph: Resource | None) -> None:
        """Take out what one named graph holds, or for None the default graph."""
        self.asker.check(graph)
        with self.stoppable():
            self.writer.clear(graph)

    def clear_all(self) -> None:
        """Take everything out."""
        for graph in (None, *self.writer.graphs()) if self.asker.graphs is not None else ():
            self.asker.check(graph)
        with self.stoppable():
            self.writer.clear_all()

    def blank_node(self) -> BlankNode:
        """A blank node that no document and no other commit has."""
        return BlankNode(f"u{self.writer.head.version + 1}n{next(self._numbers)}")

    @contextmanager
    def stoppable(self) -> Iterator[None]:
        """Have what the writer does in the block stopped when its time is over.

        Raises:
            QueryTimeout, QueryCancelled, QueryTooLarge: it was.
        """
        self.running.check()
        with promised(self.running), self.running.on(self.writer.connection):
            yield

    def _checked(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        for number, quad in enumerate(self.asker.checked(quads)):
            if number % _CHECKED_EACH == 0:
                self.running.check()
            self.running.progress.triples += 1
            yield quad


def _writable(quad: Quad) -> Quad:
    try:
        native_quad(quad)
    except ValueError as error:
        raise QueryError(f"What no RDF document can hold is not stored: {error}.") from error
    return quad

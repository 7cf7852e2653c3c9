"""The engine on columns: one store, what runs on it, and the plans it remembers."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from math import inf
from typing import cast

from graph.answer import Answer, Columns, Explanation, Formats, Room, Truth, Written
from graph.engine.answering import answer, at_a_glance
from graph.engine.asker import ANYONE, Asker
from graph.engine.asking import Question
from graph.engine.columns import columns
from graph.engine.compiled import Plans
from graph.engine.elsewhere import NOWHERE, Elsewhere
from graph.engine.explaining import explained
from graph.engine.faults import promised
from graph.engine.inside import Known
from graph.engine.limits import Gate, QueryLimits, Running
from graph.engine.reading import Reading
from graph.engine.updating import Wanted, update
from graph.engine.whole import lines_of
from graph.errors import TooManyQueries
from graph.rdf.read import Document, Watch
from graph.sparql import Circumstances, Limits
from graph.sparql.bind import bind
from graph.sparql.limits import checked_by
from graph.store import Before, Commit, HeldGraph, unconditional
from graph.store.columnar import ColumnStore, Reader
from graph.store.file import Resources
from graph.store.keeper import Keeper
from graph.terms import Iri, Literal, Quad, Term, Triple

__all__ = ["ColumnarEngine", "resources"]


_MB = 1_000_000
_CHECKED_EACH = 1_000


def resources(bounds: QueryLimits) -> Resources:
    """What a store may use, for these limits on all that runs."""
    most = Resources(memory_bytes=bounds.memory_mb * _MB, temporary_bytes=bounds.temp_mb * _MB)
    return replace(most, threads=bounds.threads) if bounds.threads else most


class ColumnarEngine:
    """Queries and updates on one column store.

    Any number of threads may ask. So many run at once as the limits say, one of them writing; the others wait
    for their turn.
    """

    has_snapshots = True

    def __init__(
        self,
        store: ColumnStore | None = None,
        bounds: QueryLimits | None = None,
        elsewhere: Elsewhere = NOWHERE,
    ) -> None:
        self._bounds = bounds or QueryLimits()
        self._store = ColumnStore(None, resources(self._bounds)) if store is None else store
        self._elsewhere = elsewhere
        self._places = Gate(self._bounds.at_once)
        self._writing = Gate(1)
        self._plans = Plans()
        self._room = Room(self._bounds.answer_memory_mb, self._bounds.answer_disk_mb)
        self._running: dict[str, Running] = {}
        self._asker = ANYONE

    def asked_by(self, asker: Asker) -> "ColumnarEngine":
        """The same engine, store and queue, on someone's behalf."""
        engine = copy(self)
        engine._asker = asker  # noqa: SLF001 - it is one of this class
        return engine

    def serving(self, tell: Callable[[Iri, Reading], Known]) -> "ColumnarEngine":
        """The same engine, store and queue, answering SERVICE of addresses that begin with ``maillage:``."""

        def told(address: Iri, reader: Reader, running: Running) -> Known:
            return tell(address, Reading(reader, running, self._store.log.all(), self._plans))

        engine = copy(self)
        engine._elsewhere = replace(self._elsewhere, inside=told)  # noqa: SLF001 - it is one of this class
        return engine

    @property
    def head(self) -> Commit:
        """The newest commit."""
        return self._store.log.head

    def commits(self) -> Sequence[Commit]:
        """All commits, oldest first."""
        return self._store.log.all()

    def running(self) -> tuple[Running, ...]:
        """What runs or waits now, in the order in which it was asked; each can be cancelled."""
        return tuple(self._running.values())

    def answer(
        self, text: str, bindings: Mapping[str, Term], given: Circumstances, *, limits: Limits
    ) -> Answer:
        """The answer to a query, within the limits on time, rows and memory."""
        with self._asked(text, bindings, given) as (bound, running):
            question = Question(bound, given, limits, running, elsewhere=self._elsewhere)
            return cast("Answer", self._answered(question))

    def written(
        self,
        text: str,
        bindings: Mapping[str, Term],
        formats: Formats,
        given: Circumstances,
        *,
        limits: Limits,
    ) -> Answer | Written:
        """The same, written within the same limits, where a format is wanted for such an answer."""
        with self._asked(text, bindings, given) as (bound, running):
            question = Question(bound, given, limits, running, self._elsewhere, formats, self._room)
            return self._answered(question)

    def columns(
        self, text: str, bindings: Mapping[str, Term], given: Circumstances, *, limits: Limits
    ) -> Columns:
        """The answer in columns, within the same limits."""
        with self._asked(text, bindings, given) as (bound, running):
            question = Question(bound, given, limits, running, elsewhere=self._elsewhere)
            return columns(self._store, question, self._plans)

    def explain(
        self, text: str, bindings: Mapping[str, Term], given: Circumstances, *, limits: Limits
    ) -> Explanation:
        """How a query is answered, within the same limits."""
        with self._asked(text, bindings, given) as (bound, running):
            question = Question(bound, given, limits, running, elsewhere=self._elsewhere)
            return explained(self._store, question, self._plans)

    def strings(self, text: str, limit: int) -> tuple[Literal, ...]:
        """The strings that hold every word of a text, best first."""
        with (
            self._noted("search", text, self._bounds) as running,
            self._places.place(running),
            self._store.reader() as reader,
            promised(running),
            running.on(reader.connection),
        ):
            ids = [match.id for match in reader.matching(text, limit)]
            terms = reader.terms(ids)
            return tuple(cast("Literal", terms[id_]) for id_ in ids)

    def update(
        self, text: str, given: Circumstances, *, limits: Limits, before: Before = unconditional
    ) -> Commit:
        """Apply an update: all of it, or nothing."""
        with (
            self._noted("update", text, self._within(given)) as running,
            self._writing.place(running),
            self._places.place(running),
        ):
            wanted = Wanted(text, given, limits, before)
            return update(self._store, wanted, running, self._elsewhere, self._asker)

    def put(
        self, graph: Iri | None, documents: Sequence[Document], before: Before, *, is_whole: bool
    ) -> Commit:
        """Write documents into one graph: all, or nothing; takes as long as it takes, or is stopped."""
        self._asker.check(graph)
        name = graph.value if graph else "default graph"
        with self._alone("put", name) as running, promised(running):
            keeper = _keeper(running, documents)
            return self._store.put(graph, documents, before, is_whole=is_whole, keeper=keeper)

    @contextmanager
    def graph(self, name: Iri | None) -> Iterator[HeldGraph]:
        """What one named graph holds, read within the limit on time."""
        with (
            self._noted("graph", name.value if name else "default graph", self._bounds) as running,
            self._places.place(running),
            self._store.reader() as reader,
            promised(running),
        ):
            triples = _checked(reader.triples(name), running)
            yield HeldGraph(reader.state(name), triples, lines_of(reader, name, running))

    def load(self, document: Document, graph: Iri | None, watch: Watch | None = None) -> Commit:
        """Add a document: all of it, or nothing; takes as long as it takes, or is stopped."""
        with self._alone("load", document.name) as running, promised(running):
            keeper = replace(_keeper(running, [document], watch), admit=self._asker.check)
            return self._store.load(document, graph, keeper)

    def replace(self, graph: Iri, triples: Iterable[Triple], note: str) -> Commit:
        """Make a named graph hold exactly these triples."""
        self._asker.check(graph)
        given = tuple(triples)
        with self._alone("replace", note):
            return self._store.replace(graph, given, note)

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the named graphs, sorted."""
        return self._store.graphs()

    def triples_of(self, subjects: Iterable[Iri], predicates: Collection[Iri]) -> Iterator[Triple]:
        """The triples with one of these subjects and one of these predicates, whatever graph holds them."""
        return self._store.triples_of(subjects, predicates)

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """All quads, or those of one named graph."""
        return self._store.quads(graph)

    def _answered(self, question: Question) -> Answer | Written:
        found = at_a_glance(self._store, question, self._plans)
        if found is None:
            found = answer(self._store, question, self._plans)
        question.running.rows = 1 if isinstance(found, Truth) else len(found)
        return found

    @contextmanager
    def _asked(
        self, text: str, bindings: Mapping[str, Term], given: Circumstances
    ) -> Iterator[tuple[str, Running]]:
        bound = bind(text, bindings) if bindings else text
        with self._noted("query", bound, self._within(given)) as running, self._places.place(running):
            yield bound, running

    def _within(self, given: Circumstances) -> QueryLimits:
        time_s = self._bounds.time_s if self._asker.time_s is None else self._asker.time_s
        return replace(self._bounds, time_s=min(time_s, given.time_s))

    @contextmanager
    def _noted(self, kind: str, text: str, bounds: QueryLimits) -> Iterator[Running]:
        self._refuse_crowd()
        running = Running(kind, text, bounds, self._asker.name)
        self._running[running.id] = running
        try:
            self._asker.started(running)
            with checked_by(running.check):
                yield running
        finally:
            del self._running[running.id]
            running.end()

    def _refuse_crowd(self) -> None:
        most = self._bounds.at_once + self._bounds.waiting
        if len(self._running) >= most:
            raise TooManyQueries(f"{most} queries and updates run or wait already. Ask again in a moment.")

    @contextmanager
    def _alone(self, kind: str, text: str) -> Iterator[Running]:
        with (
            self._noted(kind, text, replace(self._bounds, time_s=inf)) as running,
            self._writing.place(running),
        ):
            yield running


def _keeper(running: Running, documents: Sequence[Document], watch: Watch | None = None) -> Keeper:
    """Stops documents when what brings them has been stopped, and notes how much of them has been read."""
    told = [running.progress.reading(each.size_bytes, watch) for each in documents]

    def watched(place: int, read_bytes: int) -> None:
        running.check()
        told[place](read_bytes)

    return Keeper(watched, running.held)


def _checked(triples: Iterable[Triple], running: Running) -> Iterator[Triple]:
    for number, triple in enumerate(triples):
        if number % _CHECKED_EACH == 0:
            running.check()
        yield triple

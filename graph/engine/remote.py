"""A dataset that lives in another SPARQL service: the way to a cluster that already exists.

Queries and updates go there as they are, after our own parser has read them; what its default graph shows is
the service's own choice. There is no log of commits to be had, so the snapshot is named after the service and
what this process has written.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from time import perf_counter
from typing import TypeVar

from graph.answer import About, Answer, Formats, Room, Spool, Table, Triples, Truth, Written, written
from graph.engine.asker import ANYONE, Asker
from graph.engine.limits import QueryLimits, Running
from graph.engine.protocol import Endpoint
from graph.errors import NotAllowed, QueryError, StoreError
from graph.rdf.read import Document, Watch, read_quads
from graph.sparql import Circumstances, Limits, parse_query, parse_update
from graph.sparql.bind import bind
from graph.sparql.circumstances import based, confined
from graph.store import Before, Commit, CommitLog, HeldGraph, unconditional
from graph.store.whole_graph import content_of, placed, state_of
from graph.terms import BlankNode, Iri, Quad, Resource, Term, Triple, n3

__all__ = ["RemoteEngine"]

_DEFAULT = Limits()
_NOTHING_GIVEN = Circumstances()
_QUADS_AT_ONCE = 1_000
_SUBJECTS_AT_ONCE = 500
_COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
Part = TypeVar("Part")


class RemoteEngine:
    """The quads of a service elsewhere; its commits are what this process has written there."""

    has_snapshots = False

    def __init__(
        self, queries: Endpoint, updates: Endpoint | None = None, bounds: QueryLimits | None = None
    ) -> None:
        """Know where to ask, where to write if anywhere, and what answers may take.

        Raises:
            QueryError: the service can't be reached.
        """
        self._queries = queries
        self._updates = updates
        self._bounds = bounds or QueryLimits()
        self._room = Room(self._bounds.answer_memory_mb, self._bounds.answer_disk_mb)
        self._log = CommitLog()
        self._asker = ANYONE
        self._commit(f"found at {queries.url}", queries.url, [])

    def asked_by(self, asker: Asker) -> "RemoteEngine":
        """The same service, on someone's behalf."""
        engine = copy(self)
        engine._asker = asker  # noqa: SLF001 - it is one of this class
        return engine

    def running(self) -> Sequence[Running]:
        """Nothing: what runs there is for the service to tell."""
        return ()

    @property
    def head(self) -> Commit:
        """The newest commit; the first is the state that was found."""
        return self._log.head

    def commits(self) -> Sequence[Commit]:
        """All commits, oldest first."""
        return self._log.all()

    def answer(
        self,
        text: str,
        bindings: Mapping[str, Term],
        given: Circumstances = _NOTHING_GIVEN,
        *,
        limits: Limits = _DEFAULT,
    ) -> Answer:
        """The service's answer to a query; whether its default graph is a union is for it to say.

        Raises:
            QuerySyntaxError: the text is no SPARQL, or exceeds a limit.
            QueryError: the service does not answer it.
        """
        start = perf_counter()
        bound = bind(text, bindings) if bindings else text
        form = parse_query(bound, base=given.base, limits=limits).form
        sent = based(bound, given.base)
        queries = self._queries.within(given.time_s)
        snapshot = self._log.head.id

        def about() -> About:
            digest = sha256(bound.encode()).hexdigest()
            return About(snapshot, digest, elapsed_ms=(perf_counter() - start) * 1000)

        match form:
            case "SELECT":
                found = queries.select(sent, given.graphs)
                return Table(found.variables, found.rows, about())
            case "ASK":
                return Truth(queries.ask(sent, given.graphs), about())
            case _:
                return Triples(queries.triples(sent, given.graphs), about())

    def written(
        self,
        text: str,
        bindings: Mapping[str, Term],
        formats: Formats,
        given: Circumstances = _NOTHING_GIVEN,
        *,
        limits: Limits = _DEFAULT,
    ) -> Answer | Written:
        """The same as `answer`, written here."""
        running = Running("query", text, replace(self._bounds, time_s=min(self._bounds.time_s, given.time_s)))
        found = self.answer(text, bindings, given, limits=limits)
        return written(found, formats, lambda: Spool(self._room, formats.coding), running.check)

    def update(
        self,
        text: str,
        given: Circumstances = _NOTHING_GIVEN,
        *,
        limits: Limits = _DEFAULT,
        before: Before = unconditional,
    ) -> Commit:
        """Have an update applied; raises as `answer` does, and StoreError where nothing can be written."""
        if given.within:
            raise QueryError(
                "An update of one graph is not sent on to another service. Use GRAPH in its text."
            )
        before(self._state)
        confined(parse_update(text, base=given.base, limits=limits), given)
        self._write(based(text, given.base), given)
        return self._commit("update", text, [])

    def put(
        self, graph: Iri | None, documents: Sequence[Document], before: Before, *, is_whole: bool
    ) -> Commit:
        """Write documents into one graph; an error of the service may leave a part of it."""
        fresh = [quad for document in documents for quad in placed(read_quads(document), graph)]
        before(self._state)
        if is_whole:
            self._write(f"DROP SILENT GRAPH {n3(graph)}" if graph else "DROP SILENT DEFAULT")
        self._insert(fresh)
        return self._commit(
            "put",
            content_of(graph, [each.digest for each in documents]),
            [graph.value if graph else "DEFAULT"],
        )

    @contextmanager
    def graph(self, name: Iri | None) -> Iterator[HeldGraph]:
        """What one graph holds, as of one answer of the service."""
        found = [Triple(*quad[:3]) for quad in self.quads(name) if quad.graph == name]
        yield HeldGraph(state_of(found), iter(found))

    def _state(self, name: Resource | None) -> str:
        if isinstance(name, BlankNode):
            raise QueryError("The blank nodes of another service can't be asked for.")
        with self.graph(name) as held:
            return held.state

    def load(self, document: Document, graph: Iri | None, watch: Watch | None = None) -> Commit:
        """Add a document, a thousand quads a request; an error in the middle leaves what came before it.

        Raises:
            RdfSyntaxError, ReadError: the document can't be read; it is read whole before anything is sent.
            StoreError: nothing can be written there.
        """
        for _ in read_quads(document):
            pass
        placed = (each._replace(graph=each.graph or graph) for each in read_quads(document, watch))
        self._insert(placed)
        return self._commit(f"load {document.name}", document.digest(), [graph.value] if graph else [])

    def replace(self, graph: Iri, triples: Iterable[Triple], note: str) -> Commit:
        """Make a named graph hold exactly these triples."""
        fresh = sorted(set(triples), key=lambda each: tuple(map(n3, each)))
        self._write(f"DROP SILENT GRAPH {n3(graph)}")
        self._insert(Quad(*each, graph) for each in fresh)
        return self._commit(note, "\n".join(" ".join(map(n3, each)) for each in fresh), [graph.value])

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the named graphs, sorted."""
        found = self._queries.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return tuple(sorted(name for (name,) in found.rows if isinstance(name, Iri)))

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or of all.

        Where the service's default graph shows every named one, it counts as their union and only what no
        named graph holds is taken from it.
        """
        if graph:
            found = self._queries.select(f"SELECT ?s ?p ?o {{ GRAPH {n3(graph)} {{ ?s ?p ?o }} }}")
            return (_quad(s, p, o, graph) for s, p, o in found.rows)
        named = "{ GRAPH ?g { ?s ?p ?o } }"
        is_union = not self._queries.ask("ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }")
        rest = "FILTER NOT EXISTS { GRAPH ?any { ?s ?p ?o } }" if is_union else ""
        outside = f"{{ ?s ?p ?o {rest} }}"
        found = self._queries.select(f"SELECT ?s ?p ?o ?g {{ {named} UNION {outside} }}")
        return (_quad(s, p, o, g) for s, p, o, g in found.rows)

    def triples_of(self, subjects: Iterable[Iri], predicates: Collection[Iri]) -> Iterator[Triple]:
        """The triples with one of these subjects and predicates, in any graph, each once."""
        wanted = " ".join(map(n3, predicates))
        for some in _batches(subjects, _SUBJECTS_AT_ONCE):
            names = " ".join(map(n3, some))
            yield from self._queries.triples(
                f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {names} }} VALUES ?p {{ {wanted} }}"
                " { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
            )

    def _insert(self, quads: Iterable[Quad]) -> None:
        for some in _batches(quads, _QUADS_AT_ONCE):
            self._write(f"INSERT DATA {{ {' '.join(map(_pattern, some))} }}")

    def _write(self, text: str, given: Circumstances = _NOTHING_GIVEN) -> None:
        if self._updates is None:
            raise StoreError(f"<{self._queries.url}> is only read: no address for updates is set.")
        if self._asker.graphs is not None:
            raise NotAllowed(
                f"Which graphs of <{self._queries.url}> would change can't be told from here, so whoever may "
                "write some graphs only writes nothing there."
            )
        self._updates.within(given.time_s).update(text, given.graphs)

    def _commit(self, note: str, content: str, graphs: list[str]) -> Commit:
        [[size]] = self._queries.select(_COUNT).rows
        digest = sha256(content.encode()).hexdigest()
        return self._log.append(note, content=digest, graphs=graphs, quads=int(getattr(size, "value", 0)))


def _quad(subject: Term | None, predicate: Term | None, object_: Term | None, graph: Term | None) -> Quad:
    return Quad(subject, predicate, object_, graph)  # type: ignore[arg-type]


def _pattern(quad: Quad) -> str:
    triple = f"{n3(quad.subject)} {n3(quad.predicate)} {n3(quad.object)} ."
    return f"GRAPH {n3(quad.graph)} {{ {triple} }}" if quad.graph else triple


def _batches(parts: Iterable[Part], size: int) -> Iterator[list[Part]]:
    rest = iter(parts)
    while some := list(islice(rest, size)):
        yield some

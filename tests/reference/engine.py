"""Answering SPARQL on the store by pyoxigraph's evaluator.

Every text is parsed by ``graph.sparql`` first: what breaks the grammar, exceeds a limit or reaches out to the
network is refused. The evaluator then gets the tokens that were parsed, with space between them, so that it
can't read another query in them. A running query can't be stopped (docs/explanation/limits.md).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from time import perf_counter
from typing import Any, TypeVar

import pyoxigraph as ox

from graph.answer import About, Answer, Formats, Room, Spool, Table, Triples, Truth, Written, written
from graph.engine import Asker, Running
from graph.errors import QueryError, QuerySyntaxError, StoreError
from graph.rdf.native import from_native, triple
from graph.rdf.read import Document, Watch, read_quads
from graph.sparql import Circumstances, Limits, parse_query, parse_update
from graph.sparql.bind import bind
from graph.sparql.circumstances import based, confined
from graph.sparql.parser import spaced
from graph.store import Before, Commit, HeldGraph, unconditional
from graph.store.whole_graph import content_of, placed, state_of
from graph.terms import Iri, Quad, Resource, Term, Triple
from tests.reference.refused import refuse_reach
from tests.reference.store import Store
from tests.reference.using import using

__all__ = ["ReferenceEngine", "answer", "update"]

Done = TypeVar("Done")
_DEFAULT = Limits()
_NOTHING_GIVEN = Circumstances()


class ReferenceEngine:
    """Queries and updates on pyoxigraph's store."""

    has_snapshots = True

    def __init__(self, store: Store | None = None) -> None:
        self._store = Store() if store is None else store

    def asked_by(self, asker: Asker) -> "ReferenceEngine":
        """The same engine: it holds nobody to anything."""
        del asker
        return self

    def running(self) -> Sequence[Running]:
        """Nothing: what runs can't be told."""
        return ()

    @property
    def head(self) -> Commit:
        """The newest commit."""
        return self._store.log.head

    def commits(self) -> Sequence[Commit]:
        """All commits, oldest first."""
        return self._store.log.all()

    def answer(
        self, text: str, bindings: Mapping[str, Term], given: Circumstances, *, limits: Limits
    ) -> Answer:
        """The complete answer to a query."""
        return answer(self._store, text, bindings, given, limits=limits)

    def written(
        self,
        text: str,
        bindings: Mapping[str, Term],
        formats: Formats,
        given: Circumstances,
        *,
        limits: Limits,
    ) -> Answer | Written:
        """The same as `answer`, written from terms."""
        found = self.answer(text, bindings, given, limits=limits)
        return written(found, formats, lambda: Spool(Room(), formats.coding), lambda: None)

    def update(
        self, text: str, given: Circumstances, *, limits: Limits, before: Before = unconditional
    ) -> Commit:
        """Apply an update: all of it, or nothing."""
        before(self._state)
        return update(self._store, text, given, limits=limits)

    def put(
        self, graph: Iri | None, documents: Sequence[Document], before: Before, *, is_whole: bool
    ) -> Commit:
        """Write documents into one graph: all of them, or nothing."""
        fresh = [quad for document in documents for quad in placed(read_quads(document), graph)]
        before(self._state)
        return self._store.put(
            graph, fresh, content_of(graph, [each.digest for each in documents]), is_whole=is_whole
        )

    @contextmanager
    def graph(self, name: Iri | None) -> Iterator[HeldGraph]:
        """What one named graph holds, or for None the default graph."""
        found = [Triple(*quad[:3]) for quad in self._store.quads(name) if quad.graph == name]
        yield HeldGraph(state_of(found), iter(found))

    def _state(self, name: Resource | None) -> str:
        return state_of(Triple(*quad[:3]) for quad in self._store.quads() if quad.graph == name)

    def load(self, document: Document, graph: Iri | None, watch: Watch | None = None) -> Commit:
        """Add a document: all of it, or nothing."""
        return self._store.load(document, graph, watch)

    def replace(self, graph: Iri, triples: Iterable[Triple], note: str) -> Commit:
        """Make a named graph hold exactly these triples."""
        return self._store.replace(graph, triples, note)

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the named graphs, sorted."""
        return self._store.graphs()

    def triples_of(self, subjects: Iterable[Iri], predicates: Collection[Iri]) -> Iterator[Triple]:
        """The triples with one of these subjects and one of these predicates, whatever graph holds them."""
        return self._store.triples_of(subjects, predicates)

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """All quads, or those of one named graph."""
        return self._store.quads(graph)


def answer(
    store: Store,
    text: str,
    bindings: Mapping[str, Term],
    given: Circumstances = _NOTHING_GIVEN,
    *,
    limits: Limits = _DEFAULT,
) -> Answer:
    """The complete answer to a query.

    Args:
        store: what is asked.
        text: a SPARQL 1.1 query.
        bindings: terms that take the place of variables.
        given: what holds for it beside its text.
        limits: how much the text may hold.

    Raises:
        QuerySyntaxError: with line and column where the text breaks the grammar or exceeds a limit.
        QueryError: the query asks for what is not allowed, or can't be evaluated.
    """
    start = perf_counter()
    snapshot = store.log.head.id
    bound = bind(text, bindings) if bindings else text
    query = parse_query(bound, base=given.base, limits=limits)
    refuse_reach(query)

    def about() -> About:
        digest = sha256(bound.encode()).hexdigest()
        return About(snapshot, digest, elapsed_ms=(perf_counter() - start) * 1000)

    def evaluated() -> Answer:
        read = spaced("query", based(bound, given.base), limits=limits)
        if given.graphs:
            found = store.native.query(
                read,
                default_graph=[ox.NamedNode(each.name.value) for each in given.graphs if not each.is_named],
                named_graphs=[ox.NamedNode(each.name.value) for each in given.graphs if each.is_named],
            )
            return _collected(found, about)
        is_of_all = given.is_union and not query.dataset
        return _collected(store.native.query(read, use_default_graph_as_union=is_of_all), about)

    return _translated("query", evaluated)


def update(
    store: Store, text: str, given: Circumstances = _NOTHING_GIVEN, *, limits: Limits = _DEFAULT
) -> Commit:
    """Apply a SPARQL 1.1 update: all of it, or nothing.

    Raises:
        QuerySyntaxError, QueryError: as for a query.
    """
    refuse_reach(confined(parse_update(text, base=given.base, limits=limits), given))
    read = using(spaced("update", based(text, given.base), limits=limits), given.graphs)
    _translated("update", lambda: store.native.update(read))
    return store.committed("update", text)


def _collected(result: Any, about: Callable[[], About]) -> Answer:
    if isinstance(result, ox.QueryBoolean):
        return Truth(bool(result), about())
    if isinstance(result, ox.QueryTriples):
        return Triples(tuple(dict.fromkeys(map(triple, result))), about())
    columns = tuple(variable.value for variable in result.variables)
    rows = tuple(tuple(None if term is None else from_native(term) for term in row) for row in result)
    return Table(columns, rows, about())


def _translated(source: str, act: Callable[[], Done]) -> Done:
    try:
        return act()
    except SyntaxError as error:
        problem = f"the evaluator can't read this {source}: {str(error).rpartition('expected ')[2]}"
        raise QuerySyntaxError(source, problem, line=1, column=1) from error
    except OSError as error:
        raise StoreError(f"The store can't be read: {error}") from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"The query can't be answered: {error}") from error

"""The seam: one dataset, whatever engine is behind it; the door for everything above.

>>> from graph.dataset import Dataset
>>> from graph.rdf.formats import syntax_by_name
>>> from graph.rdf.read import document_from_text
>>> dataset = Dataset.in_memory()
>>> _ = dataset.load(document_from_text("<x:a> <x:b> 1 .", syntax_by_name("ttl")), Iri("x:g"))
>>> dataset.table("SELECT ?s { ?s <x:b> 1 }").rows
((Iri(value='x:a'),),)
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Protocol

from graph.answer import Answer, Columns, Explanation, Formats, Table, Written, columns_of
from graph.engine import (
    Asker,
    ColumnarEngine,
    Engine,
    Explaining,
    InColumns,
    OfWords,
    QueryLimits,
    Running,
    Serving,
    Tells,
)
from graph.errors import QueryError, QueryTooLarge
from graph.rdf.read import Document, Watch
from graph.sparql import Circumstances, Limits
from graph.store import Before, Commit, HeldGraph, unconditional
from graph.terms import BASE, Iri, Literal, Quad, Term, Triple

__all__ = ["INFERRED_GRAPH", "ONTOLOGY_GRAPH", "Dataset", "Readable"]

_NOTHING_GIVEN = Circumstances()

ONTOLOGY_GRAPH = Iri(f"{BASE}graph/ontology")
INFERRED_GRAPH = Iri(f"{BASE}graph/inferred")


class Readable(Protocol):
    """What can be asked in columns and for what is said of things: a dataset, or one snapshot of it."""

    def columns(
        self, text: str, bindings: Mapping[str, Term] | None = None, given: Circumstances = ...
    ) -> Columns:
        """The answer to a query in columns."""

    def triples_of(self, subjects: Iterable[Iri], predicates: Collection[Iri]) -> Iterator[Triple]:
        """The triples with one of these subjects and one of these predicates."""


class Dataset:
    """All quads and the ways to ask, add and take them out.

    Readers may run in several threads; writes are the caller's to serialise. A query's default graph is
    the union of the named graphs, or with ``is_union=False`` the default graph alone, as the W3C's tests
    assume (docs/decisions/0004-union-default-graph.md).
    """

    def __init__(self, engine: Engine, *, is_union: bool = True, limits: Limits | None = None) -> None:
        self._engine = engine
        self._is_union = is_union
        self._limits = limits or Limits()

    @classmethod
    def in_memory(cls, *, is_union: bool = True, limits: QueryLimits | None = None) -> "Dataset":
        """An empty dataset that is gone with the process.

        Args:
            is_union: see above.
            limits: what queries and updates may take.
        """
        bounds = limits or QueryLimits()
        return cls(ColumnarEngine(bounds=bounds), is_union=is_union, limits=bounds.text)

    def asked_by(self, asker: Asker) -> "Dataset":
        """The same dataset, on someone's behalf: what is written is held to what they may write."""
        return Dataset(self._engine.asked_by(asker), is_union=self._is_union, limits=self._limits)

    def serving(self, tell: Tells) -> "Dataset":
        """The same dataset, asking this where SERVICE names an address that begins with ``maillage:``.

        A service elsewhere gets such queries as they are, and has nothing that answers them.
        """
        if not isinstance(self._engine, Serving):
            return self
        return Dataset(self._engine.serving(tell), is_union=self._is_union, limits=self._limits)

    def running(self) -> Sequence[Running]:
        """The queries and updates that run or wait now, as they were asked; each can be cancelled."""
        return self._engine.running()

    def __len__(self) -> int:
        """How many quads there are, as of the newest commit."""
        return self._engine.head.quads

    @property
    def has_snapshots(self) -> bool:
        """Whether ``snapshot`` names all there is; of a service elsewhere it does not."""
        return self._engine.has_snapshots

    @property
    def snapshot(self) -> Commit:
        """The newest commit; its id names the dataset's present state."""
        return self._engine.head

    def commits(self) -> Sequence[Commit]:
        """All commits, oldest first."""
        return self._engine.commits()

    def query(
        self, text: str, bindings: Mapping[str, Term] | None = None, given: Circumstances = _NOTHING_GIVEN
    ) -> Answer:
        """The answer to a SPARQL query: complete, or cut at the limit on rows and marked so.

        Args:
            text: a SPARQL 1.1 query.
            bindings: variable name → term that takes its place.
            given: what holds for it beside its text; the default graph is a union where both the dataset
                and this say so.

        Raises:
            QuerySyntaxError: with line and column.
            QueryError: the query can't be answered.
        """
        return self._engine.answer(text, bindings or {}, self._seen(given), limits=self._limits)

    def written(
        self,
        text: str,
        formats: Formats,
        bindings: Mapping[str, Term] | None = None,
        given: Circumstances = _NOTHING_GIVEN,
    ) -> Answer | Written:
        """The same as `query`, for those who want text; of a large answer no terms are made.

        Args:
            text: a SPARQL 1.1 query.
            formats: the one for each kind of answer; where it names none, the answer comes as terms.
            bindings: variable name → term that takes its place.
            given: as for `query`.
        """
        return self._engine.written(text, bindings or {}, formats, self._seen(given), limits=self._limits)

    def columns(
        self, text: str, bindings: Mapping[str, Term] | None = None, given: Circumstances = _NOTHING_GIVEN
    ) -> Columns:
        """The answer to a SELECT, CONSTRUCT or DESCRIBE in columns: for networks of many ties.

        Raises:
            QuerySyntaxError, QueryError: as for `query`.
            NetworkError: ASK has no columns.
        """
        if isinstance(self._engine, InColumns):
            return self._engine.columns(text, bindings or {}, self._seen(given), limits=self._limits)
        return columns_of(self.query(text, bindings, given))

    def explain(
        self, text: str, bindings: Mapping[str, Term] | None = None, given: Circumstances = _NOTHING_GIVEN
    ) -> Explanation:
        """How a query is answered: its algebra, its SQL, and what each step of running it took.

        Raises:
            QuerySyntaxError, QueryError: as for `query`; and where the engine can't tell.
        """
        if not isinstance(self._engine, Explaining):
            raise QueryError("This engine can't tell how it answers. The columnar one can.")
        return self._engine.explain(text, bindings or {}, self._seen(given), limits=self._limits)

    def table(
        self, text: str, bindings: Mapping[str, Term] | None = None, given: Circumstances = _NOTHING_GIVEN
    ) -> Table:
        """The complete answer to a SELECT; arguments as for `query`.

        Raises:
            QueryError: the query is of another form.
            QueryTooLarge: the answer has more rows than the limit.
        """
        found = self.query(text, bindings, given)
        if not isinstance(found, Table):
            raise QueryError("A SELECT query is needed here: this reads rows and columns.")
        if not found.about.is_complete:
            raise QueryTooLarge(f"All rows are needed here, but {found.about.reason}. Narrow the question.")
        return found

    def strings(self, text: str, limit: int) -> tuple[Literal, ...] | None:
        """Strings of the dataset that hold every word of a text; None where no index of words is kept.

        Args:
            text: words; the beginning of one is enough, and accents and capitals do not count.
            limit: so many at most, the best first.
        """
        return self._engine.strings(text, limit) if isinstance(self._engine, OfWords) else None

    def update(
        self, text: str, given: Circumstances = _NOTHING_GIVEN, before: Before = unconditional
    ) -> Commit:
        """Apply a SPARQL update: all of it, or nothing.

        Args:
            text: a SPARQL 1.1 update.
            given: as for `query`; its graphs are those of USING and USING NAMED.
            before: told of the states of graphs just before, within the same transaction; what it raises
                leaves everything as it is.

        Raises:
            QuerySyntaxError: with line and column.
            QueryError: it can't be applied.
            NotAllowed: it would change a graph that whoever asks may not write.
        """
        return self._engine.update(text, given, limits=self._limits, before=before)

    def load(self, document: Document, graph: Iri | None, watch: Watch | None = None) -> Commit:
        """Add a document: all of it, or nothing.

        Args:
            document: what to read.
            graph: the named graph for statements that the document puts into none; None leaves them in
                the default graph.
            watch: told how many bytes have been read.

        Raises:
            RdfSyntaxError, ReadError: the document can't be read.
        """
        return self._engine.load(document, graph, watch)

    def put(
        self,
        graph: Iri | None,
        documents: Sequence[Document],
        before: Before = unconditional,
        *,
        is_whole: bool = True,
    ) -> Commit:
        """Make a graph hold what documents say, with or without what it held: all of it, or nothing.

        Args:
            graph: a named graph, or None for the default graph.
            documents: what to read; statements in other graphs are refused.
            before: as for `update`.
            is_whole: the graph is to hold nothing else afterwards; with no documents, that empties it.

        Raises:
            RdfSyntaxError, ReadError: a document can't be read, or is about other graphs.
            NotAllowed: whoever asks may not write this graph.
        """
        return self._engine.put(graph, documents, before, is_whole=is_whole)

    def graph(self, name: Iri | None) -> AbstractContextManager[HeldGraph]:
        """What one named graph holds, or for None the default graph, and what names that state.

        Both are of one snapshot, which is kept until the block ends.
        """
        return self._engine.graph(name)

    def replace(self, graph: Iri, triples: Iterable[Triple], note: str) -> Commit:
        """Make a named graph hold exactly these triples."""
        return self._engine.replace(graph, triples, note)

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the named graphs, sorted."""
        return self._engine.graphs()

    def triples_of(self, subjects: Iterable[Iri], predicates: Collection[Iri]) -> Iterator[Triple]:
        """The triples with one of these subjects and one of these predicates, whatever graph holds them.

        For names and types of many things at once; the time grows with what is said of the subjects.
        """
        return self._engine.triples_of(subjects, predicates)

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """All quads, or those of one named graph."""
        return self._engine.quads(graph)

    def _seen(self, given: Circumstances) -> Circumstances:
        return replace(given, is_union=self._is_union and given.is_union)

"""The store behind RDFLib's interface: ``rdflib.Dataset("maillage")`` reads and writes our file.

RDFLib finds it by the entry point ``rdf.plugins.store`` under the name ``maillage``. What is added and
removed becomes a commit when something is read again, or at ``commit()``; queries run on our engine. Lexical
forms come back as they were loaded.

>>> from rdflib import Literal
>>> mesh = Graph(MaillageStore(), URIRef("x:mesh"))
>>> _ = mesh.add((URIRef("x:a"), URIRef("x:b"), Literal(1)))
>>> mesh.query("ASK { ?thing <x:b> 1 }").askAnswer
True
"""

from collections.abc import Generator, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from rdflib import Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.memory import Memory
from rdflib.query import Result
from rdflib.store import NO_STORE, VALID_STORE, Store
from rdflib.term import Identifier

from graph.engine import ColumnarEngine
from graph.errors import StoreError
from graph.plugin.asking import prefixed, result, within
from graph.plugin.measuring import measuring
from graph.plugin.terms import RdflibTriple, from_rdflib, rdflib_triple, resource, statement, to_rdflib
from graph.sparql import Circumstances, Limits
from graph.store.columnar import ColumnStore
from graph.store.matching import Wanted, quads_like
from graph.terms import Iri, Quad, Resource, Triple, n3

__all__ = ["MaillageStore"]

_UNION = "__UNION__"
_MOST_PENDING = 50_000
_LIMITS = Limits()

Context = Graph | None
Pattern = tuple[Any | None, Any | None, Any | None]


class LeftToRdflib(NotImplementedError):
    """RDFLib answers by itself, triple by triple, where `query` or `update` of a store raises this."""


class MaillageStore(Store):
    """A column store as RDFLib sees it.

    Attributes:
        context_aware: True: triples are in graphs.
        graph_aware: True: graphs may be listed; one that is empty is remembered only here.
        transaction_aware: True: `commit` and `rollback` end what was begun by the first change.
    """

    context_aware = True
    formula_aware = False
    graph_aware = True
    transaction_aware = True

    def __init__(self, configuration: str | None = None, identifier: Identifier | None = None) -> None:
        self._names = Memory()
        self._empty: set[Identifier] = set()
        self._pending: list[tuple[bool, Quad]] = []
        self._use(ColumnStore())
        super().__init__(configuration, identifier)

    def _use(self, store: ColumnStore) -> None:
        self._store = store
        self._engine = measuring(ColumnarEngine(store))

    def open(self, configuration: str | tuple[str, str], create: bool = False) -> int | None:
        """Read and write the file at this path from now on; a new one is made where that is asked for."""
        path = Path(str(configuration))
        if not create and not path.exists():
            return NO_STORE
        self._store.close()
        self._use(ColumnStore(path))
        return VALID_STORE

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Let go of the file; what is pending is committed if that is asked for, else forgotten."""
        if commit_pending_transaction:
            self.commit()
        self._pending.clear()
        self._store.close()

    def destroy(self, configuration: str) -> None:
        """Delete the file."""
        self._store.close()
        Path(configuration).unlink(missing_ok=True)

    def commit(self) -> None:
        """Make one commit of what is pending."""
        if not self._pending:
            return
        pending, self._pending = self._pending, []
        content = "\n".join(f"{'+' if is_added else '-'} {_line(quad)}" for is_added, quad in pending)
        with self._store.writer("changed through RDFLib", content) as writer:
            for is_added, changes in groupby(pending, key=lambda change: change[0]):
                (writer.insert if is_added else writer.delete)(quad for _, quad in changes)

    def rollback(self) -> None:
        """Forget what is pending."""
        self._pending.clear()

    def add(self, triple: RdflibTriple, context: Graph, quoted: bool = False) -> None:
        """Add a triple to a graph."""
        if quoted:
            raise StoreError("Quoted statements are not kept; use a triple term.")
        super().add(triple, context)
        self._change(statement(triple, _name_of(context)), is_added=True)

    def addN(self, quads: Iterable[tuple[Any, Any, Any, Graph]]) -> None:
        """Add triples to their graphs."""
        for subject, predicate, object_, context in quads:
            self.add((subject, predicate, object_), context)

    def remove(self, triple: Pattern, context: Context = None) -> None:
        """Remove the triples of that pattern from a graph, or from all."""
        for quad in list(self._matching(triple, context)):
            self._change(quad, is_added=False)

    def triples(
        self, triple_pattern: Pattern, context: Context = None
    ) -> Iterator[tuple[RdflibTriple, Iterator[Graph]]]:
        """The triples of that pattern in a graph, or in any, each once with the graphs that hold it."""
        found = self._matching(triple_pattern, context)
        for triple, quads in groupby(found, key=lambda quad: Triple(*quad[:3])):
            yield rdflib_triple(triple), iter([self._graph(quad.graph) for quad in quads])

    def __len__(self, context: Context = None) -> int:
        """How many triples a graph holds, or all graphs together."""
        found = self._matching((None, None, None), context)
        return len({quad[:3] for quad in found}) if context is None else sum(1 for _ in found)

    def contexts(self, triple: RdflibTriple | None = None) -> Generator[Graph, None, None]:
        """The graphs that hold a triple, or all there are."""
        if triple is not None and triple != (None, None, None):
            yield from (self._graph(quad.graph) for quad in self._matching(triple, None))
            return
        self.commit()
        with self._store.reader() as reader:
            held = {to_rdflib(name) for name in reader.graphs()}
        yield from (Graph(self, name) for name in sorted(held | self._empty))

    def add_graph(self, graph: Graph) -> None:
        """Remember a graph that is empty yet."""
        self._empty.add(graph.identifier)

    def remove_graph(self, graph: Graph) -> None:
        """Remove a graph and what it holds."""
        self.remove((None, None, None), graph)
        self._empty.discard(graph.identifier)

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: str,
        **_: Any,
    ) -> Result:
        """The answer of our engine; ``queryGraph`` is the default graph where the text names none."""
        if not isinstance(query, str):
            raise LeftToRdflib("the query is parsed already")
        self.commit()
        text = prefixed(query, initNs)
        is_union = queryGraph == _UNION
        if not is_union and str(queryGraph) != str(DATASET_DEFAULT_GRAPH_ID):
            text = within(text, Iri(str(queryGraph)))
        bindings = {str(name).lstrip("?"): from_rdflib(term) for name, term in initBindings.items()}
        return result(self._engine.answer(text, bindings, Circumstances(is_union=is_union), limits=_LIMITS))

    def update(
        self,
        update: Any,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: str,
        **_: Any,
    ) -> None:
        """Apply an update on our engine; one with bindings, or on a graph of its own, is left to RDFLib."""
        is_whole = str(queryGraph) in (_UNION, str(DATASET_DEFAULT_GRAPH_ID))
        if not isinstance(update, str) or initBindings or not is_whole:
            raise LeftToRdflib("the update has bindings, is parsed already, or is of one graph")
        self.commit()
        self._engine.update(prefixed(update, initNs), Circumstances(), limits=_LIMITS)

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Remember a prefix, as long as the store is open."""
        self._names.bind(prefix, namespace, override)

    def namespace(self, prefix: str) -> URIRef | None:
        """The namespace of a prefix."""
        return self._names.namespace(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """The prefix of a namespace."""
        return self._names.prefix(namespace)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """All prefixes with their namespaces."""
        return self._names.namespaces()

    def _change(self, quad: Quad, *, is_added: bool) -> None:
        self._pending.append((is_added, quad))
        if len(self._pending) >= _MOST_PENDING:
            self.commit()

    def _matching(self, pattern: Pattern, context: Context) -> Iterator[Quad]:
        """The quads of a pattern, those of one triple after one another."""
        self.commit()
        subject, predicate, object_ = (None if part is None else from_rdflib(part) for part in pattern)
        wanted = Wanted(subject, predicate, object_)
        if context is not None:
            wanted = Wanted(subject, predicate, object_, _name_of(context), is_in_one_graph=True)
        with self._store.reader() as reader:
            yield from quads_like(reader, wanted)

    def _graph(self, name: Resource | None) -> Graph:
        return Graph(self, DATASET_DEFAULT_GRAPH_ID if name is None else to_rdflib(name))


def _name_of(context: Graph) -> Resource | None:
    """Our name of a graph; RDFLib's default graph is our None."""
    name = context.identifier
    return None if name == DATASET_DEFAULT_GRAPH_ID else resource(name)


def _line(quad: Quad) -> str:
    return " ".join(n3(part) for part in quad if part is not None)

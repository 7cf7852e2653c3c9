"""Quads in DuckDB, dictionary-encoded (docs/decisions/0012-columnar-store.md).

The tables are described in ``graph.store.schema``, the ids in ``graph.store.ids``.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock
from weakref import finalize

import duckdb

from graph.errors import StoreError
from graph.rdf.read import Document, Watch
from graph.store.commit_table import CommitTable
from graph.store.commits import Commit, following
from graph.store.conversion import converted
from graph.store.dictionary import TermCache
from graph.store.file import Resources, close_database, open_database, temporary_folder, translated
from graph.store.keeper import NOBODY, Keeper
from graph.store.key_index import KeyIndex
from graph.store.loading import insert_converted, insert_document, loading_folder
from graph.store.reader import Reader, Shared
from graph.store.sorting import Sorter
from graph.store.term_blocks import TermBlocks
from graph.store.threads import Threads
from graph.store.whole_graph import Before, content_of, refuse_others
from graph.store.writer import Writer
from graph.terms import BlankNode, Iri, Quad, Resource, Triple, n3

__all__ = ["ColumnStore", "Reader", "Resources", "Writer"]

_UNSOUND = (duckdb.FatalException, duckdb.InternalException)


class ColumnStore:
    """All quads of a dataset and the log of their commits.

    Many readers, each on its snapshot, beside one writer at a time. A store on disk is a file that one
    process has open once.

    Attributes:
        log: the commits so far.
    """

    def __init__(self, path: Path | None = None, resources: Resources | None = None) -> None:
        """Open the store in a file, making it where there is none; without a path, in memory.

        Raises:
            StoreError: the file is something else, is damaged, is of a newer format, or is in use.
        """
        self._path = path
        self._folder = temporary_folder(path)
        self._resources = resources or Resources()
        self._root = open_database(path, self._folder, self._resources)
        threads = Threads(self._root, self._resources.threads)
        self._shared = Shared(TermCache(), {}, threads, KeyIndex(), TermBlocks(self._root))
        # At the end of the process too: a connection that is still open then makes DuckDB complain.
        self._closing = finalize(self, _let_go, self._shared, self._root, path, self._folder)
        with translated(path):
            self.log = CommitTable(self._root)
        self._writing = Lock()
        self._sorter = Sorter(self._root, self.log, self._writing)

    def __len__(self) -> int:
        """How many quads there are, as of the newest commit."""
        return self.head.quads

    @property
    def head(self) -> Commit:
        """The newest commit; version 0 for an empty store."""
        return self.log.head

    def commits(self) -> Sequence[Commit]:
        """All commits, oldest first."""
        return self.log.all()

    def close(self) -> None:
        """Let go of the file; readers that are open end, new ones are refused."""
        self._shared.blocks.close()
        self.rest()
        self._closing()

    def rest(self) -> None:
        """Wait until nothing goes on in the background."""
        self._sorter.rest()
        self._shared.blocks.rest()

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader on the present snapshot, until the block ends."""
        with self._cursor() as cursor:
            with translated(self._path):
                head = self._begun(cursor)
            yield Reader(cursor, head, self._shared)

    @contextmanager
    def glance(self) -> Iterator[Reader | None]:
        """A reader without a transaction, for to begin one takes as long as to read a few rows.

        Each statement sees what is newest then: the snapshot of the reader's head, if that `is_settled` after
        the last of them. None while a commit is about to come, and where little is known of the head.
        """
        head = self.log.settled
        is_known = head is not None and head.version in self._shared.statistics
        with self._cursor() as cursor:
            yield Reader(cursor, head, self._shared) if head and is_known else None

    def is_settled(self, head: Commit) -> bool:
        """Whether this is the newest commit, and none is about to come."""
        return self.log.settled is head

    @contextmanager
    def writer(self, note: str, content: str) -> Iterator[Writer]:
        """A writer; the end of the block commits, an error rolls back.

        Args:
            note: what is done, for people.
            content: what is done, for the commit's id.
        """
        with self._change(note, sha256(content.encode()).hexdigest, []) as writer:
            yield writer

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the named graphs, sorted."""
        with translated(self._path), self.reader() as reader:
            return tuple(sorted(name for name in reader.graphs() if isinstance(name, Iri)))

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or of all, as of the moment when the first is asked for."""
        with translated(self._path), self.reader() as reader:
            yield from reader.quads(graph)

    def triples_of(self, subjects: Iterable[Iri], predicates: Collection[Iri]) -> Iterator[Triple]:
        """The triples with one of these subjects and predicates, in any graph, each once.

        The time grows with what is said of the subjects, not with the dataset.
        """
        with translated(self._path), self.reader() as reader:
            yield from reader.triples_of(subjects, predicates)

    def load(
        self,
        document: Document,
        graph: Iri | None,
        keeper: Keeper = NOBODY,
    ) -> Commit:
        """Add a document: all of it, or nothing where it has an error.

        Triples outside any named graph of the document go to ``graph``, or stay so where it is None.

        Raises:
            RdfSyntaxError, ReadError: the document can't be read.
            StoreError: the quads can't be written.
        """
        note, graphs = f"load {document.name}", list[str]()
        with ExitStack() as stack:
            digest, insert = self._prepared(document, stack, partial(keeper.watch, 0))
            with self._change(note, digest, graphs) as writer, self._held(writer, keeper):
                graphs += _names(insert(writer, graph), keeper.admit)
        return self.head

    def put(
        self,
        graph: Iri | None,
        documents: Sequence[Document],
        before: Before,
        *,
        is_whole: bool,
        keeper: Keeper = NOBODY,
    ) -> Commit:
        """Write documents into one graph, None for the default graph: all of them, or nothing.

        Args:
            graph: the graph.
            documents: what to read; all of it is about this graph.
            before: told of the states just before; what it raises leaves everything as it is.
            is_whole: the graph is to hold nothing else afterwards.
            keeper: who may stop it.

        Raises:
            RdfSyntaxError, ReadError: a document can't be read, or has statements in other graphs.
            StoreError: the quads can't be written.
        """
        note = "put" if is_whole else "add"
        names = [_name(graph)]
        with ExitStack() as stack:
            prepared = [
                self._prepared(document, stack, partial(keeper.watch, place))
                for place, document in enumerate(documents)
            ]
            content = partial(content_of, graph, [digest for digest, _ in prepared])
            with self._change(note, content, names) as writer, self._held(writer, keeper):
                before(writer.state)
                if is_whole:
                    writer.clear(graph)
                for _, insert in prepared:
                    refuse_others(insert(writer, graph), graph)
        return self.head

    @contextmanager
    def _held(self, writer: Writer, keeper: Keeper) -> Iterator[None]:
        with translated(self._path), keeper.hold(writer.connection):
            yield

    def _prepared(
        self, document: Document, stack: ExitStack, watch: Watch
    ) -> tuple[Callable[[], str], Callable[[Writer, Iri | None], Iterable[Resource | None]]]:
        """What gives a document's digest, and what adds it, as far as can be before the writer's turn."""
        if document.size_bytes <= self._resources.small_bytes:
            return document.digest, lambda writer, graph: insert_document(writer, document, graph, watch)
        folder = stack.enter_context(loading_folder(self._folder))
        most_bytes = self._resources.temporary_bytes
        ready = converted(document, folder, most_bytes=most_bytes, watch=watch)
        # The database leaves a processor idle now and then; those that convert do not.
        digest = stack.enter_context(ThreadPoolExecutor(1)).submit(document.digest).result
        return digest, lambda writer, graph: insert_converted(writer, ready, digest, graph)

    def replace(self, graph: Iri, triples: Iterable[Triple], note: str) -> Commit:
        """Make a named graph hold exactly these triples; the old ones are dropped."""
        fresh = sorted(set(triples), key=lambda each: tuple(map(n3, each)))
        content = sha256("\n".join(" ".join(map(n3, each)) for each in fresh).encode()).hexdigest
        with self._change(note, content, [graph.value]) as writer, translated(self._path):
            writer.replace(graph, [Quad(*each, graph) for each in fresh])
        return self.head

    @contextmanager
    def _change(self, note: str, content: Callable[[], str], graphs: list[str]) -> Iterator[Writer]:
        with self._writing, self._sound(), self._cursor() as cursor:
            with translated(self._path):
                cursor.execute("BEGIN")
                writer = Writer(cursor, self.head, self._shared, self.log.place)
            yield writer
            quads = writer.statistics.total.quads
            commit = following(self.head, note, content=content(), graphs=graphs, quads=quads)
            with translated(self._path):
                writer.finish(commit)
                self.log.announce(commit)
                cursor.execute("COMMIT")
            self.log.settle(commit, writer.place)
            self._shared.statistics.clear()
            self._shared.statistics[commit.version] = writer.statistics
            writer.settle()
            self._sorter.sort_if_due()

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Close the store where DuckDB fails in a change in a way after which it vouches for nothing."""
        try:
            yield
        except (duckdb.Error, StoreError) as error:
            if isinstance(error.__cause__ or error, _UNSOUND):
                # Without rest: what would sort waits for this writer.
                self._closing()
            raise

    def _begun(self, cursor: duckdb.DuckDBPyConnection) -> Commit:
        """Begin a transaction, which takes its snapshot at once; gives the newest commit that it sees."""
        before = self.log.settled
        cursor.execute("BEGIN")
        if before is not None and self.log.settled is before:
            return before
        # A commit came meanwhile, or was about to.
        [(version,)] = cursor.execute("SELECT max(version) FROM commit_log").fetchall()
        return self.log.at(version or 0)

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if not self._closing.alive:
            raise StoreError(f"{self._path or 'The store in memory'}: the store is closed.")
        with self._root.cursor() as cursor:
            yield cursor


def _let_go(shared: Shared, root: duckdb.DuckDBPyConnection, path: Path | None, folder: Path) -> None:
    """Close what nothing works on any more."""
    shared.blocks.close()
    close_database(root, path, folder)


def _names(graphs: Iterable[Resource | None], admit: Callable[[Resource | None], None]) -> list[str]:
    written = tuple(graphs)
    for graph in written:
        admit(graph)
    return sorted(map(_name, written))


def _name(graph: Resource | None) -> str:
    """How a commit calls a graph it wrote."""
    if graph is None:
        return "DEFAULT"
    return f"_:{graph.value}" if isinstance(graph, BlankNode) else graph.value

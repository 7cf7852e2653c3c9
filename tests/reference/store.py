"""Where quads live: in memory, or in a folder on disk.

This implementation keeps them in pyoxigraph. Only the engine that evaluates on it may look inside
(`native`); everything above goes through `graph.dataset`.
"""

from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from graph.errors import StoreError
from graph.rdf.native import native_quad, quad, triple
from graph.rdf.read import Document, Watch, native_quads
from graph.store.commits import Commit, CommitLog
from graph.terms import Iri, Quad, Triple, n3

__all__ = ["Store"]

_FORMAT = "maillage-store-1\n"


class Store:
    """All quads of a dataset and the log of their commits.

    A store on disk is a folder that one process has open at a time.

    Attributes:
        native: pyoxigraph's store; for the engine alone.
        log: the commits so far.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open the store in a folder, making it where there is none; without a path, in memory.

        Raises:
            StoreError: the folder is something else, is damaged, is of a newer format, or is in use.
        """
        if path is not None:
            _prepare(path)
        try:
            # One process tells its open stores apart by their paths as written: one store, one path.
            self.native = ox.Store(str(path.resolve() / "quads") if path else None)
        except (OSError, RuntimeError) as error:
            raise StoreError(_why_not_open(path, error)) from error
        self.log = CommitLog(path / "commits.jsonl" if path else None)
        self._is_on_disk = path is not None

    def __len__(self) -> int:
        """How many quads there are; counts them, so the time grows with their number."""
        return len(self.native)

    def graphs(self) -> tuple[Iri, ...]:
        """The names of the named graphs, sorted."""
        names = (Iri(name.value) for name in self.native.named_graphs() if isinstance(name, ox.NamedNode))
        return tuple(sorted(names))

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or of all."""
        wanted = ox.NamedNode(graph.value) if graph else None
        return map(quad, self.native.quads_for_pattern(None, None, None, wanted))

    def triples_of(self, subjects: Iterable[Iri], predicates: Collection[Iri]) -> Iterator[Triple]:
        """The triples with one of these subjects and predicates, in any graph, each once a subject.

        Looks each subject up in the index: the time grows with what is said of them, not with the dataset.
        """
        wanted = {iri.value for iri in predicates}
        for subject in subjects:
            found = self.native.quads_for_pattern(ox.NamedNode(subject.value), None, None)
            yield from {triple(each.triple): None for each in found if each.predicate.value in wanted}

    def load(self, document: Document, graph: Iri | None, watch: Watch | None = None) -> Commit:
        """Add a document: all of it, or nothing where it has an error.

        Triples outside any named graph of the document go to ``graph``, or stay so where it is None.

        Raises:
            RdfSyntaxError, ReadError: the document can't be read.
            StoreError: the quads can't be written.
        """
        graphs: set[str] = set()
        self._write(_into(native_quads(document, watch), graph, graphs))
        return self._commit(f"load {document.name}", document.digest(), sorted(graphs))

    def replace(self, graph: Iri, triples: Iterable[Triple], note: str) -> Commit:
        """Make a named graph hold exactly these triples; the old ones are dropped."""
        name = ox.NamedNode(graph.value)
        fresh = sorted(set(triples), key=lambda each: tuple(map(n3, each)))
        self.native.remove_graph(name)
        self._write(native_quad(Quad(*each, graph)) for each in fresh)
        content = sha256("\n".join(" ".join(map(n3, each)) for each in fresh).encode()).hexdigest()
        return self._commit(note, content, [graph.value])

    def put(self, graph: Iri | None, quads: Iterable[Quad], content: str, *, is_whole: bool) -> Commit:
        """Write quads into one graph, with or without what it held."""
        if is_whole and graph:
            self.native.remove_graph(ox.NamedNode(graph.value))
        elif is_whole:
            self.native.clear_graph(ox.DefaultGraph())
        self._write(map(native_quad, quads))
        return self._commit("put", content, [graph.value if graph else "DEFAULT"])

    def committed(self, note: str, content: str) -> Commit:
        """Note a change that the engine made to `native` itself."""
        return self._commit(note, sha256(content.encode()).hexdigest(), [])

    def _write(self, quads: Iterator[ox.Quad]) -> None:
        try:
            if self._is_on_disk:
                self.native.bulk_extend(quads)
            else:
                self.native.extend(quads)
        except OSError as error:
            raise StoreError(f"The store can't be written: {error}") from error

    def _commit(self, note: str, content: str, graphs: list[str]) -> Commit:
        return self.log.append(note, content=content, graphs=graphs, quads=len(self.native))


def _into(quads: Iterable[ox.Quad], graph: Iri | None, graphs: set[str]) -> Iterator[ox.Quad]:
    name = ox.NamedNode(graph.value) if graph else ox.DefaultGraph()
    for each in quads:
        held = each.graph_name
        placed = _moved(each, name) if isinstance(held, ox.DefaultGraph) else each
        graphs.add(str(placed.graph_name).strip("<>"))
        yield placed


def _moved(quad_: ox.Quad, name: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(quad_.subject, quad_.predicate, quad_.object, name)


def _prepare(path: Path) -> None:
    mark = path / "format"
    try:
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path}: a store is a folder, and this is a file.")
        if mark.exists():
            if mark.read_text("utf-8") != _FORMAT:
                raise StoreError(
                    f"{path}: the store is of another format than this version reads ({_FORMAT.strip()})."
                )
            return
        if path.exists() and any(path.iterdir()):
            raise StoreError(f"{path}: the folder holds other files and is not a store; name a new folder.")
        path.mkdir(parents=True, exist_ok=True)
        mark.write_text(_FORMAT, "utf-8")
    except OSError as error:
        raise StoreError(f"{path}: can't be used as a store: {error.strerror or error}.") from error


def _why_not_open(path: Path | None, error: Exception) -> str:
    if "lock" in str(error).lower():
        return f"{path}: the store is in use by another process; stop that one, or ask it over HTTP."
    return f"{path}: the store can't be opened: {error}"

"""Documents into a store: small ones in this process, large ones by way of children."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pyoxigraph as ox

from graph.errors import StoreError
from graph.rdf.blank import name_head, renamed
from graph.rdf.native import quad
from graph.rdf.read import Document, Watch, read_quads
from graph.store.conversion import Converted
from graph.store.file import clear_left_folders
from graph.store.writer import Writer
from graph.terms import Iri, Quad, Resource

__all__ = ["insert_converted", "insert_document", "loading_folder"]


def insert_document(
    writer: Writer, document: Document, graph: Iri | None, watch: Watch | None
) -> set[Resource | None]:
    """Add a document; gives the graphs that it wrote.

    Args:
        writer: where to.
        document: what to read.
        graph: where statements go that are in no graph.
        watch: told how many bytes have been read.
    """
    names: set[Resource | None] = set()
    writer.insert(_into(read_quads(document, watch), graph, names))
    return names


def insert_converted(
    writer: Writer, document: Converted, digest: Callable[[], str], graph: Iri | None
) -> set[Resource | None]:
    """Add a document that was converted; else as `insert_document`.

    Args:
        writer: where to.
        document: what to add.
        digest: gives that of the document, by which its blank nodes are named.
        graph: where statements go that are in no graph.
    """
    head = name_head(digest()) if document.labels else ""
    names = set(writer.insert_converted(document, head, graph))
    form = ox.RdfFormat.N_QUADS if document.has_graphs else ox.RdfFormat.N_TRIPLES
    for each in document.slices:
        if each.odd.stat().st_size:
            found = renamed(ox.parse(path=each.odd, format=form), digest(), document.labels)
            writer.insert(_into(map(quad, found), graph, names))
    return names


@contextmanager
def loading_folder(folder: Path) -> Iterator[Path]:
    """A new folder within a store's temporary folder, gone after the block."""
    clear_left_folders()
    try:
        folder.mkdir(exist_ok=True)
        made = Path(mkdtemp(prefix="load-", dir=folder))
    except OSError as error:
        raise StoreError(f"{folder}: there is no place for what is loaded: {error.strerror}.") from error
    try:
        yield made
    finally:
        rmtree(made, ignore_errors=True)


def _into(quads: Iterable[Quad], graph: Iri | None, names: set[Resource | None]) -> Iterator[Quad]:
    for each in quads:
        placed = each if each.graph or not graph else each._replace(graph=graph)
        names.add(placed.graph)
        yield placed

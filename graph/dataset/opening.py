"""Opening the dataset that settings name: a store in a file, a service elsewhere, or the bundled graph."""

import re
from pathlib import Path
from unicodedata import normalize

from graph.dataset.seam import ONTOLOGY_GRAPH, Dataset
from graph.engine import (
    NOWHERE,
    AllowList,
    ColumnarEngine,
    Elsewhere,
    Endpoint,
    QueryLimits,
    RemoteEngine,
    resources,
)
from graph.errors import StoreError
from graph.rdf.read import Document, document_from_file
from graph.resources import data_files, ontology_files
from graph.settings import Settings
from graph.sparql import Limits
from graph.store import ColumnStore, is_store
from graph.terms import BASE, Iri

__all__ = [
    "elsewhere_of",
    "graph_for",
    "limits_of",
    "open_bundled",
    "open_dataset",
    "open_store",
]


def graph_for(path: Path) -> Iri:
    """The named graph that a file of triples goes to where nothing else is said.

    >>> graph_for(Path("/tmp/My dump.ttl.gz")).value
    'https://w3id.org/maillage/graph/my-dump'
    """
    plain = normalize("NFKD", path.name.split(".")[0]).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return Iri(f"{BASE}graph/{stem or 'file'}")


def limits_of(settings: Settings) -> QueryLimits:
    """What queries and updates may take, as the operator chose."""
    return QueryLimits(
        text=Limits(bytes=settings.query_bytes_limit, depth=settings.query_depth_limit),
        time_s=settings.query_timeout_s,
        rows=settings.row_limit,
        string_length=settings.string_length_limit,
        at_once=settings.concurrent_queries,
        waiting=settings.waiting_queries,
        threads=settings.query_threads,
        memory_mb=settings.query_memory_mb,
        temp_mb=settings.query_temp_mb,
        answer_memory_mb=settings.answer_memory_mb,
        answer_disk_mb=settings.answer_disk_mb,
    )


def elsewhere_of(settings: Settings) -> Elsewhere:
    """Which other servers queries and updates may reach, as the operator chose.

    Raises:
        SettingsError: a list holds what is neither an address nor a range of addresses.
    """
    return Elsewhere(AllowList.of(settings.service_allow), AllowList.of(settings.load_allow))


def open_dataset(settings: Settings, *, is_expected: bool = True) -> Dataset:
    """The dataset that the settings name: a store in a file, a service elsewhere, or the bundled graph.

    Args:
        settings: ``store_path`` is a file, the address of a SPARQL service, or empty.
        is_expected: refuse to make a new store, so that a mistyped path is not answered by an empty one.

    Raises:
        StoreError: the file can't be used.
        QueryError: the service can't be asked.
    """
    limits, elsewhere = limits_of(settings), elsewhere_of(settings)
    if not settings.store_path:
        return open_bundled(limits=limits, elsewhere=elsewhere)
    if settings.store_path.startswith(("http://", "https://")):
        return _open_service(settings, limits)
    return open_store(Path(settings.store_path), is_expected=is_expected, limits=limits, elsewhere=elsewhere)


def open_store(
    path: Path,
    *,
    is_expected: bool = False,
    limits: QueryLimits | None = None,
    elsewhere: Elsewhere = NOWHERE,
) -> Dataset:
    """The dataset in a file; a new one starts with the ontology, so that its terms have labels.

    Args:
        path: the file.
        is_expected: refuse to make a new store.
        limits: what queries and updates may take.
        elsewhere: which other servers they may reach.

    Raises:
        StoreError: the file can't be used.
    """
    if is_expected and not is_store(path):
        raise StoreError(f"{path}: there is no store here. maillage load FILE --store {path} makes one.")
    bounds = limits or QueryLimits()
    store = ColumnStore(path, resources(bounds))
    dataset = Dataset(ColumnarEngine(store, bounds, elsewhere), limits=bounds.text)
    if not dataset.commits():
        _load_ontology(dataset)
    return dataset


def open_bundled(*, limits: QueryLimits | None = None, elsewhere: Elsewhere = NOWHERE) -> Dataset:
    """The graphs that come with the package, in memory: ontology and data, without what is inferred."""
    bounds = limits or QueryLimits()
    engine = ColumnarEngine(bounds=bounds, elsewhere=elsewhere)
    dataset = Dataset(engine, limits=bounds.text)
    _load_ontology(dataset)
    for path in data_files():
        dataset.load(_portable(path), graph_for(path))
    return dataset


def _open_service(settings: Settings, limits: QueryLimits) -> Dataset:
    """The dataset of a SPARQL service; the operator named it, so it may be on any network."""

    def endpoint(url: str) -> Endpoint:
        return Endpoint(url, AllowList.of(f"{url} 0.0.0.0/0 ::/0"), timeout_s=limits.time_s)

    updates = settings.store_update_address
    engine = RemoteEngine(endpoint(settings.store_path), endpoint(updates) if updates else None, limits)
    return Dataset(engine, limits=limits.text)


def _load_ontology(dataset: Dataset) -> None:
    for path in ontology_files():
        dataset.load(_portable(path), ONTOLOGY_GRAPH)


def _portable(path: Path) -> Document:
    """The document under its bare name, so that no path of this machine gets into a commit."""
    document = document_from_file(path)
    return Document(path.name, document.syntax, path=path, base_iri=BASE)

"""``maillage load``: files into a store, all of a file or nothing of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from graph.catalog import Catalog, read_catalog
from graph.cli.options import settings_with, store_option, teaches, told, written_dataset
from graph.dataset import Dataset, graph_for
from graph.errors import InvalidData, ParameterError
from graph.knowledge import infer
from graph.knowledge.report import Report
from graph.knowledge.validate import validate
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import Document, Watch, document_from_file, read_quads
from graph.resources import queries_folder
from graph.settings import Settings
from graph.terms import Iri, expand, is_iri, shorten

__all__ = ["load"]

# A triple of Turtle takes some 40 bytes, so that a file of this size is surely over the limit.
_LEAST_BYTES_A_TRIPLE = 10
_PROGRESS_BYTES = 2_000_000


@click.command(
    epilog=teaches(
        "maillage load dump.ttl --store ecosystem.db",
        "maillage load rounds.nq.gz deals.ttl --store ecosystem.db",
        "maillage load deals.ttl --graph https://example.org/graph/deals-2024 --strict --store ecosystem.db",
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--graph", "name", metavar="IRI", help="Named graph for triples that are in none; else after the file."
)
@click.option(
    "--syntax", metavar="NAME", help="What the files are written in, where the ending does not tell."
)
@click.option("--strict", "is_strict", is_flag=True, help="Refuse data that breaks a shape or a check.")
@click.option("--no-infer", is_flag=True, help="Do not run the derivation rules afterwards.")
@store_option
@told
def load(  # noqa: PLR0913 - one argument an option
    files: tuple[Path, ...],
    *,
    name: str | None,
    syntax: str | None,
    is_strict: bool,
    no_infer: bool,
    store: str | None,
) -> None:
    """Load RDF files into a store: Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD, also gzipped.

    All of a file is loaded or, where it has an error, nothing of it. Files before it stay loaded.
    """
    settings = settings_with(store)
    kind = syntax_by_name(syntax) if syntax else None
    documents = [document_from_file(path, syntax=kind) for path in files]
    dataset = written_dataset(settings)
    catalog = read_catalog(queries_folder())
    for path, document in zip(files, documents, strict=True):
        graph = _graph(name) if name else graph_for(path)
        report = _validated(dataset, document, catalog, settings, is_strict=is_strict)
        _load(dataset, document, graph)
        click.echo(_verdict(report, settings))
    if not no_infer:
        inferred = infer.run(dataset)
        click.echo(f"{inferred.triples} triples inferred; snapshot {inferred.commit.id}")


def _load(dataset: Dataset, document: Document, graph: Iri) -> None:
    with _progress(document) as watch:
        commit = dataset.load(document, graph, watch)
    names = ", ".join(shorten(each) for each in commit.graphs) or "no graph"
    click.echo(f"{document.name}: {commit.added} new statements in {names}; snapshot {commit.id}")


def _validated(
    dataset: Dataset, document: Document, catalog: Catalog, settings: Settings, *, is_strict: bool
) -> Report | None:
    most = settings.validation_triple_limit
    if not is_strict and document.size_bytes > most * _LEAST_BYTES_A_TRIPLE:
        return None
    quads = tuple(read_quads(document))
    if not is_strict and len(quads) > most:
        return None
    report = validate(dataset, quads, checks=catalog.checks())
    if is_strict and not report.conforms:
        raise InvalidData(f"{document.name}: refused by --strict; nothing of it was loaded.", str(report))
    return report


def _verdict(report: Report | None, settings: Settings) -> str:
    if report is None:
        return (
            f"not validated: more than {settings.validation_triple_limit} triples "
            "(validation_triple_limit); run maillage validate, or load with --strict"
        )
    return str(report) if report.findings else f"valid: {report.summary}"


@contextmanager
def _progress(document: Document) -> Iterator[Watch | None]:
    if document.size_bytes < _PROGRESS_BYTES:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(document.name, total=document.size_bytes)
        yield lambda read_bytes: bar.update(task, completed=read_bytes)


def _graph(name: str) -> Iri:
    full = expand(name)
    if not is_iri(full):
        raise ParameterError(f"--graph takes an IRI such as https://example.org/graph/deals, not {name!r}.")
    return Iri(full)

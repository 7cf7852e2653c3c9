"""``maillage load``: files into a store, all of a file or nothing of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from graph.catalog import read_catalog
from graph.cli.options import chosen_settings, graph_option, store_option
from graph.cli.refusal import plainly
from graph.cli.tables import counted, note, told
from graph.cli.text import printable
from graph.dataset import INFERRED_GRAPH, Dataset, graph_for, open_dataset
from graph.errors import InvalidData, ReadError, StoreError
from graph.knowledge import infer as inference
from graph.knowledge.report import Report
from graph.rdf.formats import SYNTAXES, syntax_by_name
from graph.rdf.read import Document, Watch, document_from_file, holds_more, read_quads
from graph.resources import queries_folder
from graph.store import Commit
from graph.terms import Iri, shorten

__all__ = ["load"]

# What takes longer than a second to load is larger than this, compressed or not.
_SHOWN_FROM_BYTES = 1_000_000
_REPORT_LINES = 60
_HELP = """Load RDF files into a store; the store is made where there is none.

A file is loaded wholly, or, where it has an error, not at all. Triples go to the named graph of --graph,
or else to one named after the file; quads stay in the graphs that the file names. What a file describes is
held against the shapes; then the rules derive anew what follows from stated situations.

\b
Examples:
  maillage load dump.ttl --store my.db
  maillage load *.nt.gz --store my.db --graph https://example.org/graph/2026
  maillage load export.txt --store my.db --syntax nt --strict
"""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a file must pass: refused where it violates a shape; validated up to so many triples."""

    is_strict: bool
    triple_limit: int


@click.command(help=_HELP, short_help="Load RDF files into a store.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@graph_option("Named graph for triples that the file puts into none.")
@click.option(
    "--syntax", type=click.Choice([each.name for each in SYNTAXES]), help="What the files are written in."
)
@click.option("--strict", is_flag=True, help="Refuse a file that violates a shape or check.")
@click.option("--no-infer", is_flag=True, help="Leave what was inferred as it is.")
@plainly
def load(  # noqa: PLR0913 - one argument an option
    files: tuple[Path, ...],
    store: str | None,
    graph_name: Iri | None,
    syntax: str | None,
    *,
    strict: bool,
    no_infer: bool,
) -> None:
    """Load each file in turn and say what became of it."""
    settings = chosen_settings(store)
    if not settings.store_path:
        raise StoreError(
            "Which store? Name its file, which is made where there is none: "
            f"maillage load {files[0]} --store my.db (or set MAILLAGE_STORE_PATH)."
        )
    chosen = syntax_by_name(syntax) if syntax else None
    documents = [(document_from_file(path, syntax=chosen), graph_name or graph_for(path)) for path in files]
    dataset = open_dataset(settings, is_expected=False)
    rules = _Rules(strict, settings.validation_triple_limit)
    for document, graph in documents:
        _say_loaded(document, _loaded(dataset, document, graph, rules))
    if not no_infer:
        inferred = inference.run(dataset)
        held = shorten(INFERRED_GRAPH.value)
        told(f"{held}: {counted(inferred.triples, 'triple')} inferred; snapshot {inferred.commit.id}")


def _loaded(dataset: Dataset, document: Document, graph: Iri, rules: _Rules) -> Commit:
    report = _validated(dataset, document, rules)
    if report and rules.is_strict and not report.conforms:
        message = f"{document.name}: refused, for it violates shapes or checks; nothing of it was loaded."
        raise InvalidData(message, _shortened(report, document))
    with _progress(document) as watch:
        commit = dataset.load(document, graph, watch)
    if report and report.findings:
        note(f"{document.name}: loaded, but look at this:\n{_shortened(report, document)}")
    return commit


def _shortened(report: Report, document: Document) -> str:
    lines = str(report).split("\n")
    if len(lines) <= _REPORT_LINES:
        return str(report)
    rest = f"… and more: maillage validate {document.name} tells all."
    return "\n".join([*lines[:_REPORT_LINES], "", rest])


def _validated(dataset: Dataset, document: Document, rules: _Rules) -> Report | None:
    """The report on a file; None, and a note, where file and store are too large to be validated unasked.

    What the file points to is looked at as well, and may lead through much of the store.
    """
    if not rules.is_strict and holds_more(document, max(rules.triple_limit - len(dataset), 0)):
        note(
            f"{document.name}: not validated, for with the store it holds more than "
            f"{counted(rules.triple_limit, 'triple')} (validation_triple_limit). "
            "Ask for it with --strict or maillage validate."
        )
        return None
    candidate = list(read_quads(document))
    if not candidate:
        raise ReadError(f"{document.name}: the document holds no statement; nothing was loaded.")
    checks = read_catalog(queries_folder()).checks()
    with Console(stderr=True).status(Text(printable(f"{document.name}: validating"))):
        # Large files are loaded without it, and it takes a tenth of a second to read.
        report: Report = import_module("graph.knowledge.validate").validate(dataset, candidate, checks=checks)
    return report


@contextmanager
def _progress(document: Document) -> Iterator[Watch | None]:
    """A bar that tells how many bytes of the file have been read, where there is time to see one."""
    console = Console(stderr=True)
    if document.size_bytes < _SHOWN_FROM_BYTES or not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(printable(document.name), total=document.size_bytes)
        yield lambda read_bytes: progress.update(task, completed=read_bytes)


def _say_loaded(document: Document, commit: Commit) -> None:
    graphs = ", ".join(shorten(name) for name in commit.graphs)
    told(f"{document.name}: {counted(commit.added, 'triple')} added, in {graphs}; snapshot {commit.id}")

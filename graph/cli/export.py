"""``maillage export``: the quads of a dataset as a file."""

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

import click

from graph.cli.options import asked_dataset, settings_with, store_option, teaches, told
from graph.dataset import Dataset
from graph.errors import UnknownName
from graph.rdf.formats import SYNTAXES, Syntax, syntax_by_name
from graph.rdf.write import write_quads
from graph.terms import Iri, Quad, expand, n3, shorten

__all__ = ["export"]

_LINES = frozenset({"nt", "nq"})
_BATCH = 10_000


@click.command(
    epilog=teaches(
        "maillage export --format trig --output all.trig",
        "maillage export --graph g:article --format ttl",
        "maillage export --store ecosystem.db --format nq | gzip > ecosystem.nq.gz",
    )
)
@click.option("--graph", "name", metavar="IRI", help="Only this named graph, such as g:article.")
@click.option("--format", "form", default="trig", show_default=True, help=", ".join(s.name for s in SYNTAXES))
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file.")
@store_option
@told
def export(*, name: str | None, form: str, output: Path | None, store: str | None) -> None:
    """Write the quads of the dataset, or the triples of one named graph.

    N-Triples and N-Quads are written as a stream, in the store's order. The other formats are sorted, so
    that two exports of the same data are the same file, and take memory in proportion to the data. A format
    without named graphs drops their names.
    """
    syntax = syntax_by_name(form)
    dataset = asked_dataset(settings_with(store))
    graph = _named(dataset, name) if name else None
    if output is None:
        _write(dataset.quads(graph), syntax, sys.stdout.buffer)
        return
    with output.open("wb") as file:
        _write(dataset.quads(graph), syntax, file)
    click.echo(f"{output}: {output.stat().st_size} bytes written, snapshot {dataset.snapshot.id}", err=True)


def _write(quads: Iterator[Quad], syntax: Syntax, file: IO[bytes]) -> None:
    if syntax.name not in _LINES:
        file.write(write_quads(sorted(quads, key=_order), syntax))
        return
    while batch := list(islice(quads, _BATCH)):
        file.write(write_quads(batch, syntax))


def _order(quad: Quad) -> tuple[str, ...]:
    return (n3(quad.graph) if quad.graph else "", *map(n3, quad[:3]))


def _named(dataset: Dataset, name: str) -> Iri:
    graph = Iri(expand(name))
    if graph not in dataset.graphs():
        raise UnknownName("named graph", name, (shorten(each.value) for each in dataset.graphs()))
    return graph

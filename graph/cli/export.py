"""``maillage export``: the graph, or one named graph, as a file.

Up to `_SORTED_QUADS` quads are written sorted, so that two exports of the same data are the same file; more
stream out in the order of the store, in flat memory.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from graph.cli.options import (
    asked_dataset,
    chosen_settings,
    graph_option,
    output_option,
    store_option,
    written,
)
from graph.cli.refusal import plainly
from graph.cli.tables import note
from graph.dataset import Dataset
from graph.errors import UnknownName
from graph.rdf.formats import SYNTAXES, Syntax, syntax_by_name, syntax_of_file
from graph.rdf.write import stream_quads, write_quads
from graph.terms import Iri, Quad, n3, shorten

__all__ = ["export"]

_SORTED_QUADS = 500_000
_HELP = """Write the graph, or one named graph, as RDF.

The format is that of --format, else that of the ending of --output, else TriG. Up to 500,000 triples are
written in a fixed order; more are streamed in the order of the store.

\b
Examples:
  maillage export --output everything.trig
  maillage export --graph g:article --format ttl
  maillage export --store my.db --format nq | gzip > my.nq.gz
"""


@click.command(help=_HELP, short_help="Write the graph as RDF.")
@graph_option("Only this named graph.")
@click.option("--format", "format_name", type=click.Choice([each.name for each in SYNTAXES]), help="Syntax.")
@output_option
@store_option
@plainly
def export(graph_name: Iri | None, format_name: str | None, output: Path | None, store: str | None) -> None:
    """Write quads to a file or to standard output."""
    dataset = asked_dataset(chosen_settings(store))
    if graph_name and graph_name not in dataset.graphs():
        raise UnknownName("named graph", shorten(graph_name.value), _names(dataset))
    syntax = _syntax(format_name, output)
    if graph_name is None and not syntax.has_graphs and len(dataset.graphs()) > 1:
        note(f"{syntax.label} has no named graphs: which triple is from which is lost. TriG keeps it.")
    if len(dataset) > _SORTED_QUADS:
        with written(output) as stream:
            stream_quads(dataset.quads(graph_name), syntax, stream)
    else:
        body = write_quads(sorted(dataset.quads(graph_name), key=_place), syntax)
        with written(output) as stream:
            stream.write(body)


def _names(dataset: Dataset) -> Iterator[str]:
    return (shorten(name.value) for name in dataset.graphs())


def _syntax(name: str | None, output: Path | None) -> Syntax:
    guessed = syntax_of_file(output) if output else None
    return syntax_by_name(name) if name else guessed or syntax_by_name("trig")


def _place(quad: Quad) -> tuple[str, ...]:
    return (n3(quad.graph) if quad.graph else "", *map(n3, quad[:3]))

"""``maillage validate``: hold data against the shapes and checks."""

from itertools import chain
from pathlib import Path

import click
from rich.console import Console

from graph.catalog import read_catalog
from graph.cli.options import asked_dataset, chosen_settings, store_option
from graph.cli.refusal import plainly
from graph.cli.tables import told
from graph.knowledge.validate import validate as validated
from graph.rdf.formats import SYNTAXES, syntax_by_name
from graph.rdf.read import document_from_file, read_quads
from graph.resources import queries_folder

__all__ = ["validate"]

_HELP = """Report what breaks the shapes (SHACL) and the checks in queries/checks/, in words.

With files: what is wrong with what they describe, were they loaded. Without: the whole graph.
Nothing is written. The exit code is 1 where there is a violation; warnings are advice.

\b
Examples:
  maillage validate
  maillage validate dump.ttl
  maillage validate --store my.db
"""


@click.command(help=_HELP, short_help="Hold data against shapes and checks.")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--syntax", type=click.Choice([each.name for each in SYNTAXES]), help="What the files are in.")
@store_option
@click.pass_context
@plainly
def validate(context: click.Context, files: tuple[Path, ...], syntax: str | None, store: str | None) -> None:
    """Print the report; exit with 1 where data violates a shape or check."""
    chosen = syntax_by_name(syntax) if syntax else None
    documents = [document_from_file(path, syntax=chosen) for path in files]
    candidate = chain.from_iterable(map(read_quads, documents)) if documents else None
    dataset = asked_dataset(chosen_settings(store))
    checks = read_catalog(queries_folder()).checks()
    with Console(stderr=True).status("validating"):
        report = validated(dataset, candidate, checks=checks)
    told(str(report))
    context.exit(0 if report.conforms else 1)

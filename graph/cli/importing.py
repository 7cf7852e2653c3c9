"""``maillage import``: an open data file of others, written as RDF in the terms of the ontology."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import click

from graph.cli.options import output_option, written
from graph.cli.refusal import plainly
from graph.cli.tables import note
from graph.errors import ParameterError, ReadError
from graph.knowledge.imports import cables, french_tech, ilab
from graph.rdf.formats import syntax_by_name, syntax_of_file
from graph.rdf.write import write_quads
from graph.terms import Quad

__all__ = ["import_"]

_HELP = """Read an open data file of others and write it as RDF, to be loaded.

\b
KIND is one of
  ilab         the winners of the i-Lab contest (CSV of the French ministry for research)
  french-tech  the French Tech 120 of one year (CSV); --year says which
  cables       TeleGeography's map of submarine cables (tar archive); --at says of which day

\b
Examples:
  maillage import ilab fr-esr-laureats-concours.csv --output ilab.trig
  maillage import french-tech 2024.csv --year 2024 --output ft120-2024.trig
  maillage load ilab.trig --store my.db
"""

Import = Callable[[bytes, str, str], tuple[list[Quad], str]]


def _of_a_day(data: bytes, year: str, at: str) -> tuple[list[Quad], str]:
    del year
    try:
        return cables(data, date.fromisoformat(at))
    except ValueError as error:
        raise ParameterError(f"Cables need the day of the archive: --at 2019-06-14, not {at!r}.") from error


_KINDS: Mapping[str, Import] = MappingProxyType(
    {
        "ilab": lambda data, _year, _at: ilab(data),
        "french-tech": lambda data, year, _at: french_tech(data, year),
        "cables": _of_a_day,
    }
)


@click.command("import", help=_HELP, short_help="Write a data file of others as RDF.")
@click.argument("kind", type=click.Choice(tuple(_KINDS)))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--year", default="", help="For french-tech: the year of the cohort.")
@click.option("--at", default="", metavar="DAY", help="For cables: the day of the archive.")
@output_option
@plainly
def import_(kind: str, file: Path, year: str, at: str, output: Path | None) -> None:
    """Write the statements of one file; TriG unless the ending of the output says more."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ReadError(f"{file}: can't be read: {error.strerror}.") from error
    quads, words = _KINDS[kind](data, year, at)
    syntax = (syntax_of_file(output) if output else None) or syntax_by_name("trig")
    body = write_quads(sorted(quads, key=lambda quad: tuple(map(str, (quad.graph, *quad[:3])))), syntax)
    with written(output) as stream:
        stream.write(body)
    note(f"{words} {len(quads):,} statements written.")

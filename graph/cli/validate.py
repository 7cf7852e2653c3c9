"""``maillage validate``: does data hold what shapes and checks ask of it?"""

from itertools import chain
from pathlib import Path

import click

from graph.catalog import read_catalog
from graph.cli.options import asked_dataset, settings_with, store_option, teaches, told
from graph.knowledge.validate import validate as validation
from graph.rdf.read import document_from_file, read_quads
from graph.resources import queries_folder

__all__ = ["validate"]


@click.command(
    epilog=teaches(
        "maillage validate", "maillage validate dump.ttl", "maillage validate --store ecosystem.db"
    )
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@store_option
@told
def validate(files: tuple[Path, ...], *, store: str | None) -> None:
    """Validate a store, or files as if they were loaded into it.

    Reports node, property and rule in words; exits with 1 where there is a violation. Holds the data in
    memory.
    """
    dataset = asked_dataset(settings_with(store))
    documents = [document_from_file(path) for path in files]
    candidate = chain.from_iterable(map(read_quads, documents)) if documents else None
    report = validation(dataset, candidate, checks=read_catalog(queries_folder()).checks())
    click.echo(str(report))
    if not report.conforms:
        raise SystemExit(1)

"""The command line: one file a command; nothing here knows how an answer is found."""

import click

from graph import __version__
from graph.cli.export import export
from graph.cli.importing import import_
from graph.cli.infer import infer
from graph.cli.load import load
from graph.cli.network import network
from graph.cli.query import query
from graph.cli.serve import serve
from graph.cli.token import token
from graph.cli.validate import validate

__all__ = ["main"]

_HELP = """Ask, load and draw a knowledge graph of an innovation ecosystem.

Without --store every command asks the graph that comes with the package (Aix-Marseille French Tech,
with what its rules infer). With --store PATH, or MAILLAGE_STORE_PATH, it asks and fills a store of yours.

\b
Examples:
  maillage query --list
  maillage query labels/succession
  maillage network partnerships --measure betweenness
  maillage load dump.ttl --store my.db
  maillage serve --store my.db

Exit codes: 0 done, 1 the data or the query has a problem, 2 the command was not understood.
"""


@click.group("maillage", help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="maillage", message="%(prog)s %(version)s")
def main() -> None:
    """Hold the commands together."""


for _command in (serve, load, query, network, export, import_, validate, infer, token):
    main.add_command(_command)

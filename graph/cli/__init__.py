"""The command line: one file a command; nothing here knows how an answer is found."""

import click

from graph import __version__
from graph.cli.export import export
from graph.cli.infer import infer
from graph.cli.load import load
from graph.cli.network import network
from graph.cli.options import teaches
from graph.cli.query import query
from graph.cli.serve import serve
from graph.cli.validate import validate

__all__ = ["main"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=teaches(
        "maillage serve",
        "maillage query --list",
        "maillage network partnerships --measure betweenness",
        "maillage load dump.ttl --store ecosystem.db",
    ),
)
@click.version_option(__version__, prog_name="maillage")
def main() -> None:
    """Maillage: from RDF dumps to SPARQL answers, networks and figures that can be cited.

    Without a store, every command asks the bundled graph. Exit codes: 0 all is well, 1 the data, the query
    or the store has a problem (said on standard error), 2 the command line is wrong.
    """


for _command in (serve, load, query, network, export, validate, infer):
    main.add_command(_command)

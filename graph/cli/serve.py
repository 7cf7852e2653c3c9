"""``maillage serve``: this process becomes the service.

The service composes all floors, this one too, so it is started and not imported
(docs/decisions/0006-serve-replaces-the-process.md).
"""

import os
import sys

import click

from graph.cli.options import chosen_settings, store_option
from graph.cli.refusal import plainly
from graph.resources import server_file

__all__ = ["serve"]

_HELP = """Serve the graph over HTTP: pages, SPARQL, networks.

\b
Examples:
  maillage serve
  maillage serve --bind 127.0.0.1:9000 --store my.db

The service listens on this machine alone unless --bind (or MAILLAGE_BIND) names another address.
Port 0 takes any free port; the address is printed. Ctrl-C stops the service.
"""


@click.command(help=_HELP, short_help="Serve the graph over HTTP.")
@click.option("--bind", metavar="HOST:PORT", help="Address and port to listen on.")
@store_option
@plainly
def serve(bind: str | None, store: str | None) -> None:
    """Start the service in place of this process."""
    settings = chosen_settings(store, bind=bind)
    environment = os.environ | {"MAILLAGE_BIND": settings.bind, "MAILLAGE_STORE_PATH": settings.store_path}
    os.execve(sys.executable, [sys.executable, str(server_file())], environment)  # noqa: S606

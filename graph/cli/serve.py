"""``maillage serve``: this process becomes the service (docs/decisions/0006)."""

import os
import sys

import click

from graph.cli.options import settings_with, store_option, teaches, told
from graph.resources import server_file

__all__ = ["serve"]


@click.command(epilog=teaches("maillage serve", "maillage serve --bind 127.0.0.1:9000 --store ecosystem.db"))
@click.option("--bind", metavar="HOST:PORT", help="Where to listen (or MAILLAGE_BIND); port 0: any free one.")
@store_option
@told
def serve(*, bind: str | None, store: str | None) -> None:
    """Serve pages, SPARQL and networks over HTTP."""
    settings = settings_with(store, bind=bind)
    environment = os.environ | {"MAILLAGE_BIND": settings.bind, "MAILLAGE_STORE_PATH": settings.store_path}
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, str(server_file())], environment)  # noqa: S606 - our own file

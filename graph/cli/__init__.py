"""The command line: one file a command; nothing here knows how an answer is found."""

from importlib import import_module

import click

from graph import __version__

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


_COMMANDS = {
    "serve": "serve",
    "load": "load",
    "query": "query",
    "network": "network",
    "export": "export",
    "import": "importing",
    "validate": "validate",
    "infer": "infer",
    "token": "token",
}
"""Name of a command → the file that has it."""


class _Commands(click.Group):
    """Commands whose files are read when they are needed: one command waits for no other's."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """The names of the commands, those first that come first."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name; None where there is none."""
        if cmd_name not in _COMMANDS:
            return None
        file = import_module(f"graph.cli.{_COMMANDS[cmd_name]}")
        return next(
            each for each in vars(file).values() if isinstance(each, click.Command) and each.name == cmd_name
        )


@click.group("maillage", cls=_Commands, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="maillage", message="%(prog)s %(version)s")
def main() -> None:
    """Hold the commands together."""

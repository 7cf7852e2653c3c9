"""``maillage token``: who may write, and who may read where reading needs a token."""

import os
from pathlib import Path

import click

from graph.cli.refusal import plainly
from graph.cli.tables import Cell, note, show_table, told
from graph.settings import read_settings
from graph.terms import expand
from graph.tokens import DEFAULT, Role, Token, TokenFile, as_graphs

__all__ = ["token"]

_HELP = """Make, list and revoke the tokens of the service.

They are kept as digests in the file that MAILLAGE_TOKEN_FILE or --file names: a token is printed once, when
it is made. A service that runs sees each change at its next request.

\b
Examples:
  maillage token add ana --role editor --file tokens.json
  maillage token add press --role editor --graph https://example.org/press --file tokens.json
  maillage token list --file tokens.json
  maillage token revoke ana --file tokens.json
"""
_ADD_HELP = """Make a token and print it, once.

A reader may read where reading needs a token; an editor may also write; an admin may also see and cancel what
others run. With --graph the token writes these graphs alone; DEFAULT names the default graph.

\b
Examples:
  maillage token add ana --role editor
  maillage token add press --role editor --graph g:press --graph DEFAULT
"""
_file_option = click.option(
    "--file", "path", metavar="FILE", help="File of the tokens; MAILLAGE_TOKEN_FILE says the same."
)


@click.group(help=_HELP, short_help="Make, list and revoke tokens.")
def token() -> None:
    """Hold the commands together."""


@token.command(help=_ADD_HELP, short_help="Make a token and print it, once.")
@click.argument("name")
@click.option("--role", type=click.Choice([each.name.lower() for each in Role]), required=True)
@click.option("--graph", "graphs", metavar="IRI", multiple=True, help="May be written; repeat for more.")
@_file_option
@plainly
def add(name: str, role: str, graphs: tuple[str, ...], path: str | None) -> None:
    """Print the secret on standard output, and what to do with it on standard error."""
    allowed = as_graphs([_graph(each) for each in graphs])
    secret = _tokens(path).add(name, Role[role.upper()], allowed)
    note("Keep it: it is shown this once. Send it as the header Authorization: Bearer TOKEN.")
    click.echo(secret)


@token.command("list", short_help="List the tokens, without their secrets.")
@_file_option
@plainly
def list_(path: str | None) -> None:
    """Show names, roles and graphs."""
    rows = [
        tuple(map(Cell, (each.name, each.role.name.lower(), _shown(each), each.since)))
        for each in _tokens(path).all()
    ]
    show_table(("name", "role", "writes", "since"), rows)


@token.command(short_help="Revoke a token.")
@click.argument("name")
@_file_option
@plainly
def revoke(name: str, path: str | None) -> None:
    """Forget a token."""
    _tokens(path).revoke(name)
    told(f"The token {name} is good for nothing from now on.")


def _tokens(path: str | None) -> TokenFile:
    chosen = read_settings(os.environ, token_file=path).token_file
    if not chosen:
        raise click.UsageError("Which file? Give --file FILE, or set MAILLAGE_TOKEN_FILE.")
    return TokenFile(Path(chosen))


def _graph(name: str) -> str:
    return name if name == DEFAULT else expand(name.strip().removeprefix("<").removesuffix(">"))


def _shown(token: Token) -> str:
    if token.role < Role.EDITOR:
        return "nothing"
    if token.graphs is None:
        return "all graphs"
    return " ".join(sorted(each.value if each else DEFAULT for each in token.graphs))

"""Errors as a person at a terminal gets them: what, where, what to do; never a traceback."""

from collections.abc import Callable
from functools import wraps
from typing import IO, Any, ParamSpec, TypeVar

import click

from graph.cli.text import located, printable
from graph.errors import InvalidData, MaillageError, TextError

__all__ = ["Refusal", "plainly"]

Given = ParamSpec("Given")
Got = TypeVar("Got")


class Refusal(click.ClickException):
    """A problem of the data or the query, said on standard error; the exit code is 1."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message."""
        click.echo(f"maillage: {self.format_message()}", file=file, err=file is None)


def plainly(command: Callable[Given, Got]) -> Callable[Given, Got]:
    """Make a command say this package's errors in words."""

    @wraps(command)
    def told(*args: Given.args, **kwargs: Given.kwargs) -> Got:
        try:
            return command(*args, **kwargs)
        except MaillageError as error:
            raise Refusal(_words(error)) from error

    return told


def _words(error: MaillageError) -> str:
    if isinstance(error, TextError):
        return located(error)
    if isinstance(error, InvalidData):
        return printable(f"{error}\n{error.report}")
    return printable(str(error))

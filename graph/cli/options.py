"""What every command shares: the option for the store, opening it, and errors as one clear message."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from graph.dataset import Dataset, open_bundled, open_store
from graph.errors import InvalidData, MaillageError, ParameterError, StoreError, TextError
from graph.knowledge import infer
from graph.settings import Settings, read_settings

__all__ = ["asked_dataset", "pairs", "settings_with", "store_option", "teaches", "told", "written_dataset"]

Command = TypeVar("Command", bound=Callable[..., Any])

store_option = click.option(
    "--store",
    metavar="PATH",
    help="Folder of the store (or MAILLAGE_STORE_PATH). Without one, the bundled graph.",
)


def settings_with(store: str | None, **options: Any) -> Settings:
    """The settings of this machine with what the command line says."""
    return read_settings(os.environ, store_path=store, **options)


def asked_dataset(settings: Settings) -> Dataset:
    """The dataset to be asked: the store, or the bundled graph with what is inferred from it."""
    if settings.store_path:
        return open_store(_existing(settings.store_path))
    dataset = open_bundled()
    infer.run(dataset)
    return dataset


def written_dataset(settings: Settings) -> Dataset:
    """The store to be written; a new one is made.

    Raises:
        StoreError: no store is named.
    """
    if not settings.store_path:
        raise StoreError("No store is named. Say where to keep the data: --store ecosystem.db")
    return open_store(Path(settings.store_path))


def pairs(values: tuple[str, ...]) -> dict[str, str]:
    """``name=value`` texts as a dictionary.

    Raises:
        ParameterError: a text has no ``=``.
    """
    found = {}
    for text in values:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise ParameterError(f"A parameter is given as name=value, not {text!r}.")
        found[name] = value
    return found


def teaches(*examples: str) -> str:
    """The end of a help text: examples, one a line, not refilled."""
    return "\b\nExamples:\n" + "\n".join(f"  {example}" for example in examples)


def told(command: Command) -> Command:
    """Make a command say errors of `MaillageError` on standard error and exit with 1, without a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except MaillageError as error:
            click.echo(_words(error), err=True)
            raise SystemExit(1) from error

    return run  # type: ignore[return-value]


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.exists():
        raise StoreError(f"{path}: there is no such store. Make one: maillage load FILE --store {path}")
    return path


def _words(error: MaillageError) -> str:
    lines = [str(error)]
    if isinstance(error, TextError):
        lines += [f"  {line}" for line in error.caret().splitlines()]
        lines += [error.hint] if error.hint else []
    if isinstance(error, InvalidData):
        lines.append(error.report)
    return "\n".join(lines)

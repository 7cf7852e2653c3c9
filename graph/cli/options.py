"""What the commands have in common: the store, named graphs, parameters, files to write."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from gzip import GzipFile
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import click

from graph.cli.refusal import Refusal
from graph.dataset import Dataset, open_dataset
from graph.knowledge import infer
from graph.settings import Settings, read_settings
from graph.terms import Iri, expand, is_iri

__all__ = [
    "asked_dataset",
    "chosen_settings",
    "graph_option",
    "output_option",
    "param_option",
    "store_option",
    "written",
]

Command = TypeVar("Command", bound=Callable[..., Any])


def store_option(command: Command) -> Command:
    """Add ``--store PATH``."""
    told = "Folder of the store; MAILLAGE_STORE_PATH says the same. Without it: the bundled graph."
    return click.option("--store", metavar="PATH", help=told)(command)


def output_option(command: Command) -> Command:
    """Add ``--output FILE``."""
    kind = click.Path(dir_okay=False, path_type=Path)
    return click.option("--output", metavar="FILE", type=kind, help="Write here, not to the screen.")(command)


def param_option(command: Command) -> Command:
    """Add ``--param name=value``, which may be repeated."""
    told = "A parameter of the named query; repeat for more."
    return click.option("--param", "given", metavar="NAME=VALUE", multiple=True, help=told)(command)


def graph_option(told: str) -> Callable[[Command], Command]:
    """Add ``--graph IRI``; names such as ``g:article`` are taken too."""
    return click.option("--graph", "graph_name", metavar="IRI", callback=_iri, help=told)


def chosen_settings(store: str | None, **options: Any) -> Settings:
    """The settings of this run: file, environment, options.

    Raises:
        SettingsError: one of them is unknown or impossible.
    """
    return read_settings(os.environ, store_path=store, **options)


def asked_dataset(settings: Settings) -> Dataset:
    """What the command asks: the store of the settings, which must exist, or the bundled graph.

    Raises:
        StoreError: there is no store at that path, or it can't be opened.
    """
    dataset = open_dataset(settings)
    if not settings.store_path:
        infer.run(dataset)
    return dataset


@contextmanager
def written(path: Path | None) -> Iterator[IO[bytes]]:
    """A stream to write to: standard output, or a file that appears when all of it is written.

    A file whose name ends in .gz is compressed.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise Refusal(f"{path}: can't be written: {error.strerror}.") from error
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream, _packed(stream, path) as packed:
            yield packed
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _packed(stream: IO[bytes], path: Path) -> AbstractContextManager[IO[bytes]]:
    if path.suffix.lower() != ".gz":
        return nullcontext(stream)
    return cast("AbstractContextManager[IO[bytes]]", GzipFile("", "wb", fileobj=stream, mtime=0))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _iri(context: click.Context, parameter: click.Parameter, text: str | None) -> Iri | None:
    if text is None:
        return None
    full = expand(text.strip().removeprefix("<").removesuffix(">"))
    if not is_iri(full):
        message = f"an absolute IRI or a name such as g:article is needed, not {text!r}."
        raise click.BadParameter(message, ctx=context, param=parameter)
    return Iri(full)

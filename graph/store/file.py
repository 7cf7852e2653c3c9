"""The file that holds a store: opened, checked, brought to the present format, or refused in plain words.

Beside ``name`` there may be ``name.wal``, what DuckDB has yet to move into the file, and ``name.tmp``, a
folder for what does not fit into memory, which is emptied at every opening.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from threading import Lock
from types import MappingProxyType

import duckdb

from graph.errors import StoreError
from graph.store.keys import refresh_keys
from graph.store.migrations import migrate
from graph.store.schema import APPLICATION, FORMAT, TERM_INDEX, create_tables

__all__ = [
    "Resources",
    "clear_left_folders",
    "close_database",
    "is_store",
    "open_database",
    "temporary_folder",
    "translated",
]

_MAGIC = slice(8, 12)
_FOLDER_FORMAT = "format"
_IN_MEMORY = "maillage"


@dataclass(frozen=True, slots=True)
class Resources:
    """What a store may use.

    Attributes:
        threads: for one statement.
        memory_bytes: for all that runs at the same time; None leaves it to DuckDB (four fifths of all).
        temporary_bytes: on disk, beside the store, for what does not fit into memory.
        small_bytes: documents up to this size are read by this process, larger ones by children.
    """

    threads: int = max(2, os.cpu_count() or 2)
    memory_bytes: int | None = None
    temporary_bytes: int = 50_000_000_000
    small_bytes: int = 2_000_000


def is_store(path: Path) -> bool:
    """Whether there is something at that path to open, or to refuse with a reason; not whether it is new."""
    try:
        return path.exists() and (not path.is_dir() or any(path.iterdir()))
    except OSError:
        return True


def temporary_folder(path: Path | None) -> Path:
    """Where a store puts what does not fit into memory; nothing else is there, and it need not exist."""
    if path is not None:
        return path.with_name(f"{path.name}.tmp")
    return Path(tempfile.gettempdir()) / f"{_IN_MEMORY}-{os.getpid()}-{os.urandom(4).hex()}"


def clear_left_folders() -> None:
    """Remove what stores in memory left on disk whose processes were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_IN_MEMORY}-*-*"):
        process = folder.name.split("-")[1]
        if process.isdigit() and not _is_running(int(process)):
            rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def open_database(path: Path | None, folder: Path, resources: Resources) -> duckdb.DuckDBPyConnection:
    """The database in a file, made where there is none; without a path, in memory.

    Args:
        path: the file.
        folder: for what does not fit into memory; emptied.
        resources: what it may use.

    Raises:
        StoreError: the file can't be used; the message says why.
    """
    if path is not None:
        _check_place(path)
        _claim(path)
    try:
        connection = _connected(path, folder, resources)
    except BaseException:
        _release(path)
        raise
    try:
        rmtree(folder, ignore_errors=True)
        _prepare(connection, path)
        _confine(connection, folder)
    except BaseException:
        close_database(connection, path, folder)
        raise
    return connection


def close_database(connection: duckdb.DuckDBPyConnection, path: Path | None, folder: Path) -> None:
    """Let go of the file and of what did not fit into memory."""
    connection.close()
    rmtree(folder, ignore_errors=True)
    _release(path)


@contextmanager
def translated(path: Path | None) -> Iterator[None]:
    """What DuckDB reports of the file becomes a StoreError."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise StoreError(
            f"{_named(path)}: the memory allowed does not suffice: {_first_line(error)}"
        ) from error
    except duckdb.Error as error:
        raise StoreError(f"{_named(path)}: {_reason(error)}") from error


# DuckDB opens a file once more for the same process, and two logs of one store would part.
_open_here: set[Path] = set()
_claiming = Lock()


def _claim(path: Path) -> None:
    with _claiming:
        if path.resolve() in _open_here:
            raise StoreError(f"{path}: the store is open already, in this process.")
        _open_here.add(path.resolve())


def _release(path: Path | None) -> None:
    if path is not None:
        with _claiming:
            _open_here.discard(path.resolve())


def _check_place(path: Path) -> None:
    try:
        if path.is_dir():
            raise StoreError(_why_no_folder(path))
        if not path.parent.is_dir():
            kind = "a file, not a folder" if path.parent.exists() else "no folder that exists"
            raise StoreError(f"{path}: can't be used as a store: {path.parent} is {kind}.")
        if path.exists():
            with path.open("rb") as file:
                start = file.read(_MAGIC.stop)
            if not start:
                raise StoreError(
                    f"{path}: this file is empty and not a store; remove it or name another one."
                )
            if start[_MAGIC] != b"DUCK":
                raise StoreError(f"{path}: this file is not a store; name another one.")
            if not os.access(path, os.W_OK):
                raise StoreError(f"{path}: the store can't be written: it is read-only.")
    except OSError as error:
        raise StoreError(f"{path}: can't be used as a store: {error.strerror or error}.") from error


def _why_no_folder(path: Path) -> str:
    if (path / _FOLDER_FORMAT).exists():
        return (
            f"{path}: the store is a folder, as an earlier version made them. Export it with that version and"
            " load it into a new store."
        )
    return f"{path}: a store is a file, and this is a folder; name a file in it."


def _connected(path: Path | None, folder: Path, resources: Resources) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": resources.threads,
        "temp_directory": str(folder),
        "max_temp_directory_size": f"{resources.temporary_bytes}B",
        "preserve_insertion_order": False,
        # The snapshot is that of BEGIN, not that of the first statement after it.
        "immediate_transaction_mode": True,
        # A piece of a written answer may be larger than 2 GB.
        "arrow_large_buffer_size": True,
        # What two parts of a statement share may keep it from ever ending (graph.engine.derive.bounded), so
        # DuckDB is not to find more of that than the engine writes.
        "disabled_optimizers": "common_subplan",
        # Gathering small pieces of what comes from several parts of a dictionary fails an assertion.
        "debug_enable_caching_operators": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        # An assertion of DuckDB that fails in a query must end that query, not the store for everybody. Where
        # one fails in a change, the store closes itself (graph.store.columnar).
        "disable_database_invalidation": True,
        # What is not yet moved into the file is read anew at every opening, a thousand commits in a quarter
        # of a second; moving it takes less.
        "checkpoint_threshold": "4MB",
        # What a large query needed goes back to the system by and by, not only when the next one runs.
        "allocator_background_threads": True,
    }
    if resources.memory_bytes is not None:
        config["memory_limit"] = f"{resources.memory_bytes}B"
    with translated(path):
        return duckdb.connect(str(path.resolve()) if path else ":memory:", config=config)


def _confine(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Let no statement reach other files, nor change that; threads and what tells of progress stay free."""
    place = str(folder).replace("'", "''")
    connection.execute(
        f"SET allowed_directories = ['{place}']; SET enable_external_access = false;"
        "SET allowed_configs = ['threads', 'enable_progress_bar', 'enable_progress_bar_print'];"
        "SET lock_configuration = true"
    )


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    with translated(path):
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        if not tables:
            create_tables(connection)
            return
        found = connection.execute("SELECT * FROM format").fetchall() if "format" in tables else []
    if len(found) != 1 or found[0][0] != APPLICATION:
        raise StoreError(f"{path}: this is a DuckDB database, but not a store; name another file.")
    number = int(found[0][1])
    if number > FORMAT:
        raise StoreError(
            f"{path}: the store is of format {number}, and this version reads up to {FORMAT}; a newer version"
            " of Maillage made it."
        )
    with translated(path):
        migrate(connection, number)
        refresh_keys(connection)
        connection.execute(TERM_INDEX)


def _named(path: Path | None) -> str:
    return str(path) if path else "The store in memory"


_REASONS = MappingProxyType(
    {
        "Could not set lock": "the store is in use by another process; stop that one, or ask it over HTTP.",
        "No space left on device": "the disk is full. Nothing was changed.",
        "File too large": "the file may not grow any more. Nothing was changed.",
        "max_temp_directory_size": "the temporary space allowed does not suffice. Nothing was changed.",
        "Read-only file system": "the store can't be written: the file system is read-only.",
        "Cannot open file": "the store can't be opened or made there.",
        "Permission denied": "the store can't be opened: the permission is lacking.",
        "database version": "the store was made by a newer version of DuckDB than this one.",
        "version number": "the store was made by a newer version of DuckDB than this one.",
    }
)


def _reason(error: duckdb.Error) -> str:
    known = next((reason for sign, reason in _REASONS.items() if sign in str(error)), None)
    return known or f"the store is damaged or can't be read: {_first_line(error)}"


def _first_line(error: duckdb.Error) -> str:
    return str(error).partition("\n")[0]

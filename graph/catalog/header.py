"""The head of a ``.rq`` file: its ``#+`` lines, which form a TOML document, and the query below them."""

import tomllib
from pathlib import Path
from typing import Any

from graph.errors import CatalogError

__all__ = ["MARK", "split_file"]

MARK = "#+"


def split_file(path: Path) -> tuple[dict[str, Any], str]:
    """The header of a file as a table, and its query without the header's lines.

    Raises:
        CatalogError: the file can't be read, or the header is not TOML.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"{path}: can't be read as UTF-8 text: {error}") from error
    marked = (line.removeprefix(MARK).removeprefix(" ") for line in lines if line.startswith(MARK))
    try:
        header = tomllib.loads("\n".join(marked))
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{path}: the header is not TOML: {error}") from error
    return header, "\n".join(line for line in lines if not line.startswith(MARK)).strip() + "\n"

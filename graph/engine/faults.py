"""DuckDB's complaints as the errors that this package promises; anything else stays a bug."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from graph.engine.limits import Running
from graph.errors import QueryError, QueryTooLarge, StoreError

__all__ = ["promised"]

_TOO_DEEP = "Max expression depth"
_LIMIT = re.compile(r"/([0-9.]+ \w+) used\)")
_PATTERN_TOO_LARGE = ("pattern too large", "invalid repetition size")


@contextmanager
def promised(running: Running) -> Iterator[None]:
    """Say what SQL that runs in the block raises in this package's words.

    Raises:
        QueryTimeout, QueryCancelled: it was stopped.
        QueryTooLarge: memory or temporary space is used up.
        QueryError: an expression is nested too deeply, or a number or pattern is beyond what can be computed.
    """
    try:
        yield
    except duckdb.InterruptException:
        running.check()
        raise
    except StoreError as error:
        if isinstance(error.__cause__, duckdb.InterruptException):
            running.check()
        raise
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise QueryTooLarge(_exhausted(str(error))) from error
    except (duckdb.ParserException, duckdb.BinderException) as error:
        if _TOO_DEEP not in str(error):
            raise
        raise QueryError("An expression is nested too deeply. Split it up by BIND or sub-selects.") from error
    except duckdb.OutOfRangeException as error:
        raise QueryError(f"A number is beyond what can be computed with: {_first_line(error)}") from error
    except duckdb.InvalidInputException as error:
        if not any(words in str(error) for words in _PATTERN_TOO_LARGE):
            raise
        raise QueryError("A regular expression is too large. Say it more briefly.") from error


def _exhausted(message: str) -> str:
    """DuckDB ends with how much was used: ``(32.0 MiB/47.6 MiB used)``."""
    what = "temporary space" if "max_temp_directory_size" in message else "memory"
    limit = _LIMIT.search(message)
    size = f" ({limit[1]})" if limit else ""
    return f"The query needs more {what} than all queries may take together{size}. Ask for less at once."


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]

"""DuckDB's complaints as the errors that this package promises; anything else stays a bug."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from graph.engine.limits import Running
from graph.errors import QueryError, QueryTooLarge

__all__ = ["promised"]

_TOO_DEEP = "Max expression depth"
_PATTERN_TOO_LARGE = "pattern too large"


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
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise QueryTooLarge(_exhausted(str(error), running)) from error
    except (duckdb.ParserException, duckdb.BinderException) as error:
        if _TOO_DEEP not in str(error):
            raise
        raise QueryError("An expression is nested too deeply. Split it up by BIND or sub-selects.") from error
    except duckdb.OutOfRangeException as error:
        raise QueryError(f"A number is beyond what can be computed with: {_first_line(error)}") from error
    except duckdb.InvalidInputException as error:
        if _PATTERN_TOO_LARGE not in str(error):
            raise
        raise QueryError("A regular expression is too large. Say it more briefly.") from error


def _exhausted(message: str, running: Running) -> str:
    if "max_temp_directory_size" in message:
        what = f"temporary space ({running.limits.temp_mb:,} MB)"
    else:
        what = f"memory ({running.limits.memory_mb:,} MB)"
    return f"The query needs more than all queries may take together: {what}. Ask for less at once."


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]

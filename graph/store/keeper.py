"""Who may stop documents on their way into the store."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import duckdb

from graph.terms import Resource

__all__ = ["NOBODY", "Keeper"]


def _look_away(*_: object) -> None:
    pass


def _let_go(_: duckdb.DuckDBPyConnection) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who may stop documents on their way into the store; what any of these raises undoes all.

    Attributes:
        watch: told how many bytes of a document have been read, by its place among them.
        hold: has the connection while SQL writes, and may interrupt it.
        admit: told of the graphs that have been written, where documents name them.
    """

    watch: Callable[[int, int], None] = _look_away
    hold: Callable[[duckdb.DuckDBPyConnection], AbstractContextManager[None]] = _let_go
    admit: Callable[[Resource | None], None] = _look_away


NOBODY = Keeper()

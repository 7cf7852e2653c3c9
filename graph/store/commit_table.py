"""The commits of a store whose log is a table beside its quads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from graph.store.additions import Additions
from graph.store.commits import EMPTY, Commit
from graph.store.macros import sql_text

__all__ = ["CommitTable", "Place", "write_commit"]

_COMMIT = "version, id, note, graphs, quads, added, made_at"
_PLACE = "next_number, unsorted, statistics"
_KEPT = 1_000
"""How many of the newest commits are kept in memory, and how many older ones are read at a time."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next writer goes on.

    Attributes:
        next_number: of the first term that it adds to the dictionary.
        unsorted: how many quads lie outside the order of their copies.
        statistics: what the tables of statistics lack; see ``graph.store.statistics``.
    """

    next_number: int = 1
    unsorted: int = 0
    statistics: str = ""


class CommitTable:
    """The commits so far; the newest are in memory, older ones are read when somebody asks for them.

    A commit is announced before its transaction ends and becomes the head after it, so that a reader finds
    the commit of its snapshot whichever moment it began at.

    Attributes:
        place: where the next writer goes on.
        settled: the head, while no commit is about to follow it; otherwise None.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        places = connection.execute(
            f"SELECT version, {_PLACE} FROM commit_log ORDER BY version DESC LIMIT 1"
        ).fetchall()
        self._connection = connection
        self._page: tuple[int, tuple[Commit, ...]] = (-1, ())
        self._head, *place = places[0] if places else (0,)
        self._newest = {each.version: each for each in (EMPTY, *self._read(self._head - _KEPT))}
        self.place = Place(*place)
        self.settled: Commit | None = self.head

    @property
    def head(self) -> Commit:
        """The newest commit; version 0 for an empty store."""
        return self._newest[self._head]

    def all(self) -> "Commits":
        """All commits, oldest first, without the empty one."""
        return Commits(self, self._head)

    def at(self, version: int) -> Commit:
        """The commit of that version, which there is."""
        found = self._newest.get(version)
        if found is not None:
            return found
        wanted, row = divmod(version - 1, _KEPT)
        number, page = self._page
        if number != wanted:
            # What is not among the newest has as many after it as are kept: the page is full.
            page = self._read(wanted * _KEPT)
            self._page = wanted, page
        return page[row]

    def announce(self, commit: Commit) -> None:
        """Say which commit may be next."""
        self.settled = None
        self._newest[commit.version] = commit

    def settle(self, commit: Commit, place: Place) -> None:
        """The announced commit holds."""
        self._head = commit.version
        self.place = place
        self.settled = commit
        if commit.version > _KEPT:
            self._newest.pop(commit.version - _KEPT, None)

    def _read(self, after: int) -> tuple[Commit, ...]:
        with self._connection.cursor() as cursor:
            rows = cursor.execute(
                f"SELECT {_COMMIT} FROM commit_log WHERE version > {after} ORDER BY version LIMIT {_KEPT}"
            ).fetchall()
        return tuple(
            Commit(version, id_, note, tuple(graphs), quads, added, at)
            for version, id_, note, graphs, quads, added, at in rows
        )


class Commits(Sequence[Commit]):
    """The first so many commits of a table, oldest first."""

    def __init__(self, table: CommitTable, count: int) -> None:
        self._table = table
        self._versions = range(1, count + 1)

    def __len__(self) -> int:
        return len(self._versions)

    # Overloads would be held beyond the end of the process, and with them this module and DuckDB.
    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, int):
            return self._table.at(self._versions[place])
        chosen = self._versions[place]
        if chosen.start == 1 and chosen.step == 1:
            return Commits(self._table, len(chosen))
        return [self._table.at(version) for version in chosen]


def write_commit(additions: Additions, commit: Commit, place: Place) -> None:
    """Note a commit in the table, and where the writer after it goes on."""
    graphs = ", ".join(map(sql_text, commit.graphs))
    row = (
        f"{commit.version}, {sql_text(commit.id)}, {sql_text(commit.note)},"
        f" [{graphs}], {commit.quads}, {commit.added}, {sql_text(commit.at)},"
        f" {place.next_number}, {place.unsorted}, {sql_text(place.statistics)}"
    )
    additions.add("commit_log", (row,))

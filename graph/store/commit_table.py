"""The commits of a store whose log is a table beside its quads."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from graph.store.additions import Additions
from graph.store.commits import EMPTY, Commit
from graph.store.macros import sql_text

__all__ = ["CommitTable", "Place", "write_commit"]

_COMMIT = "version, id, note, graphs, quads, added, made_at"
_PLACE = "next_number, unsorted, statistics"


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
    """The commits so far, as the process knows them.

    A commit is announced before its transaction ends and becomes the head after it, so that a reader finds
    the commit of its snapshot whichever moment it began at.

    Attributes:
        place: where the next writer goes on.
        settled: the head, while no commit is about to follow it; otherwise None.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        rows = connection.execute(f"SELECT {_COMMIT} FROM commit_log ORDER BY version").fetchall()
        places = connection.execute(
            f"SELECT {_PLACE} FROM commit_log ORDER BY version DESC LIMIT 1"
        ).fetchall()
        commits = [
            Commit(version, id_, note, tuple(graphs), quads, added, at)
            for version, id_, note, graphs, quads, added, at in rows
        ]
        self._commits = {commit.version: commit for commit in (EMPTY, *commits)}
        self._head = len(commits)
        self.place = Place(*places[0]) if places else Place()
        self.settled: Commit | None = self.head

    @property
    def head(self) -> Commit:
        """The newest commit; version 0 for an empty store."""
        return self._commits[self._head]

    def all(self) -> Sequence[Commit]:
        """All commits, oldest first, without the empty one."""
        return tuple(self._commits[version] for version in range(1, self._head + 1))

    def at(self, version: int) -> Commit:
        """The commit of that version; KeyError where there is none."""
        return self._commits[version]

    def announce(self, commit: Commit) -> None:
        """Say which commit may be next."""
        self.settled = None
        self._commits[commit.version] = commit

    def settle(self, commit: Commit, place: Place) -> None:
        """The announced commit holds."""
        self._head = commit.version
        self.place = place
        self.settled = commit


def write_commit(additions: Additions, commit: Commit, place: Place) -> None:
    """Note a commit in the table, and where the writer after it goes on."""
    graphs = ", ".join(map(sql_text, commit.graphs))
    row = (
        f"{commit.version}, {sql_text(commit.id)}, {sql_text(commit.note)},"
        f" [{graphs}], {commit.quads}, {commit.added}, {sql_text(commit.at)},"
        f" {place.next_number}, {place.unsorted}, {sql_text(place.statistics)}"
    )
    additions.add("commit_log", (row,))

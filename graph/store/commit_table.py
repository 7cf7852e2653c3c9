"""The commits of a store whose log is a table beside its quads."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from graph.store.commits import EMPTY, Commit

__all__ = ["CommitTable", "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next writer goes on.

    Attributes:
        next_number: of the first term that it adds to the dictionary.
        unsorted: how many quads lie outside the order of their copies.
    """

    next_number: int = 1
    unsorted: int = 0


class CommitTable:
    """The commits so far, as the process knows them.

    A commit is announced before its transaction ends and becomes the head after it, so that a reader finds
    the commit of its snapshot whichever moment it began at.

    Attributes:
        place: where the next writer goes on.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        rows = connection.execute("SELECT * FROM commit_log ORDER BY version").fetchall()
        commits = [
            Commit(version, id_, note, tuple(graphs), quads, added, at)
            for version, id_, note, graphs, quads, added, at, *_ in rows
        ]
        self._commits = {commit.version: commit for commit in (EMPTY, *commits)}
        self._head = len(commits)
        self.place = Place(*rows[-1][-2:]) if rows else Place()

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
        self._commits[commit.version] = commit

    def settle(self, commit: Commit, place: Place) -> None:
        """The announced commit holds."""
        self._head = commit.version
        self.place = place

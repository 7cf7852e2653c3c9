"""The commits of a store whose log is a table beside its quads."""

from collections.abc import Sequence

import duckdb

from graph.store.commits import EMPTY, Commit

__all__ = ["CommitTable"]


class CommitTable:
    """The commits so far, as the process knows them.

    A commit is announced before the transaction ends and becomes the head after it, so that a reader finds
    the commit of its snapshot whichever moment it began at.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        rows = connection.execute(
            "SELECT version, id, note, graphs, quads, added, made_at FROM commit_log ORDER BY version"
        ).fetchall()
        commits = [
            Commit(version, id_, note, tuple(graphs), quads, added, at)
            for version, id_, note, graphs, quads, added, at in rows
        ]
        self._commits = {commit.version: commit for commit in (EMPTY, *commits)}
        self._head = max(self._commits)

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

    def settle(self) -> None:
        """The announced commit holds."""
        self._head += 1

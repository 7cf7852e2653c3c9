"""The commit log: which states the dataset went through, each with an id that names its content.

The id of a commit is a hash over the previous id and what was done, so the same loads in the same
order give the same id on any machine; the time of a commit is noted, but is not part of its id.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from graph.errors import StoreError

__all__ = ["EMPTY", "Commit", "CommitLog", "following"]

_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Commit:
    """One change of the dataset.

    Attributes:
        version: 1 for the first commit, then counting up; 0 is the empty dataset.
        id: hash of this commit and all before it, 16 hexadecimal digits.
        note: what was done, in words.
        graphs: the named graphs that were written.
        quads: how many quads the dataset holds after it.
        added: how many quads it added (less those it removed).
        at: when, ISO 8601 in UTC.
    """

    version: int
    id: str
    note: str
    graphs: tuple[str, ...]
    quads: int
    added: int
    at: str


EMPTY = Commit(0, "0" * _ID_DIGITS, "empty", (), 0, 0, "")
"""The state before the first commit."""


def following(before: Commit, note: str, *, content: str, graphs: Sequence[str], quads: int) -> Commit:
    """The commit after that one.

    Args:
        before: the newest commit until now.
        note: what was done, for people.
        content: hash of what was done, for the id.
        graphs: names of the graphs written.
        quads: size of the dataset now.
    """
    digest = sha256("\n".join((before.id, content, *graphs)).encode()).hexdigest()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    added = quads - before.quads
    return Commit(before.version + 1, digest[:_ID_DIGITS], note, tuple(graphs), quads, added, now)


class CommitLog:
    """The commits of one store, kept in a file where the store is on disk."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._commits = [EMPTY, *_read(path)]

    @property
    def head(self) -> Commit:
        """The newest commit; version 0 for an empty store."""
        return self._commits[-1]

    def all(self) -> Sequence[Commit]:
        """All commits, oldest first, without the empty one."""
        return tuple(self._commits[1:])

    def append(self, note: str, *, content: str, graphs: Sequence[str], quads: int) -> Commit:
        """Note one more commit; for the arguments see `following`."""
        commit = following(self.head, note, content=content, graphs=graphs, quads=quads)
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(commit)) + "\n")
        self._commits.append(commit)
        return commit


def _read(path: Path | None) -> list[Commit]:
    if path is None or not path.exists():
        return []
    try:
        entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        return [Commit(**entry | {"graphs": tuple(entry["graphs"])}) for entry in entries]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{path}: the commit log can't be read: {error}") from error

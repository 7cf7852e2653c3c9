"""What results are computed from: all graphs but those of saved results, at some commit.

A network never sees saved results (docs/decisions/0022-measures-as-knowledge.md), so a commit that writes
nothing else leaves every network as it was, and what is computed from it too.
"""

from collections.abc import Sequence

from graph.sparql import Circumstances
from graph.store import Commit
from graph.terms import BASE, Iri

__all__ = ["SAVED", "UNSEEN", "content_of", "is_saved"]

SAVED = f"{BASE}graph/measures/"
"""What the names of graphs of saved results begin with."""

UNSEEN = Circumstances(without=SAVED)
"""What a network is read in."""


def is_saved(graph: Iri) -> bool:
    """Whether the graph is one of saved results."""
    return graph.value.startswith(SAVED)


def content_of(commits: Sequence[Commit], snapshot: str = "") -> str:
    """The id of the newest commit that wrote anything but saved results; empty where there is none.

    Args:
        commits: oldest first.
        snapshot: the commit to look back from; without one, the newest.

    >>> load = Commit(1, "a1", "load", ("x:g",), 5, 5, "")
    >>> saved = Commit(2, "b2", "put", (f"{SAVED}partnerships/degree/1",), 9, 4, "")
    >>> content_of([load, saved]), content_of([load]), content_of([])
    ('a1', 'a1', '')
    """
    last = len(commits)
    if snapshot:
        last = next((each.version for each in reversed(commits) if each.id == snapshot), last)
    return next((each.id for each in reversed(commits[:last]) if not _is_of_saved(each)), "")


def _is_of_saved(commit: Commit) -> bool:
    return bool(commit.graphs) and all(name.startswith(SAVED) for name in commit.graphs)

"""Conditions on a graph's state: https://www.rfc-editor.org/rfc/rfc9110#section-13.

A strong entity tag names the state of a graph, the format and the coding: ``"2a-1f03….ttl-gzip"``. For a
write the state alone counts, whatever format it was seen in.
"""

from dataclasses import dataclass, field

from flask import request
from werkzeug.exceptions import PreconditionFailed
from werkzeug.http import quote_etag

from graph.store import StateOf
from graph.web.graphs.target import Target

__all__ = ["Precondition", "is_known", "tag_of"]

_EMPTY = "0"


def tag_of(state: str, form: str, coding: str) -> str:
    """The entity tag of a graph in a format and a coding, which may be empty."""
    return quote_etag(f"{state or _EMPTY}.{form}{coding and f'-{coding}'}")


def is_known(tag: str) -> bool:
    """Whether the client says that it has what this tag names."""
    return "If-None-Match" in request.headers and (
        request.if_none_match.star_tag or request.if_none_match.contains_weak(tag.strip('"'))
    )


@dataclass(slots=True)
class Precondition:
    """What a write expects of its graph, held against the state just before it.

    Attributes:
        target: the graph.
        was_there: whether the graph was, once that is known; the default graph always is.
    """

    target: Target
    was_there: bool = field(default=False, init=False)

    def check(self, state_of: StateOf) -> None:
        """Nothing, where the write may go on.

        Raises:
            PreconditionFailed: the graph is another than the client saw.
        """
        state = state_of(self.target.graph)
        self.was_there = self.target.graph is None or bool(state)
        if "If-Match" in request.headers and not self._matches(state):
            raise PreconditionFailed(f"The {self.target} has changed, or is gone. Read it again.")
        if "If-None-Match" in request.headers and self._is_excluded(state):
            raise PreconditionFailed(f"The {self.target} is there already, in this state.")

    def _matches(self, state: str) -> bool:
        given = request.if_match
        return self.was_there and (given.star_tag or (state or _EMPTY) in map(_state, given.as_set()))

    def _is_excluded(self, state: str) -> bool:
        given = request.if_none_match
        tags = given.as_set(include_weak=True)
        return self.was_there and (given.star_tag or (state or _EMPTY) in map(_state, tags))


def _state(tag: str | None) -> str:
    # A tag without a sign, "", is read as None; it names no state.
    return (tag or "").partition(".")[0]

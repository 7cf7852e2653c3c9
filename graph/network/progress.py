"""How far a long computation is, told to whoever listens in this thread; it costs nothing if nobody does."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

__all__ = ["followed", "steps"]

Listener = Callable[[float], None]
Step = TypeVar("Step")

_LISTENER: ContextVar[Listener | None] = ContextVar("progress", default=None)
_TOLD = 100


@contextmanager
def followed(listener: Listener) -> Iterator[None]:
    """Within this, the listener hears the share of the steps that are done, from 0 to 1, a hundred times.

    A computation that has several loops of steps, one after the other, begins at 0 again with each.
    """
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def steps(these: Iterable[Step], total: int) -> Iterator[Step]:
    """The steps of a loop, of which there are so many, as they are taken; the share done is told."""
    listener = _LISTENER.get()
    if listener is None:
        yield from these
        return
    every = max(1, total // _TOLD)
    for number, step in enumerate(these, 1):
        yield step
        if number % every == 0:
            listener(min(number / total, 1.0))

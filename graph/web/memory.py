"""What was made of the whole dataset, remembered as long as the data does not change."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from time import monotonic
from typing import TypeVar, cast

from graph.errors import QueryTimeout

__all__ = ["Memory"]

Made = TypeVar("Made")
_Key = tuple[str, str]
_KEPT = 8


class Memory:
    """The latest few things that were made of the present snapshot, each made once however many ask."""

    def __init__(self) -> None:
        self._made: dict[_Key, Future[object]] = {}
        self._lock = Lock()

    def get(self, snapshot: str, name: str, make: Callable[[], Made], patience_s: float) -> Made:
        """What ``make`` gives: from here, or made now, or waited for while another makes it.

        Where that one fails or is stopped, the next who waits makes it.

        Args:
            snapshot: the newest one there is.
            name: tells it from the others.
            make: what it raises is passed on, and not remembered.
            patience_s: how long it is waited for at most.

        Raises:
            QueryTimeout: another is still at it.
        """
        until = monotonic() + patience_s
        while True:
            place, is_new = self._place((snapshot, name))
            if is_new:
                return self._filled((snapshot, name), place, make)
            try:
                if place.exception(max(0.0, until - monotonic())) is None:
                    return cast("Made", place.result())
            except TimeoutError as error:
                raise QueryTimeout(
                    f"What this needs is being made, and not done within {patience_s:g} s. Ask again later."
                ) from error

    def _place(self, key: _Key) -> tuple[Future[object], bool]:
        """Where it is or will be, and whether nobody makes it yet."""
        with self._lock:
            if key in self._made:
                return self._made[key], False
            of_others = [each for each in self._made if each[0] != key[0]]
            self._made[key] = Future()
            for old in (*of_others, *list(self._made)[:-_KEPT]):
                self._made.pop(old, None)
            return self._made[key], True

    def _filled(self, key: _Key, place: Future[object], make: Callable[[], Made]) -> Made:
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                if self._made.get(key) is place:
                    del self._made[key]
            place.set_exception(error)
            raise
        place.set_result(made)
        return made

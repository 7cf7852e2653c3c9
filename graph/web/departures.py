"""Whoever goes away stops what was asked: no query runs for a connection that is closed.

Waitress tells a request whether its client has gone (``waitress.client_disconnected``), but nobody asks while
SQL runs. So one thread asks for all requests, and cancels what runs for those that nobody waits for.
"""

from collections.abc import Callable
from threading import Condition, Thread
from time import sleep
from typing import cast

from flask import request

from graph.engine import Running

__all__ = ["watched"]

_EVERY_S = 0.1
_IsGone = Callable[[], bool]


class _Watch:
    """What runs, and for each of it whether its client has gone."""

    def __init__(self) -> None:
        self._watched: dict[Running, _IsGone] = {}
        self._changed = Condition()
        self._thread: Thread | None = None

    def add(self, running: Running, is_gone: _IsGone) -> None:
        """Cancel it when its client has gone."""
        with self._changed:
            self._watched[running] = is_gone
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="departures", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._watched = {each: gone for each, gone in self._watched.items() if not each.is_over}
                while not self._watched:
                    self._changed.wait()
                present = dict(self._watched)
            for running, is_gone in present.items():
                if is_gone():
                    running.cancel()
            sleep(_EVERY_S)


_watch = _Watch()


def watched() -> Callable[[Running], None]:
    """What is to be told of each query that starts for the present request."""
    is_gone = cast("_IsGone | None", request.environ.get("waitress.client_disconnected"))

    def started(running: Running) -> None:
        if is_gone:
            _watch.add(running, is_gone)

    return started

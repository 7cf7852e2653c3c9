"""One connection: what is written for it waits for its reader without holding a thread, but not for ever.

An answer lies complete in memory or on disk (``graph.answer.spool``); waitress hands it over from there as
fast as the client takes it, in the one thread that serves all connections. Who takes less than a kilobyte a
second over half a minute is cut off: the room of that answer is for others.
"""

from time import monotonic
from typing import Any

from waitress.channel import HTTPChannel

from graph.web.connections.refusals import RefusalTask
from graph.web.connections.requests import RequestParser

__all__ = ["Channel"]

_LEAST_BYTES_S = 1_000
_OVER_S = 30.0
_AT_ONCE_BYTES = 4_000_000
"""So much is sent to one client before it is the turn of the others."""


class Channel(HTTPChannel):
    """A connection as waitress has it, for readers of any pace."""

    parser_class = RequestParser
    error_task_class = RefusalTask

    def __init__(self, *given: Any, **named: Any) -> None:
        self._looked_s = monotonic()
        self._sent_bytes = 0
        self._left_bytes = _AT_ONCE_BYTES
        super().__init__(*given, **named)

    def writable(self) -> bool:
        """Whether there is something to send; asked again and again, so this is where the pace is seen."""
        self._end_if_slow(monotonic())
        return bool(super().writable())

    def handle_write(self) -> None:
        """Send what the client takes, up to its share."""
        self._left_bytes = _AT_ONCE_BYTES
        super().handle_write()

    def send(self, data: bytes, do_close: bool = True) -> int:  # noqa: FBT001, FBT002 - as waitress calls it
        """Send some of it; gives how much."""
        if self._left_bytes <= 0:
            return 0
        sent: int = super().send(data, do_close=do_close)
        self._left_bytes -= sent
        self._sent_bytes += sent
        return sent

    def service(self) -> None:
        """Answer the next request, unless much of the answer to the one before is still to be taken.

        Then the connection is closed after that one, as a server may at any time
        (https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2).
        """
        if self.total_outbufs_len <= self.adj.outbuf_high_watermark:
            super().service()
            return
        with self.requests_lock:  # type: ignore[attr-defined] # the stubs do not know it
            self.close_when_flushed = True
            for request in self.requests:
                request.close()
            self.requests = []
        self.server.pull_trigger()

    def _end_if_slow(self, now_s: float) -> None:
        if not self.total_outbufs_len:
            self._looked_s, self._sent_bytes = now_s, 0
        elif now_s - self._looked_s >= _OVER_S:
            if self._sent_bytes < _LEAST_BYTES_S * (now_s - self._looked_s):
                # At once, for a client that takes nothing never becomes one to whom something can be sent.
                self.handle_close()
            self._looked_s, self._sent_bytes = now_s, 0

    def _flush_outbufs_below_high_watermark(self) -> None:
        """Nothing: no thread waits here for a slow reader. What is too much for memory goes to a file."""

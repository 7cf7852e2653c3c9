"""HTTP by hand: any bytes are sent, at any pace, and what comes back is read as it stands."""

import socket
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any, BinaryIO, cast

from tests.faults.corpus import Piece

__all__ = ["Reply", "Speaker", "exchange"]

_SETTLED_S = 0.05
"""How long an open connection is watched for a further answer that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: status, headers with names in lower case, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Reading:
    """What http.client reads answers from: one buffer for all answers of a connection."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def makefile(self, _: str) -> BinaryIO:
        return self._stream


class _Unclosed:
    """A stream that http.client may read to the end of an answer but not close."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def close(self) -> None:
        """Nothing: a further answer may follow."""


class Speaker:
    """One connection."""

    def __init__(self, host: str, *, patience_s: float) -> None:
        address, _, port = host.rpartition(":")
        self._socket = socket.create_connection((address, int(port)), patience_s)
        self._stream = self._socket.makefile("rb")
        self._method = "GET"

    def say(self, pieces: Iterable[Piece]) -> None:
        """Send bytes, and nothing for the seconds between them; a server that hangs up ends it."""
        is_first = True
        with suppress(ConnectionError):
            for piece in pieces:
                if not isinstance(piece, bytes):
                    time.sleep(piece)
                    continue
                if is_first:
                    self._method, is_first = piece.split(b" ", 1)[0].decode("latin-1"), False
                self._socket.sendall(piece)

    def hear(self) -> Reply | None:
        """The next answer; None where the connection is closed instead.

        Raises:
            TimeoutError: nothing comes for as long as there is patience.
            OSError: the answer breaks off, or is no HTTP.
        """
        response = HTTPResponse(
            cast("socket.socket", _Reading(cast("BinaryIO", _Unclosed(self._stream)))), method=self._method
        )
        try:
            response.begin()
        except ConnectionError:
            # http.client says so too where nothing at all came.
            return None
        try:
            body = response.read()
        except HTTPException as error:
            raise OSError(f"the answer breaks off: {error!r}") from error
        return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, body)

    @property
    def method(self) -> str:
        """Of the request that was sent."""
        return self._method

    def settle(self) -> Reply | None:
        """A further answer, if one comes at once."""
        self._socket.settimeout(_SETTLED_S)
        with suppress(TimeoutError):
            return self.hear()
        return None

    def close(self) -> None:
        """Hang up."""
        self._stream.close()
        self._socket.close()


def exchange(host: str, pieces: Iterable[Piece], *, patience_s: float) -> list[Reply]:
    """All answers to what one connection sends; none where it is closed without one."""
    speaker = Speaker(host, patience_s=patience_s)
    try:
        speaker.say(pieces)
        replies = []
        reply = speaker.hear()
        while reply is not None:
            replies.append(reply)
            reply = speaker.settle()
        return replies
    finally:
        speaker.close()

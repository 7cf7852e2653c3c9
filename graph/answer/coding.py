"""Content codings: a text made smaller for the way (https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1).

Levels are low: they are for answers that are made while someone waits.
"""

import zlib
from typing import Protocol

import zstandard

__all__ = ["CODINGS", "WORTH_CODING", "Encoder", "encoder"]

CODINGS = ("zstd", "gzip")
"""The codings that there are, the one to prefer first."""

WORTH_CODING = 1_024
"""A text of fewer bytes is not made smaller by as much as it costs."""

_LEVEL = 1
_GZIP_WINDOW = 31


class Encoder(Protocol):
    """Makes a stream of bytes smaller, piece by piece."""

    def compress(self, piece: bytes, /) -> bytes:
        """What of the coded stream is ready."""

    def flush(self) -> bytes:
        """The rest of it."""


def encoder(coding: str) -> Encoder:
    """A new encoder of that coding, one of `CODINGS`."""
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=_LEVEL).compressobj()
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)

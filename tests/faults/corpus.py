"""The corpus: hostile requests as data, in ``corpus/*.toml``.

A file has ``expect``, the statuses that its requests may get, and a table ``requests``: name → what is sent.

    query   a query, sent by POST as application/sparql-query
    update  an update, sent by POST as application/sparql-update, with a token that may write
    form    fields of a form, sent by POST to /sparql: {name = parts}
    get     an address with its parameters, as it stands in the request line
    raw     the bytes of one connection, as they are
    path, method, headers, body, token    what is not as above: a request piece by piece
    expect  instead of the file's; 0 stands for a connection that is closed without an answer; long requests
            may also get 503, because reading them can take a busy machine all the time there is
    connections  how many connections send it at once, and stay open while the server is asked something else

Texts are made of parts: a text; ``[part, times]``, in which § stands for the number of the repetition;
``{hex = "ff"}``; ``{gzip = parts}``; ``{pause_s = 0.2}``. ``{canary}`` in a text becomes the address of a
server on loopback that must never be reached.
"""

import gzip
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

__all__ = ["Hostile", "Piece", "hostile_requests", "pieces"]

FOLDER = Path(__file__).with_name("corpus")

Piece = bytes | float
"""What is sent, or how many seconds nothing is."""

_KEYS = frozenset(
    {"query", "update", "form", "get", "raw", "path", "method", "headers", "body", "token"}
    | {"expect", "connections"}
)
_LONG_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile request.

    Attributes:
        name: the file and what is hostile about it.
        expect: statuses that it may get; 0 is a connection closed without an answer.
        entry: what is sent, as the file says.
        connections: how many connections send it at once.
    """

    name: str
    expect: frozenset[int]
    entry: Mapping[str, Any]
    connections: int = 1

    def sent(self, *, token: str, canary: str) -> list[Piece]:
        """What one connection sends."""
        return pieces(_request(self.entry, token, canary), canary)

    def allowed(self, sent: list[Piece]) -> frozenset[int]:
        """The statuses that it may get, having sent this."""
        size = sum(len(piece) for piece in sent if isinstance(piece, bytes))
        return self.expect | {503} if size > _LONG_BYTES else self.expect


def hostile_requests() -> tuple[Hostile, ...]:
    """The whole corpus, in the order of its files."""
    return tuple(each for path in sorted(FOLDER.glob("*.toml")) for each in _read(path))


def pieces(parts: Any, canary: str = "") -> list[Piece]:
    """What is sent for some parts; neighbouring bytes are one piece."""
    joined: list[Piece] = []
    for piece in _rendered(parts):
        told = piece.replace(b"{canary}", canary.encode()) if isinstance(piece, bytes) else piece
        if joined and isinstance(told, bytes) and isinstance(joined[-1], bytes):
            joined[-1] += told
        else:
            joined.append(told)
    return joined


def _read(path: Path) -> Iterator[Hostile]:
    read = tomllib.loads(path.read_text("utf-8"))
    for name, entry in read["requests"].items():
        if unknown := set(entry) - _KEYS:
            raise ValueError(f"{path.name}, {name}: unknown {unknown}")
        expect = frozenset(entry.get("expect", read["expect"]))
        yield Hostile(f"{path.stem}: {name}", expect, entry, entry.get("connections", 1))


def _rendered(parts: Any) -> Iterator[Piece]:
    match parts:
        case str():
            yield parts.encode()
        case [part, int(times)]:
            yield from _repeated(part, times)
        case list():
            for part in parts:
                yield from _rendered(part)
        case {"hex": text}:
            yield bytes.fromhex(text)
        case {"gzip": inner}:
            yield gzip.compress(
                b"".join(each for each in _rendered(inner) if isinstance(each, bytes)), mtime=0
            )
        case {"pause_s": seconds}:
            yield float(seconds)
        case _:
            raise ValueError(f"this is no part: {parts!r}")


def _repeated(part: Any, times: int) -> Iterator[Piece]:
    if isinstance(part, str):
        if "§" in part:
            yield "".join(part.replace("§", str(number)) for number in range(times)).encode()
        else:
            yield part.encode() * times
        return
    once = list(_rendered(part))
    for _ in range(times):
        yield from once


def _request(entry: Mapping[str, Any], token: str, canary: str) -> list[Any]:
    """The parts of the whole request: line, headers, body."""
    if "raw" in entry:
        return [entry["raw"]]
    method, path, headers, body = _message(entry)
    if "update" in entry or entry.get("token"):
        headers = {"Authorization": f"Bearer {token}", **headers}
    length = sum(len(piece) for piece in pieces(body, canary) if isinstance(piece, bytes))
    if body or method in {"POST", "PUT", "PATCH"}:
        headers = {"Content-Length": str(length), **headers}
    lines = [[f"{name}: ", value, "\r\n"] for name, value in {"Host": "localhost", **headers}.items()]
    return [f"{method} ", path, " HTTP/1.1\r\n", *lines, "\r\n", body]


def _message(entry: Mapping[str, Any]) -> tuple[str, Any, dict[str, Any], Any]:
    headers = dict(entry.get("headers", {}))
    if "get" in entry:
        return entry.get("method", "GET"), entry["get"], headers, []
    kind, body = "", entry.get("body", [])
    for name in ("query", "update"):
        if name in entry:
            kind, body = f"application/sparql-{name}", entry[name]
    if "form" in entry:
        kind, body = "application/x-www-form-urlencoded", _form(entry["form"])
    if kind:
        headers = {"Content-Type": kind, **headers}
    return entry.get("method", "POST"), entry.get("path", "/sparql"), headers, body


def _form(fields: Mapping[str, Any]) -> str:
    values = {
        name: b"".join(piece for piece in pieces(parts) if isinstance(piece, bytes))
        for name, parts in fields.items()
    }
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in values.items())

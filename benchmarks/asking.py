"""Asking an endpoint by the SPARQL protocol, the answer fetched whole, within a time limit.

https://www.w3.org/TR/sparql11-protocol/#query-via-post-urlencoded
"""

import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

__all__ = ["Fetched", "Refused", "TookTooLong", "fetch", "media_type", "send_update"]

_PIECE = 1 << 20
_TOO_LONG_STATUS = {408, 503, 504}


class Refused(Exception):
    """The endpoint gave no answer but an error."""


class TookTooLong(Exception):
    """The time limit passed before the answer was complete."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer as it came, and the time from the request to its last byte."""

    body: bytes
    elapsed_ms: float


def media_type(query: str) -> str:
    """What a client asks for: JSON for a table or a truth, N-Triples for a graph."""
    words = [line for line in query.splitlines() if line and not line.startswith(("#", "PREFIX"))]
    is_graph = words[0].startswith(("CONSTRUCT", "DESCRIBE"))
    return "application/n-triples" if is_graph else "application/sparql-results+json"


def fetch(address: str, query: str, limit_s: float) -> Fetched:
    """The whole answer to a query, over a connection of its own.

    Raises:
        Refused: the endpoint answered with an error or broke off.
        TookTooLong: the time limit passed.
    """
    return _posted(address, {"query": query}, media_type(query), limit_s)


def send_update(address: str, update: str, limit_s: float) -> float:
    """Have an update carried out; the time it took, in milliseconds.

    Raises:
        Refused, TookTooLong: as for a query.
    """
    return _posted(address, {"update": update}, "*/*", limit_s).elapsed_ms


def _posted(address: str, fields: dict[str, str], accepted: str, limit_s: float) -> Fetched:
    place = urlsplit(address)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=limit_s)
    headers = {"Accept": accepted, "Content-Type": "application/x-www-form-urlencoded"}
    target = f"{place.path}?{place.query}" if place.query else place.path
    start = time.perf_counter()
    try:
        connection.request("POST", target, urlencode(fields).encode(), headers)
        response = connection.getresponse()
        pieces = []
        while piece := response.read(_PIECE):
            pieces.append(piece)
            if time.perf_counter() - start > limit_s:
                raise TookTooLong
    except TimeoutError as error:
        raise TookTooLong from error
    except (OSError, HTTPException) as error:
        raise Refused(f"{type(error).__name__}: {error}") from error
    finally:
        connection.close()
    elapsed_ms = (time.perf_counter() - start) * 1000
    body = b"".join(pieces)
    if response.status in _TOO_LONG_STATUS:
        raise TookTooLong
    if response.status >= 300:  # noqa: PLR2004 - the first status that is no success
        raise Refused(f"status {response.status}: {body[:200].decode('utf-8', 'replace')}")
    return Fetched(body, elapsed_ms)

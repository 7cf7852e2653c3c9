"""What every answer to a hostile request must be, whatever the request was."""

import json
from collections.abc import Iterator

from tests.faults.speaking import Reply

__all__ = ["SMALL", "faults", "is_right"]

_FIRST_ERROR, _FIRST_OF_SERVER, _UNAVAILABLE = 400, 500, 503
_MEMBERS = {"type", "title", "status", "detail"}
_OF_A_BUG = (
    b"Traceback (most recent",
    b'File "/',
    b"site-packages",
    b"Internal error",
    b"duckdb.",
    b"_duckdb",
)
_PROBLEM = "application/problem+json"

SMALL = b"GET /sparql?query=ASK%7B%7D&format=json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
"""A request that is right, and takes a server in health no time."""


def is_right(replies: list[Reply]) -> bool:
    """Whether these are what the small request gets from a server in health."""
    return [(each.status, json.loads(each.body)["boolean"]) for each in replies] == [(200, True)]


def faults(reply: Reply, asked: str) -> Iterator[str]:
    """What is wrong with an answer, in words.

    Args:
        reply: the answer.
        asked: the method of the request.
    """
    if reply.status >= _FIRST_OF_SERVER and reply.status != _UNAVAILABLE:
        yield f"status {reply.status}"
    yield from (f"the body tells {sign!r}" for sign in _OF_A_BUG if sign in reply.body)
    if reply.status == _UNAVAILABLE and not reply.headers.get("retry-after", "").isdigit():
        yield "503 without Retry-After"
    if "content-type" not in reply.headers and reply.body:
        yield "a body of no type"
    if reply.headers.get("content-type", "").endswith("json") and asked != "HEAD":
        yield from _faults_of_json(reply)
    elif reply.status >= _FIRST_ERROR and not reply.headers.get("content-type", "").startswith("text/html"):
        yield f"{reply.status} is no problem document but {reply.headers.get('content-type')}"


def _faults_of_json(reply: Reply) -> Iterator[str]:
    try:
        document = json.loads(reply.body)
    except ValueError as error:
        yield f"the body is no JSON: {error}"
        return
    if reply.status < _FIRST_ERROR:
        return
    if reply.headers["content-type"] != _PROBLEM:
        yield f"{reply.status} is no problem document"
    elif missing := _MEMBERS - set(document):
        yield f"the problem document lacks {missing}"
    elif document["status"] != reply.status:
        yield f"the problem document says {document['status']}, the status line {reply.status}"

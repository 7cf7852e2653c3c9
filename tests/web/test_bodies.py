"""Bodies that are too large, lie about their length or never end: refused, and the service goes on."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.serving import Served, served

LIMIT = 100_000
QUERY = b"ASK {} #"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service that takes bodies of 100,000 bytes."""
    with served(tmp_path_factory.mktemp("bodies"), body_bytes_limit=LIMIT) as running:
        yield running


def _status(service: Served, head: str, body: bytes, *, patience_s: float = 20) -> int:
    """The status of the answer to what is sent; 0 where the connection is closed without one."""
    host, port = service.host.split(":")
    kind = "Content-Type: application/sparql-query\r\n"
    lines = f"POST /sparql HTTP/1.1\r\nHost: {service.host}\r\n{kind}{head}\r\n"
    with closing(socket.create_connection((host, int(port)), patience_s)) as connection:
        try:
            connection.sendall(lines.encode() + body)
        except OSError:
            """It is refused before all of it is sent; the answer may be there all the same."""
        try:
            answer = connection.recv(65_536)
        except ConnectionResetError:
            return 0
    return int(answer.split()[1]) if answer else 0


def _chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


def test_a_body_within_the_limit_is_read(service: Served) -> None:
    """With its length ahead, and in chunks."""
    body = QUERY + b"x" * 1_000

    assert _status(service, f"Content-Length: {len(body)}\r\n", body) == 200
    assert _status(service, "Transfer-Encoding: chunked\r\n", _chunked(body[:500], body[500:])) == 200


@pytest.mark.parametrize("size", [LIMIT + 1, LIMIT + 500_000, LIMIT + 3_000_000])
@pytest.mark.parametrize("is_chunked", [False, True], ids=["length", "chunks"])
def test_a_body_beyond_the_limit_is_413(size: int, is_chunked: bool, service: Served) -> None:  # noqa: FBT001
    """Whether its length is told or not."""
    body = QUERY + b"x" * size
    chunks = [body[place : place + 50_000] for place in range(0, len(body), 50_000)]

    status = (
        _status(service, "Transfer-Encoding: chunked\r\n", _chunked(*chunks))
        if is_chunked
        else _status(service, f"Content-Length: {len(body)}\r\n", body)
    )

    # Who goes on sending what is refused may find the connection closed before the answer is read.
    assert status in {413, 0}
    assert service.query("ASK {}").status == 200


def test_a_length_that_promises_too_much_is_refused_at_once(service: Served) -> None:
    """Nothing of such a body is waited for."""
    assert _status(service, "Content-Length: 999999999999\r\n", b"") == 413


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: -1\r\n",
        "Content-Length: ten\r\n",
        "Content-Length: 1_0\r\n",
        "Content-Length: 5\r\nContent-Length: 50\r\n",
        "Transfer-Encoding: gzip\r\n",
        "Content-Length: 20\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 7\r\n",
        "Transfer-Encoding: chunked, chunked\r\nContent-Length: 0\r\n",
    ],
)
def test_a_length_that_can_be_read_in_two_ways_is_refused(head: str, service: Served) -> None:
    """Two servers in a row would see two different requests."""
    status = _status(service, head, _chunked(QUERY))

    assert status in {0, 400, 413, 501}, status


def test_a_chunk_that_is_no_chunk_is_400(service: Served) -> None:
    """Its length is a number."""
    assert _status(service, "Transfer-Encoding: chunked\r\n", b"zz\r\nASK {}\r\n0\r\n\r\n") in {400, 413}


def test_a_body_that_ends_early_holds_nobody_up(service: Served) -> None:
    """Many of them wait for the rest of theirs; others are answered meanwhile."""
    host, port = service.host.split(":")
    waiting = [socket.create_connection((host, int(port))) for _ in range(30)]
    head = f"POST /sparql HTTP/1.1\r\nHost: {service.host}\r\nContent-Length: 50\r\n\r\nASK"
    for connection in waiting:
        connection.sendall(head.encode())

    assert service.query("ASK {}").document["boolean"] is True

    for connection in waiting:
        connection.close()


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_request_of_two_lengths_smuggles_none(version: str, service: Served) -> None:
    """It gets 400, and what could be taken for a second request is never answered."""
    host, port = service.host.split(":")
    inner = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    kind = "Content-Type: application/sparql-query\r\n"
    head = f"POST /sparql HTTP/{version}\r\nHost: {service.host}\r\n{kind}Connection: keep-alive\r\n"
    lengths = f"Content-Length: {5 + len(inner)}\r\nTransfer-Encoding: chunked\r\n\r\n"
    with closing(socket.create_connection((host, int(port)), 20)) as connection:
        connection.sendall((head + lengths).encode() + b"0\r\n\r\n" + inner)
        answer = b""
        while block := connection.recv(65_536):
            answer += block

    assert answer.split()[1] == b"400"
    assert answer.count(b"HTTP/1.") == 1
    assert b"application/problem+json" in answer

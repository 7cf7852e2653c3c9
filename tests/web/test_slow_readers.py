"""Who reads slowly holds no thread and gets the whole answer; who hardly reads is cut off."""

import json
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPResponse, IncompleteRead
from threading import Thread
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

import pytest
from waitress.server import BaseWSGIServer, create_server

from graph.answer import Room, Spool
from graph.dataset import open_store
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.web.connections import Channel, channel
from graph.web.sending.body import SpooledResponse
from tests.serving import Served, served

PAIRS = "SELECT ?a ?b { ?a <x:p> ?x . ?b <x:p> ?y }"
ROWS = 600 * 600
READERS = 8
"""More than the service has threads."""
PATIENCE_S = 60


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service with three threads, whose large answers lie in memory or on disk."""
    folder = tmp_path_factory.mktemp("slow")
    dataset = open_store(folder / "some.db")
    lines = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(600))
    dataset.load(document_from_text(lines, syntax_by_name("ttl")), None)
    del dataset
    limits = {"threads": 3, "concurrent_queries": 1, "waiting_queries": 1, "answer_memory_mb": 60}
    with served(folder, store_path=folder / "some.db", default_graph="default", **limits) as running:
        yield running


def _connected(address: str) -> socket.socket:
    """A connection in which little fits between the two processes."""
    host, port = address.split(":")
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    connection.settimeout(PATIENCE_S)
    connection.connect((host, int(port)))
    return connection


def _asked(service: Served, times: int = 1) -> socket.socket:
    connection = _connected(service.host)
    request = f"GET /sparql?query={quote(PAIRS)} HTTP/1.1\r\nHost: {service.host}\r\n\r\n"
    connection.sendall(request.encode() * times)
    return connection


def _begun(connection: socket.socket) -> HTTPResponse:
    response = HTTPResponse(connection, method="GET")
    response.begin()
    return response


def test_more_slow_readers_than_threads_hold_nobody_up(service: Served) -> None:
    """All have the head of a large answer and read no further; others are answered, and they get the rest."""
    with ExitStack() as stack:
        responses = []
        for _ in range(READERS):
            connection = stack.enter_context(closing(_asked(service)))
            responses.append(stack.enter_context(closing(_begun(connection))))

        assert service.query("ASK {}").document["boolean"] is True
        assert service.ask("GET", "/health").status == 200

        for response in responses:
            body = response.read()
            assert len(body) == int(response.headers["Content-Length"])
            assert len(json.loads(body)["results"]["bindings"]) == ROWS


def test_a_request_behind_an_answer_that_is_not_taken_waits_in_vain(service: Served) -> None:
    """Many requests in one go make no more than one large answer wait; then the connection ends."""
    with closing(_asked(service, times=20)) as connection:
        response = _begun(connection)
        sleep(0.5)

        assert service.query("ASK {}").document["boolean"] is True
        assert len(json.loads(response.read())["results"]["bindings"]) == ROWS
        rest = connection.recv(100)

    assert rest == b""


def test_what_is_sent_is_noted_when_it_is_sent(service: Served) -> None:
    """A slow reader's answer counts in the metrics once it is all handed over, not before."""
    name = b'maillage_requests_total{method="GET",route="/sparql",status="200"}'

    def count() -> float:
        lines = service.ask("GET", "/metrics").body.splitlines()
        return next((float(line.split()[-1]) for line in lines if line.startswith(name)), 0.0)

    before = count()
    with closing(_asked(service)) as connection:
        response = _begun(connection)
        meanwhile = count()
        response.read()
        _until(lambda: count() == before + 1)

    assert meanwhile == before


@pytest.fixture
def dripped(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """A server of one large answer that bears slow readers for half a second; and what was given back."""
    monkeypatch.setattr(channel, "_OVER_S", 0.5)
    monkeypatch.setattr(BaseWSGIServer, "channel_class", Channel)
    closed: list[str] = []

    def app(environ: Any, start_response: Any) -> Iterable[bytes]:
        with Spool(Room()) as text:
            text.write(b"x" * 20_000_000)
        response = SpooledResponse(text)
        response.call_on_close(lambda: closed.append("closed"))
        return response(environ, start_response)

    server: Any = create_server(app, host="127.0.0.1", port=0, asyncore_use_poll=True)
    thread = Thread(target=server.run)
    thread.start()
    yield f"127.0.0.1:{server.effective_port}", closed
    server.trigger.pull_trigger(server.close)  # in its own thread
    thread.join(PATIENCE_S)


def test_who_takes_next_to_nothing_is_cut_off(dripped: tuple[str, list[str]]) -> None:
    """Its connection ends before the answer does, and the room of the answer is given back."""
    address, closed = dripped
    with closing(_connected(address)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        response = _begun(connection)

        _until(lambda: closed == ["closed"])

        with closing(response), pytest.raises((IncompleteRead, ConnectionError)):
            response.read()


def test_who_takes_a_little_gets_all(dripped: tuple[str, list[str]]) -> None:
    """Some hundred kilobytes a second are enough; it takes as long as it takes."""
    address, closed = dripped
    with closing(_connected(address)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        response = _begun(connection)
        got = 0
        with closing(response):
            while block := response.read1(1_000_000):
                got += len(block)
                sleep(0.02)

    assert got == 20_000_000
    _until(lambda: closed == ["closed"])


def _until(is_so: Callable[[], bool]) -> None:
    until = monotonic() + PATIENCE_S
    while not is_so():
        assert monotonic() < until, "it has not come to pass"
        sleep(0.05)

"""What leaves the process is a whole answer, or visibly not one; the server here can be killed."""

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from urllib.parse import quote

import pytest

from graph.dataset import open_store
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from tests.serving import Served, served

PAIRS = "SELECT ?a ?b { ?a <x:p> ?x . ?b <x:p> ?y }"
ROWS = 600 * 600
PATIENCE_S = 120


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of some hundred triples."""
    path = tmp_path_factory.mktemp("whole") / "some.db"
    dataset = open_store(path)
    lines = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(600))
    dataset.load(document_from_text(lines, syntax_by_name("ttl")), None)
    del dataset
    return path


@pytest.fixture
def service(store: Path, tmp_path: Path) -> Iterator[Served]:
    """The service over it, with so little memory for answers that large ones go to disk."""
    limits = {"answer_memory_mb": 1, "answer_disk_mb": 100, "default_graph": "default"}
    with served(tmp_path, store_path=store, **limits) as running:
        yield running


def _begun(service: Served) -> HTTPConnection:
    connection = HTTPConnection(service.host, timeout=PATIENCE_S)
    # So little of an answer fits between the two processes that most of it is still to be sent.
    connection.connect()
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    connection.request("GET", f"/sparql?query={quote(PAIRS)}")
    return connection


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_a_large_answer_comes_whole_from_disk(service: Served, name: str) -> None:
    """With its length ahead, whoever else is asking."""

    def ask(_: int) -> bytes:
        reply = service.ask("GET", f"/sparql?query={quote(PAIRS)}&format={name}")
        assert (reply.status, int(reply.headers["Content-Length"])) == (200, len(reply.body))
        return reply.body

    with ThreadPoolExecutor(2) as pool:
        bodies = list(pool.map(ask, range(4)))

    assert {body.count(b"\n") for body in bodies} == {ROWS + {"json": 2, "xml": 6, "csv": 1, "tsv": 1}[name]}


def test_a_client_sees_that_the_server_was_killed(service: Served) -> None:
    """What it has is shorter than was announced; it can't be taken for the answer."""
    connection = _begun(service)
    response = connection.getresponse()
    first = response.read(100_000)

    service.process.kill()
    with pytest.raises((IncompleteRead, ConnectionError)):
        response.read()

    assert response.status == 200
    assert len(first) == 100_000
    connection.close()


def test_who_goes_away_gives_the_room_back(service: Served) -> None:
    """Answers that nobody reads to the end do not fill the disk."""
    for _ in range(8):
        connection = _begun(service)
        assert len(connection.getresponse().read(100_000)) == 100_000
        connection.close()

    reply = service.ask("GET", f"/sparql?query={quote(PAIRS)}")

    assert (reply.status, len(json.loads(reply.body)["results"]["bindings"])) == (200, ROWS)

"""What runs is shown to whom it belongs, and can be stopped: by them, by an admin, or by going away."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from urllib.parse import quote

import pytest

from graph.tokens import Role, TokenFile
from tests.serving import Reply, Served, served

ENDLESS = "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PATIENCE_S = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the service keeps its tokens."""
    return tmp_path_factory.mktemp("running")


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Served]:
    """The bundled graph, with two queries at a time."""
    with served(folder, concurrent_queries=1, waiting_queries=1, query_timeout_s=600) as running:
        yield running


@pytest.fixture(scope="module")
def ana(folder: Path) -> dict[str, str]:
    """The header of a reader, whose token was made while the service ran."""
    return _bearer(TokenFile(folder / "tokens.json").add("ana", Role.READER))


@pytest.fixture(scope="module")
def ben(folder: Path) -> dict[str, str]:
    """The header of an editor."""
    return _bearer(TokenFile(folder / "tokens.json").add("ben", Role.EDITOR))


def _bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def _until(is_so: Callable[[], bool]) -> None:
    until = monotonic() + PATIENCE_S
    while not is_so():
        assert monotonic() < until, "it has not come to pass"
        sleep(0.05)


class _Asking:
    """A query that is asked in a thread of its own."""

    def __init__(self, service: Served, headers: dict[str, str]) -> None:
        self.replies: list[Reply] = []
        before = len(service.running())
        self._thread = Thread(target=lambda: self.replies.append(service.query(ENDLESS, **headers)))
        self._thread.start()
        _until(lambda: len(service.running()) > before)

    def reply(self) -> Reply:
        """What came of it."""
        self._thread.join(PATIENCE_S)
        return self.replies[0]


def test_what_runs_is_told_with_age_limit_and_text(service: Served, ana: dict[str, str]) -> None:
    """And stopped by whoever asked it: 503 for the query, 204 for the stop, and nothing runs any more."""
    asking = _Asking(service, ana)

    _until(lambda: service.running()[0]["progress"]["stage"] == "running")
    [listed] = service.ask("GET", "/running", headers=ana).document["running"]
    one = service.ask("GET", f"/running/{listed['id']}", headers=ana)
    stopped = service.ask("DELETE", f"/running/{listed['id']}", headers=ana)

    assert (listed["kind"], listed["state"], listed["text"]) == ("query", "running", ENDLESS)
    assert (listed["owner"], listed["limit_s"]) == ("ana", 600)
    assert listed["seconds"] >= 0
    # How much of it is done nobody knows: it is endless.
    assert [listed["progress"][name] for name in ("share", "rows", "triples")] == [None, 0, 0]
    assert one.document["id"] == listed["id"]
    assert stopped.status == 204
    reply = asking.reply()
    assert reply.status == 503
    assert reply.document["type"].endswith("/query-cancelled")
    assert service.running() == []


def test_what_others_run_is_neither_shown_nor_stopped(
    service: Served, ana: dict[str, str], ben: dict[str, str]
) -> None:
    """An admin sees and stops all."""
    asking = _Asking(service, ana)
    [listed] = service.running()

    assert service.ask("GET", "/running", headers=ben).document["running"] == []
    assert service.ask("GET", f"/running/{listed['id']}", headers=ben).status == 404
    assert service.ask("DELETE", f"/running/{listed['id']}", headers=ben).status == 404
    assert service.ask("DELETE", f"/running/{listed['id']}", headers=service.authority).status == 204
    assert asking.reply().status == 503


@pytest.mark.parametrize(
    ("method", "target"), [("GET", "/running"), ("GET", "/running/query-1"), ("DELETE", "/running/query-1")]
)
def test_without_a_token_nothing_is_shown_and_nothing_stopped(
    method: str, target: str, service: Served
) -> None:
    """Also where reading is for everyone; queries without a token are an admin's to see."""
    refused = service.ask(method, target)

    assert refused.status == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_list_is_a_page_for_a_browser(service: Served, ana: dict[str, str]) -> None:
    """With the texts, whatever signs they hold."""
    asking = _Asking(service, ana)

    page = service.ask("GET", "/running", headers=service.authority | {"Accept": "text/html"})

    assert page.headers["Content-Type"].startswith("text/html")
    assert "?a ?b ?c" in page.body.decode()
    assert "<td>not known" in page.body.decode()
    assert service.admin not in page.body.decode()
    [listed] = service.running()
    service.ask("DELETE", f"/running/{listed['id']}", headers=service.authority)
    asking.reply()


@pytest.mark.parametrize("target", [f"/sparql?query={quote(ENDLESS)}"])
def test_a_client_that_goes_away_stops_its_query(target: str, service: Served) -> None:
    """Its connection is closed, and nothing runs for it any more, long before the time limit."""
    host, port = service.host.split(":")
    connection = socket.create_connection((host, int(port)))
    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {service.host}\r\n\r\n".encode())
    _until(lambda: len(service.running()) == 1)

    connection.close()

    _until(lambda: service.running() == [])


def test_a_query_that_waits_is_stopped_with_its_client_too(service: Served) -> None:
    """It never gets to run."""
    first = _Asking(service, {})
    host, port = service.host.split(":")
    connection = socket.create_connection((host, int(port)))
    connection.sendall(f"GET /sparql?query=ASK+%7B%7D HTTP/1.1\r\nHost: {service.host}\r\n\r\n".encode())
    _until(lambda: [each["state"] for each in service.running()] == ["running", "waiting"])

    connection.close()

    _until(lambda: len(service.running()) == 1)
    [listed] = service.running()
    assert service.ask("DELETE", f"/running/{listed['id']}", headers=service.authority).status == 204
    assert first.reply().status == 503


def test_a_crowd_is_429_and_the_rest_of_the_service_answers(service: Served) -> None:
    """One runs, one waits, a third is asked to come back; health and the list are not held up."""
    asked = [_Asking(service, {}), _Asking(service, {})]

    refused = service.query("ASK {}")

    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.document["type"].endswith("/too-many-queries")
    assert service.ask("GET", "/health").status == 200
    assert service.ask("GET", "/health/ready").document["status"] == "ready"
    for each in service.running():
        service.ask("DELETE", f"/running/{each['id']}", headers=service.authority)
    assert [each.reply().status for each in asked] == [503, 503]
    assert json.loads(service.query("ASK {}").body)["boolean"] is True


def test_a_graph_that_is_put_can_be_stopped(service: Served, ben: dict[str, str]) -> None:
    """Then there is no such graph."""
    triples = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(200_000))
    headers = ben | {"Content-Type": "text/turtle"}
    replies: list[Reply] = []
    thread = Thread(
        target=lambda: replies.append(service.ask("PUT", "/graphs?graph=x:stopped", triples, headers))
    )
    thread.start()
    _until(lambda: [each["kind"] for each in service.running()] == ["put"])

    [listed] = service.running()
    stopped = service.ask("DELETE", f"/running/{listed['id']}", headers=ben)
    thread.join(PATIENCE_S)

    assert stopped.status == 204
    assert (replies[0].status, replies[0].document["type"].rpartition("/")[2]) == (503, "query-cancelled")
    assert service.ask("GET", "/graphs?graph=x:stopped").status == 404

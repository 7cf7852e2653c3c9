"""The log: a line of JSON a request, a slow query with its text, a mistake with its id, and never a token."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph.dataset import Dataset
from graph.engine import ColumnarEngine, QueryLimits
from graph.errors import SettingsError
from graph.settings import read_settings
from graph.store.columnar import ColumnStore
from graph.tokens import Role, TokenFile
from server import create_app

ROWS = "SELECT * { VALUES ?n { 1 2 3 } }"
Make = Callable[..., FlaskClient]


@pytest.fixture
def make(served: Dataset, tmp_path: Path) -> Make:
    """A client of a service that logs its requests to ``log.jsonl``."""

    def client(dataset: Dataset = served, **settings: Any) -> FlaskClient:
        paths = {"token_file": str(tmp_path / "tokens.json"), "request_log": str(tmp_path / "log.jsonl")}
        app = create_app(read_settings({}, **(paths | settings)), dataset)
        app.add_url_rule("/broken/<part>", view_func=lambda part: str(1 / len(part[:0])))
        return app.test_client()

    return client


def _ways(secret: str) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Method, address, authority and the rest of requests with a token somewhere."""
    bearer = f"Bearer {secret}"
    return [
        ("GET", "/running", bearer, {}),
        ("DELETE", "/running/x", bearer, {}),
        ("POST", "/sparql", bearer, {"data": {"update": f"# {secret}"}}),
        ("GET", f"/sparql?access_token={secret}&query=ASK+{{}}", "", {}),
        ("GET", "/sparql", "", {"query_string": {"query": f"ASK {{ # {secret} \n }} }}"}}),
        ("GET", "/queries/", f"{bearer}x", {}),
        ("GET", "/queries/", f"Basic {secret}", {}),
        ("GET", f"/broken/{secret}", bearer, {}),
        ("GET", f"/{secret}", "", {}),
    ]


def _lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]


def test_each_request_is_one_line(make: Make, tmp_path: Path) -> None:
    """Method, address without its query, hash of what was asked, time, rows, status and client."""
    client = make()

    response = client.get("/sparql", query_string={"query": ROWS, "format": "json"}, buffered=True)
    client.get("/nowhere?a=b", environ_base={"REMOTE_ADDR": "192.0.2.1"}, buffered=True)

    first, second = _lines(tmp_path)
    assert (first["method"], first["address"], first["status"], first["rows"]) == ("GET", "/sparql", 200, 3)
    assert first["id"] == response.headers["X-Request-Id"]
    assert [len(digest) for digest in first["query"]] == [64]
    assert (first["client"], first["bytes"]) == ("127.0.0.1", len(response.data))
    assert first["ms"] >= 0
    assert (second["address"], second["status"], second["client"]) == ("/nowhere", 404, "192.0.2.1")


def test_what_a_patch_asks_is_in_the_line(make: Make, tmp_path: Path) -> None:
    """As of any other update."""
    secret = TokenFile(tmp_path / "tokens.json").add("ana", Role.EDITOR)
    client = make(Dataset.in_memory())

    response = client.patch(
        "/graphs?graph=x:g",
        data="INSERT DATA { <x:a> <x:b> 1 }",
        content_type="application/sparql-update",
        headers={"Authorization": f"Bearer {secret}"},
        buffered=True,
    )

    [line] = _lines(tmp_path)
    assert response.status_code == 201
    assert [len(digest) for digest in line["query"]] == [64]


def test_a_file_of_the_pages_is_a_line_too(make: Make, tmp_path: Path) -> None:
    """The server hands it over as a file."""
    make().get("/static/maillage.css", buffered=True)

    [line] = _lines(tmp_path)
    assert (line["address"], line["status"]) == ("/static/maillage.css", 200)


def test_no_token_is_ever_written(make: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Wherever a client puts it, known or not: header, address, parameter, query, form; also in mistakes."""
    secret = TokenFile(tmp_path / "tokens.json").add("ana", Role.READER)
    client = make(slow_query_s=1)

    responses = [
        client.open(address, method=method, headers={"Authorization": authority}, buffered=True, **more)
        for method, address, authority, more in _ways(secret)
    ]

    for response in responses[:3]:
        assert secret not in response.text
    assert [line["client"] for line in _lines(tmp_path)][:3] == ["ana"] * 3
    assert secret not in (tmp_path / "log.jsonl").read_text("utf-8")
    assert secret not in caplog.text


def test_a_mistake_of_the_service_is_found_by_its_id(
    make: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The id in the answer is that of the line, and of the traceback."""
    response = make().get("/broken/x", buffered=True)

    [line] = _lines(tmp_path)
    assert (line["status"], response.status_code) == (500, 500)
    assert line["id"] in json.loads(response.text)["detail"]
    assert line["id"] in caplog.text


def test_a_slow_query_is_told_with_its_text(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    """And a quick one is not."""
    endless = "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    store = ColumnStore()
    dataset = Dataset(ColumnarEngine(store, QueryLimits(time_s=1.2)))
    dataset.update(f"INSERT DATA {{ {' '.join(f'<x:{n}> <x:p> {n} .' for n in range(500))} }}")
    client = make(dataset, slow_query_s=1)

    with caplog.at_level(logging.WARNING, "maillage.slow"):
        client.get("/sparql", query_string={"query": ROWS}, buffered=True)
        client.get("/sparql", query_string={"query": endless}, buffered=True)

    [told] = [json.loads(record.getMessage()) for record in caplog.records if record.name == "maillage.slow"]
    assert told["text"] == endless
    assert told["seconds"] >= 1


def test_a_limit_that_was_hit_is_named(make: Make, tmp_path: Path) -> None:
    """For whoever counts them."""
    client = make(body_bytes_limit=100)

    client.post("/sparql", data="ASK {}" + " " * 200, content_type="application/sparql-query", buffered=True)

    [line] = _lines(tmp_path)
    assert (line["status"], line["limit"]) == (413, "request-entity-too-large")


def test_a_log_that_can_not_be_written_stops_the_start(served: Dataset, tmp_path: Path) -> None:
    """Nobody would miss it until it is needed."""
    with pytest.raises(SettingsError, match="can't be written"):
        create_app(read_settings({}, request_log=str(tmp_path)), served)


def test_a_log_that_was_moved_away_is_begun_anew(make: Make, tmp_path: Path) -> None:
    """As tools that rotate logs do."""
    client = make()
    client.get("/health", buffered=True)
    (tmp_path / "log.jsonl").rename(tmp_path / "old.jsonl")

    client.get("/health", buffered=True)

    assert len(_lines(tmp_path)) == 1

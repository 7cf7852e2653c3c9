"""How often one client may ask: each has a bucket of its own, and is told when it will be filled again."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.dataset import Dataset
from graph.settings import read_settings
from graph.tokens import Role, TokenFile
from graph.web.rates import Buckets
from server import create_app

ASK = "/sparql?query=ASK+{}"


@pytest.fixture
def client(served: Dataset, tmp_path: Path) -> FlaskClient:
    """Three requests at once, then one a minute."""
    path = str(tmp_path / "tokens.json")
    settings = read_settings({}, requests_per_minute=1, request_burst=3, token_file=path)
    return create_app(settings, served).test_client()


def _statuses(client: FlaskClient, number: int, **more: dict[str, str]) -> list[int]:
    return [client.get(ASK, **more).status_code for _ in range(number)]


def test_a_client_that_asks_too_often_is_told_when_to_come_back(client: FlaskClient) -> None:
    """429, a problem document, and seconds."""
    assert _statuses(client, 3) == [200, 200, 200]

    refused = client.get(ASK)

    assert (refused.status_code, refused.content_type) == (429, "application/problem+json")
    assert 50 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Retry-After"] in json.loads(refused.text)["detail"]


def test_each_address_has_its_own(client: FlaskClient) -> None:
    """What one has used up is not missing to another."""
    assert _statuses(client, 4, environ_base={"REMOTE_ADDR": "192.0.2.1"})[-1] == 429

    assert _statuses(client, 1, environ_base={"REMOTE_ADDR": "192.0.2.2"}) == [200]


def test_an_ipv6_network_is_one_client(client: FlaskClient) -> None:
    """It has more addresses than there are requests."""
    for number in range(3):
        _statuses(client, 1, environ_base={"REMOTE_ADDR": f"2001:db8::{number}"})

    assert _statuses(client, 1, environ_base={"REMOTE_ADDR": "2001:db8::ffff"}) == [429]
    assert _statuses(client, 1, environ_base={"REMOTE_ADDR": "2001:db8:0:1::1"}) == [200]


def test_a_token_has_its_own_wherever_it_is_used(client: FlaskClient, tmp_path: Path) -> None:
    """Also where its address has used up its own."""
    secret = TokenFile(tmp_path / "tokens.json").add("ana", Role.READER)
    assert _statuses(client, 4)[-1] == 429
    bearer = {"Authorization": f"Bearer {secret}"}

    assert _statuses(client, 3, headers=bearer) == [200, 200, 200]
    assert client.get(ASK, headers=bearer, environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 429


def test_guessing_tokens_counts_for_the_address(client: FlaskClient) -> None:
    """However many names are tried."""
    tried = [
        client.get(ASK, headers={"Authorization": f"Bearer {number}"}).status_code for number in range(5)
    ]

    assert tried == [401, 401, 401, 429, 429]


def test_whoever_watches_the_service_is_not_counted(client: FlaskClient) -> None:
    """Nor are files of the pages."""
    assert {client.get("/health").status_code for _ in range(10)} == {200}
    assert {client.get("/static/maillage.css", buffered=True).status_code for _ in range(10)} == {200}


def test_by_default_nobody_is_counted(served: Dataset) -> None:
    """The service listens on this machine alone."""
    client = create_app(read_settings({}), served).test_client()

    assert set(_statuses(client, 100)) == {200}


def test_many_clients_take_little_memory() -> None:
    """Whoever has not asked for longest is forgotten."""
    buckets = Buckets(1, 1.0)

    for number in range(30_000):
        buckets.take(number, 0.0)

    assert len(buckets) == 10_000
    assert buckets.take(29_999, 0.0) == 1.0


def test_a_clock_that_stands_still_fills_nothing() -> None:
    """And one that runs fills no bucket over its brim."""
    buckets = Buckets(2, 1.0)

    assert [buckets.take("a", 5.0) for _ in range(3)] == [0.0, 0.0, 1.0]
    assert [buckets.take("a", 500.0) for _ in range(3)] == [0.0, 0.0, 1.0]

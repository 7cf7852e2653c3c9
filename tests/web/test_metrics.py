"""Metrics in the format of Prometheus, read by its own parser."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from graph.dataset import Dataset
from graph.settings import read_settings
from server import create_app

Read = Callable[..., float]


@pytest.fixture
def client(served: Dataset) -> FlaskClient:
    """A service that has counted nothing yet."""
    return create_app(read_settings({}, body_bytes_limit=100), served).test_client()


@pytest.fixture
def read(client: FlaskClient) -> Read:
    """The value of a sample by name and labels; 0 where there is none."""

    def value(name: str, **labels: str) -> float:
        text = client.get("/metrics").text
        samples = [each for family in text_string_to_metric_families(text) for each in family.samples]
        found = [
            each.value for each in samples if each.name == name and labels.items() <= each.labels.items()
        ]
        return sum(found)

    return value


def test_metrics_come_in_the_format_of_prometheus(client: FlaskClient) -> None:
    """Its media type, and a text that its parser reads."""
    response = client.get("/metrics")

    assert response.content_type.startswith("text/plain; version=")
    names = {family.name for family in text_string_to_metric_families(response.text)}
    assert {
        "maillage_requests",
        "maillage_request_seconds",
        "maillage_query_seconds",
        "maillage_rows",
        "maillage_limits",
        "maillage_snapshot_version",
        "maillage_quads",
        "maillage_running",
        "maillage_waiting",
        "process_resident_memory_bytes",
    } <= names


def test_requests_are_counted_by_pattern_method_and_status(client: FlaskClient, read: Read) -> None:
    """Whatever names clients make up, there are no more series than patterns."""
    client.get("/id/beelife", buffered=True)
    client.get("/id/gojob", buffered=True)
    client.get("/no/such/address", buffered=True)
    client.open("/health", method="BREW", buffered=True)

    assert read("maillage_requests_total", method="GET", route="/id/<path:name>", status="303") == 2
    assert read("maillage_requests_total", route="none", status="404") == 1
    assert read("maillage_requests_total", method="other") == 1
    assert read("maillage_request_seconds_count", route="/id/<path:name>") == 2


def test_queries_and_their_rows_are_counted(client: FlaskClient, read: Read) -> None:
    """By kind."""
    client.get("/sparql", query_string={"query": "SELECT * { VALUES ?n { 1 2 3 } }"}, buffered=True)
    client.get("/sparql", query_string={"query": "ASK {}"}, buffered=True)

    assert read("maillage_query_seconds_count", kind="query") == 2
    assert read("maillage_rows_total") == 4


def test_answers_from_memory_are_counted(client: FlaskClient, read: Read) -> None:
    """The second time a query is not run, so it counts neither as a query nor its rows."""
    for _ in range(3):
        client.get("/sparql", query_string={"query": "SELECT * { VALUES ?n { 1 2 3 } }"}, buffered=True)

    assert (read("maillage_cache_hits_total"), read("maillage_cache_misses_total")) == (2, 1)
    assert read("maillage_query_seconds_count", kind="query") == 1
    assert read("maillage_cache_bytes") > 0


def test_limits_are_counted_by_name(client: FlaskClient, read: Read) -> None:
    """As the log names them."""
    client.post("/sparql", data="ASK {}" * 100, content_type="application/sparql-query", buffered=True)

    assert read("maillage_limits_total", limit="request-entity-too-large") == 1


def test_the_state_is_that_of_the_dataset(read: Read, served: Dataset) -> None:
    """Snapshot and size; this request runs no query."""
    assert read("maillage_quads") == served.snapshot.quads
    assert read("maillage_snapshot_version") == served.snapshot.version
    assert read("maillage_running") == 0
    assert read("process_resident_memory_bytes") > 10_000_000

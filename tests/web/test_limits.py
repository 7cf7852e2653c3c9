"""Limits over HTTP: a complete answer, one that says it is cut, or a problem that says which limit it was."""

import json

import pytest
from flask.testing import FlaskClient

from graph.dataset import INFERRED_GRAPH, Dataset
from graph.engine import ColumnarEngine, QueryLimits
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.settings import Settings
from graph.store.columnar import ColumnStore
from server import create_app

ALL = "SELECT ?s ?o { ?s <x:p> ?o }"
ENDLESS = "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def store() -> ColumnStore:
    """Some thousands of triples."""
    store = ColumnStore()
    lines = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(4_000))
    store.load(document_from_text(lines, syntax_by_name("ttl")), None)
    return store


def _client(store: ColumnStore, **limits: float) -> FlaskClient:
    engine = ColumnarEngine(store, QueryLimits(**limits))  # type: ignore[arg-type]
    app = create_app(Settings(), Dataset(engine))
    return app.test_client()


@pytest.mark.parametrize("rows", [10, 3_000])
def test_a_cut_answer_says_so_in_a_header_and_in_json(rows: int, store: ColumnStore) -> None:
    """Also where it was written by other means because it is large."""
    response = _client(store, rows=rows).get("/sparql", query_string={"query": ALL})

    found = json.loads(response.text)
    assert (len(found["results"]["bindings"]), found["complete"]) == (rows, False)
    assert response.headers["Maillage-Complete"] == f"false; the answer is cut at its limit of {rows:,} rows"


def test_a_complete_answer_has_neither(store: ColumnStore) -> None:
    """It is what the W3C says, and nothing more."""
    response = _client(store).get("/sparql", query_string={"query": ALL})

    assert set(json.loads(response.text)) == {"head", "results"}
    assert "Maillage-Complete" not in response.headers


@pytest.mark.parametrize("accept", ["text/csv", "text/html"])
def test_other_forms_of_a_cut_answer_say_so_too(accept: str, store: ColumnStore) -> None:
    """In a header, or in words on the page."""
    response = _client(store, rows=10).get("/sparql", query_string={"query": ALL}, headers={"Accept": accept})

    said = response.text if accept == "text/html" else response.headers["Maillage-Complete"]
    assert "the answer is cut at its limit of 10 rows" in said


def test_a_query_beyond_its_time_is_a_503_that_says_when_to_come_back(store: ColumnStore) -> None:
    """A problem document, and never the beginning of an answer; the service goes on."""
    client = _client(store, time_s=0.3)

    response = client.get("/sparql", query_string={"query": ENDLESS})

    problem = json.loads(response.text)
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert int(response.headers["Retry-After"]) > 0
    assert problem["type"] == "https://w3id.org/maillage/problem/query-timeout"
    assert "stopped at its time limit of 0.3 s" in problem["detail"]
    assert client.get("/sparql", query_string={"query": "ASK { <x:s1> <x:p> 1 }"}).status_code == 200


def test_the_service_starts_however_little_time_queries_get(store: ColumnStore) -> None:
    """What it derives at its start has a time of its own; queries have theirs."""
    app = create_app(Settings(query_timeout_s=0))

    parts = app.extensions["maillage"]
    assert INFERRED_GRAPH in parts.dataset.graphs()
    assert app.test_client().get("/sparql?query=ASK%7B%7D").status_code == 503
    assert _client(store, time_s=60).get("/sparql?query=ASK%7B%7D").status_code == 200

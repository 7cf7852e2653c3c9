"""Errors over HTTP: every class has a status, a bug shows nothing but its id."""

import json
import logging
from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import ServiceUnavailable

from graph import errors
from graph.dataset import Dataset
from graph.settings import Settings
from graph.web.problems import STATUS, problem_of, status_of
from server import create_app


def leaves(kind: type[errors.MaillageError]) -> Iterator[type[errors.MaillageError]]:
    """The classes below a class that have none below themselves."""
    below = kind.__subclasses__()
    for each in below:
        yield from leaves(each)
    if not below:
        yield kind


PASSING = {
    "Service": ServiceUnavailable(),
    **{kind.__name__: kind("it was stopped") for kind, status in STATUS.items() if status == 503},
}
"""What is answered with 503, by a name for it."""


@pytest.fixture
def failing(served: Dataset) -> Flask:
    """A service with an address for each error that is a 503, which raises it."""
    app = create_app(Settings(), served)
    for name, error in PASSING.items():
        app.add_url_rule(f"/{name}", name, partial(_raise, error))
    return app


def _raise(error: Exception) -> str:
    raise error


@pytest.fixture
def broken(served: Dataset) -> Flask:
    """A service with one address that fails by a mistake of its own."""
    app = create_app(Settings(), served)
    app.add_url_rule("/broken", view_func=lambda: str(1 / 0))
    return app


@pytest.mark.parametrize("name", PASSING)
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_every_503_says_when_to_come_back(name: str, accept: str, failing: Flask) -> None:
    """In seconds, whatever stopped it and however it is told (RFC 9110, section 10.2.3)."""
    response = failing.test_client().get(f"/{name}", headers={"Accept": accept})

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0


def test_every_error_of_the_tree_has_a_status() -> None:
    """No error class is left to a default."""
    found = set(leaves(errors.MaillageError))

    assert len(found) == 15
    assert found <= STATUS.keys()


def test_class_in_between_takes_the_status_of_the_nearest_above() -> None:
    """TextError has no status of its own: it is a MaillageError, the user's to mend."""
    assert status_of(errors.TextError) == 400


def test_problem_tells_place_hint_and_excerpt() -> None:
    """A text error becomes a document with the parts that are known, and no others."""
    error = errors.RdfSyntaxError("a.ttl", "a dot is missing", line=3, column=2, excerpt="a b")

    problem = problem_of(error)

    assert problem == {
        "type": "https://w3id.org/maillage/problem/rdf-syntax-error",
        "title": "RDF syntax error",
        "status": 400,
        "detail": "a dot is missing",
        "line": 3,
        "column": 2,
        "excerpt": "a b\n ^",
    }


def test_refused_data_comes_with_its_report() -> None:
    """InvalidData carries the report of the shapes."""
    problem = problem_of(errors.InvalidData("refused", "id:x lacks a source"))

    assert (problem["status"], problem["report"]) == (422, "id:x lacks a source")


def test_bug_is_500_with_an_id_that_is_in_the_log(broken: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """The traceback goes to the log under an id; the answer holds the id and nothing of the traceback."""
    with caplog.at_level(logging.ERROR):
        response = broken.test_client().get("/broken")

    problem = json.loads(response.text)
    (record,) = caplog.records
    assert response.status_code == 500
    assert record.args is not None
    assert str(record.args[0]) in problem["detail"]  # type: ignore[index]
    assert record.exc_info is not None
    assert "Zero" not in response.text


def test_bug_is_a_page_for_a_browser(broken: Flask) -> None:
    """A browser gets the same words as a page."""
    response = broken.test_client().get("/broken", headers={"Accept": "text/html"})

    assert (response.status_code, response.content_type) == (500, "text/html; charset=utf-8")
    assert "This is a mistake of the service, not yours." in response.text


def test_unknown_address_is_a_problem(client: FlaskClient) -> None:
    """404 of an address that no page has."""
    response = client.get("/nowhere")

    assert (response.status_code, response.content_type) == (404, "application/problem+json")
    assert "There is nothing at /nowhere. There is: /, /search" in json.loads(response.text)["detail"]


@pytest.mark.parametrize("address", ["/", "/sparql", "/nowhere", "/static/maillage.css", "/id/gojob"])
def test_every_response_carries_the_guarding_headers(client: FlaskClient, address: str) -> None:
    """Pages, data, errors and files forbid scripts, framing and guessing of types."""
    response = client.get(address)

    response.close()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe-inline" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"

"""Choosing a representation: quality values, specificity, and a name in the address."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import NotAcceptable

from graph.answer import BINDING_FORMATS
from graph.web.negotiate import HTML, choose

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
OFFERS = (*BINDING_FORMATS, HTML)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/csv;q=0.1, application/json;q=0.9", "json"),
        ("application/*;q=0.2, text/tab-separated-values;q=0.5", "tsv"),
        ("application/sparql-results+json;q=0, application/json;q=0, */*;q=0.1", "xml"),
        ("TEXT/CSV", "csv"),
        (BROWSER, "html"),
        ("image/png, text/csv;q=0.001", "csv"),
    ],
)
def test_accept_chooses_by_quality_and_specificity(app: Flask, accept: str, expected: str) -> None:
    """The offer with the highest quality wins, a refused one never does."""
    with app.test_request_context(headers={"Accept": accept}):
        chosen = choose(OFFERS)

    assert chosen.name == expected


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "nonsense", ";;;"])
def test_nothing_acceptable_names_what_there_is(app: Flask, accept: str) -> None:
    """Where no offer fits, the error lists all of them."""
    with (
        app.test_request_context(headers={"Accept": accept}),
        pytest.raises(NotAcceptable, match=r"csv \(text/csv\)"),
    ):
        choose(OFFERS)


def test_name_in_the_address_wins_over_the_header(client: FlaskClient) -> None:
    """A link with ?format= gives that format in any browser."""
    response = client.get("/sparql?query=ASK{}&format=json", headers={"Accept": BROWSER})

    assert response.content_type == "application/sparql-results+json"


def test_unknown_name_in_the_address_is_406(client: FlaskClient) -> None:
    """A format that does not exist is answered with those that do."""
    response = client.get("/sparql", query_string={"query": "ASK {}", "format": "docx"})

    assert response.status_code == 406
    assert "no format 'docx'" in json.loads(response.text)["detail"]

"""The SPARQL endpoint: protocol, formats, errors, the form."""

import csv
import json
from io import StringIO
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from graph.sparql.tokens import Form, form
from graph.web.sparql import EXAMPLE

PRESIDENT = """
PREFIX id: <https://w3id.org/maillage/id/>
PREFIX mlg: <https://w3id.org/maillage/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX role: <https://w3id.org/maillage/scheme/role/>
SELECT ?who WHERE {
  ?m org:member ?who ; org:organization id:aix-marseille-french-tech ; org:role role:president .
}
"""
LORNE = "https://w3id.org/maillage/id/pascal-lorne"
CONSTRUCT = "CONSTRUCT { ?s a ?t } WHERE { VALUES (?s ?t) { (<x:s> <x:t>) } }"
QUERY_TYPE = "application/sparql-query"


def test_get_answers_select_as_json_by_default(client: FlaskClient) -> None:
    """A query by GET without Accept gives the W3C's JSON."""
    response = client.get("/sparql", query_string={"query": PRESIDENT})

    assert response.content_type == "application/sparql-results+json"
    assert json.loads(response.text)["results"]["bindings"] == [{"who": {"type": "uri", "value": LORNE}}]


@pytest.mark.parametrize("form_", ["json", "xml", "csv", "tsv"])
def test_an_answer_without_rows_has_its_columns(client: FlaskClient, form_: str) -> None:
    """Nothing found is an answer: head and no rows, in every format."""
    query = "SELECT ?s ?o { ?s <x:never> ?o }"
    response = client.get("/sparql", query_string={"query": query, "format": form_})

    assert response.status_code == 200
    if form_ == "json":
        assert json.loads(response.text) == {"head": {"vars": ["s", "o"]}, "results": {"bindings": []}}
    if form_ == "csv":
        assert response.text == "s,o\r\n"


def test_post_form_gives_the_same_answer(client: FlaskClient) -> None:
    """A query in a form has the answer of the same query by GET."""
    by_get = client.get("/sparql", query_string={"query": PRESIDENT})

    by_form = client.post("/sparql", data={"query": PRESIDENT})

    assert by_form.data == by_get.data


def test_post_of_the_query_itself_gives_the_same_answer(client: FlaskClient) -> None:
    """A query as the body has the answer of the same query by GET."""
    by_get = client.get("/sparql", query_string={"query": PRESIDENT})

    by_body = client.post("/sparql", data=PRESIDENT, content_type=QUERY_TYPE)

    assert by_body.data == by_get.data


def test_accept_of_csv_gives_csv(client: FlaskClient) -> None:
    """Accept chooses CSV, and the rows are those of the table."""
    response = client.get("/sparql", query_string={"query": PRESIDENT}, headers={"Accept": "text/csv"})

    assert list(csv.reader(StringIO(response.text))) == [["who"], [LORNE]]
    assert "Accept" in response.vary


def test_accept_of_xml_gives_the_results_xml(client: FlaskClient) -> None:
    """Accept chooses the W3C's XML."""
    accept = {"Accept": "application/sparql-results+xml"}

    response = client.get("/sparql", query_string={"query": PRESIDENT}, headers=accept)

    root = ET.fromstring(response.text)  # noqa: S314 - our own answer
    uris = [element.text for element in root.iter("{http://www.w3.org/2005/sparql-results#}uri")]
    assert uris == [LORNE]


def test_accept_of_tsv_gives_tsv(client: FlaskClient) -> None:
    """Accept chooses TSV, terms in N-Triples."""
    accept = {"Accept": "text/tab-separated-values"}

    response = client.get("/sparql", query_string={"query": PRESIDENT}, headers=accept)

    assert response.text == f"?who\n<{LORNE}>\n"


@pytest.mark.parametrize("name", ["ttl", "nt", "rdf", "trig", "nq", "jsonld"])
def test_construct_is_written_in_each_rdf_syntax(client: FlaskClient, name: str) -> None:
    """The triple that a CONSTRUCT gives can be read back from every RDF syntax, chosen by Accept."""
    syntax = syntax_by_name(name)

    response = client.get("/sparql", query_string={"query": CONSTRUCT}, headers={"Accept": syntax.media_type})

    quads = list(read_quads(document_from_text(response.data, syntax)))
    assert [(quad.subject.value, quad.object.value) for quad in quads if hasattr(quad.object, "value")] == [
        ("x:s", "x:t")
    ]


def test_ask_answers_with_a_truth_value(client: FlaskClient) -> None:
    """An ASK gives a boolean."""
    response = client.get("/sparql", query_string={"query": "ASK { ?s ?p ?o }"})

    assert json.loads(response.text) == {"head": {}, "boolean": True}


def test_ask_as_csv_is_not_acceptable(client: FlaskClient) -> None:
    """CSV has no form for a truth value: 406 names the formats that have one."""
    response = client.get(
        "/sparql", query_string={"query": "ASK { ?s ?p ?o }"}, headers={"Accept": "text/csv"}
    )

    assert response.status_code == 406
    assert "json (application/sparql-results+json), xml" in json.loads(response.text)["detail"]


def test_syntax_error_names_line_and_column(client: FlaskClient) -> None:
    """The name with the undeclared prefix starts at line 2, column 6."""
    response = client.get("/sparql", query_string={"query": "SELECT ?x\n{ ?x foo:a 1 }"})

    problem = json.loads(response.text)
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert (problem["line"], problem["column"]) == (2, 6)
    assert problem["hint"] == "Declare the prefix at the top: PREFIX foo: <…>"
    assert problem["excerpt"] == "{ ?x foo:a 1 }\n     ^"


def test_browser_sees_the_error_beside_its_query(client: FlaskClient) -> None:
    """A browser gets the form back with its text and the place of the error, as 400."""
    response = client.get("/sparql", query_string={"query": "SELECT ?x {"}, headers={"Accept": "text/html"})

    assert response.status_code == 400
    assert "SELECT ?x {</textarea>" in response.text
    assert "line 1, column 12" in response.text


def test_service_is_refused(client: FlaskClient) -> None:
    """A query that would contact another address gets 400."""
    response = client.get("/sparql", query_string={"query": "ASK { SERVICE <http://127.0.0.1/> { } }"})

    assert response.status_code == 400
    assert "SERVICE is not allowed" in json.loads(response.text)["detail"]


def test_unknown_media_type_of_a_post_is_415(client: FlaskClient) -> None:
    """A body of another type is refused with the types there are."""
    response = client.post("/sparql", data="{}", content_type="application/json")

    assert response.status_code == 415
    assert QUERY_TYPE in json.loads(response.text)["detail"]


def test_form_without_query_is_400(client: FlaskClient) -> None:
    """A form must hold a query."""
    assert client.post("/sparql", data={"q": "x"}).status_code == 400


def test_two_queries_in_one_request_are_400(client: FlaskClient) -> None:
    """The protocol takes exactly one query."""
    assert client.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").status_code == 400


def test_query_that_is_not_utf8_is_400(client: FlaskClient) -> None:
    """Bytes that are no UTF-8 are the sender's mistake."""
    assert client.post("/sparql", data=b"ASK \xff", content_type=QUERY_TYPE).status_code == 400


def test_other_methods_are_405_with_allow(client: FlaskClient) -> None:
    """PUT names the methods that are allowed."""
    response = client.put("/sparql")

    assert response.status_code == 405
    assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))


def test_large_body_is_413(client: FlaskClient) -> None:
    """A body over the limit of a megabyte is refused."""
    response = client.post("/sparql", data=b"#" * 1_000_001, content_type=QUERY_TYPE)

    assert response.status_code == 413
    assert response.content_type == "application/problem+json"


def test_machines_get_the_service_description(client: FlaskClient) -> None:
    """Without a query and with RDF wanted, the service describes itself."""
    response = client.get("/sparql", headers={"Accept": "text/turtle"})

    quads = list(read_quads(document_from_text(response.data, syntax_by_name("ttl"))))
    named = {
        getattr(quad.object, "value", "")
        for quad in quads
        if quad.predicate.value == "http://www.w3.org/ns/sparql-service-description#name"
    }
    assert "https://w3id.org/maillage/graph/article" in named


def test_form_starts_with_a_query_that_has_an_answer(client: FlaskClient) -> None:
    """The example in the form runs and finds the partnership of the article."""
    page = client.get("/sparql", headers={"Accept": "text/html"})

    answer = client.get("/sparql", query_string={"query": EXAMPLE}, headers={"Accept": "text/csv"})

    assert "PREFIX mlg:" in page.text
    assert form(EXAMPLE) is Form.SELECT
    assert "https://w3id.org/maillage/id/partnership-amft-pp" in answer.text


def test_answer_on_the_page_links_things_by_name(client: FlaskClient) -> None:
    """A browser sees the name of a thing, linked to its page."""
    response = client.get("/sparql", query_string={"query": PRESIDENT}, headers={"Accept": "text/html"})

    assert '<a href="/id/pascal-lorne" title="id:pascal-lorne">Pascal Lorne</a>' in response.text


def test_rows_left_out_of_the_page_are_announced(client: FlaskClient) -> None:
    """Of 1,001 rows the page shows 1,000 and says so."""
    values = " ".join(map(str, range(1001)))

    response = client.get(
        "/sparql",
        query_string={"query": f"SELECT ?n {{ VALUES ?n {{ {values} }} }}"},
        headers={"Accept": "text/html"},
    )

    assert "The first 1000 of 1001 rows are shown." in response.text


def test_query_text_is_escaped_on_the_page(client: FlaskClient) -> None:
    """Markup in a query or an answer stays text."""
    attack = "SELECT ?x { VALUES ?x { '<script>alert(1)</script>' } } # </textarea><script>"

    response = client.get("/sparql", query_string={"query": attack}, headers={"Accept": "text/html"})

    assert "<script" not in response.text
    assert "&lt;script&gt;alert(1)" in response.text

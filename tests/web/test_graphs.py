"""The Graph Store Protocol: whole graphs over HTTP; https://www.w3.org/TR/sparql11-http-rdf-update/."""

import gzip
import json
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.dataset import Dataset
from graph.engine import ColumnarEngine, QueryLimits
from graph.rdf.formats import SYNTAXES, syntax_by_name
from graph.rdf.read import document_from_text
from graph.settings import read_settings
from graph.terms import Iri
from server import create_app
from tests.web.graph_store import TURTLE, A, numbers, store_client, triples

Make = Callable[..., FlaskClient]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A client with a token to edit these graphs, of a service with three numbers in three graphs."""
    return partial(store_client, tmp_path)


@pytest.fixture
def own(make: Make) -> FlaskClient:
    """The same, for all graphs."""
    return make()


def _detail(response: TestResponse) -> str:
    assert response.content_type == "application/problem+json"
    return str(json.loads(response.text)["detail"])


@pytest.mark.parametrize("target", [A, "/graphs?default", "/graphs/some/where.ttl", "/graphs?graph=x:new"])
def test_a_graph_is_read_as_it_was_put(own: FlaskClient, target: str) -> None:
    """Named by a parameter, by its own address, or the default graph: put, read, emptied."""
    was_there = target in {A, "/graphs?default"}

    put = own.put(target, data="<x:s> <x:p> 7 , 8 .", headers=TURTLE)
    assert (put.status_code, put.data) == (204 if was_there else 201, b"")
    assert numbers(own, target) == ["7", "8"]
    assert numbers(own, "/graphs?graph=x:b") == ["2"]

    assert own.delete(target).status_code == 204
    is_default = target == "/graphs?default"
    assert own.get(target).status_code == (200 if is_default else 404)
    assert own.delete(target).status_code == (204 if is_default else 404)
    assert own.head(target).status_code == (200 if is_default else 404)


def test_the_request_address_is_the_name_of_the_graph(own: FlaskClient) -> None:
    """As it was sent: percent-encoded signs stay so, and what the address names by parameter is the same."""
    own.put("/graphs/a%2Fb/%C3%A9?x=1", data="<rel> <x:p> 1 .", headers=TURTLE)

    names = {each["graph"] for each in json.loads(own.get("/graphs?format=json").text)["graphs"]}
    assert "http://localhost/graphs/a%2Fb/%C3%A9" in names
    found = own.get(f"/graphs?graph={quote('http://localhost/graphs/a%2Fb/%C3%A9', safe='')}")
    assert ("http://localhost/graphs/a%2Fb/rel", "x:p", "1") in triples(found.data)
    assert own.get("/graphs/a/b/%C3%A9").status_code == 404


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda each: each.name)
def test_each_syntax_is_written_and_read(own: FlaskClient, syntax: object) -> None:
    """What goes in by any media type comes out by any other."""
    assert isinstance(syntax, type(SYNTAXES[0]))
    content = {("x:s", "http://x.example/p", "1"), ("x:s", "http://x.example/q", "é")}
    own.put(A, data="<x:s> <http://x.example/p> 1 ; <http://x.example/q> 'é' .", headers=TURTLE)

    told = own.get(A, headers={"Accept": syntax.media_type})
    assert told.content_type.split(";")[0] == syntax.media_type
    assert ("charset=utf-8" in told.content_type) == syntax.media_type.startswith("text/")
    assert triples(told.data, syntax.name) == content
    assert own.get(f"{A}&format={syntax.name}", headers={"Accept": "image/png"}).data == told.data

    assert own.put("/graphs?graph=x:n", data=told.data, content_type=syntax.media_type).status_code == 201
    assert triples(own.get("/graphs?graph=x:n").data) == content


def test_what_no_representation_fits_is_406(own: FlaskClient) -> None:
    """The formats there are, are named."""
    response = own.get(A, headers={"Accept": "image/png"})

    assert response.status_code == 406
    assert "ttl (text/turtle)" in _detail(response)
    assert own.get(A, headers={"Accept": "text/turtle; charset=UTF-8;q=0.5, image/png"}).status_code == 200


def test_post_adds_to_a_graph(own: FlaskClient) -> None:
    """204 where the graph was there, 201 where it was not."""
    statuses = [
        own.post(target, data="<x:s> <x:p> 7 .", headers=TURTLE).status_code
        for target in (A, A, "/graphs?graph=x:new", "/graphs?default")
    ]

    assert statuses == [204, 204, 201, 204]
    assert numbers(own, A) == ["1", "7"]
    assert numbers(own, "/graphs?default") == ["0", "7"]


def test_post_to_the_store_makes_a_graph(own: FlaskClient) -> None:
    """201 with the address of the new graph, which is its name; each time another one."""
    made = [own.post("/graphs", data="<> <x:p> 7 .", headers=TURTLE) for _ in range(2)]

    assert [each.status_code for each in made] == [201, 201]
    places = [each.headers["Location"] for each in made]
    assert places[0] != places[1]
    assert triples(own.get(places[0]).data) == {(places[0], "x:p", "7")}


def test_files_of_a_form_are_added_all_or_none(own: FlaskClient) -> None:
    """Each by its media type or by the ending of its name; one with an error undoes the others."""
    good = {
        "one": (BytesIO(b"<x:s> <x:p> 7 ."), "one.bin", "text/turtle; charset=utf-8"),
        "two": (BytesIO(b"<x:s> <x:p> <x:o> ."), "two.nt"),
    }
    assert own.post(A, data=good, content_type="multipart/form-data").status_code == 204
    assert numbers(own, A) == ["1", "7", "x:o"]

    broken = {
        "one": (BytesIO(b"<x:s> <x:p> 8 ."), "one.ttl"),
        "two": (BytesIO(b"<x:s> <x:p> <x:o> .\n<x:s>"), "two.nt"),
    }
    response = own.post(A, data=broken, content_type="multipart/form-data")
    problem = json.loads(response.text)
    assert (response.status_code, problem["line"]) == (400, 2)
    assert numbers(own, A) == ["1", "7", "x:o"]


@pytest.mark.parametrize("target", [A, "/graphs?default"])
def test_a_syntax_error_names_its_place_and_changes_nothing(own: FlaskClient, target: str) -> None:
    """Line and column, as a problem document."""
    before = own.get(target).data

    response = own.put(target, data="<x:s> <x:p> 1 .\n<x:s> <x:p> foo:bar .", headers=TURTLE)

    problem = json.loads(response.text)
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert (problem["line"], problem["column"]) == (2, 13)
    assert own.get(target).data == before


def test_patch_changes_its_graph_alone(own: FlaskClient) -> None:
    """What the update says outside GRAPH is about the graph; other graphs may be read, not written."""
    kind = "application/sparql-update"
    text = "DELETE { ?s ?p ?o } INSERT { ?s ?p 5 , ?other } WHERE { ?s ?p ?o GRAPH <x:b> { ?s ?p ?other } }"

    assert own.patch(A, data=text, content_type=kind).status_code == 204
    assert [numbers(own, each) for each in (A, "/graphs?default")] == [["2", "5"], ["0"]]
    for refused in (
        "INSERT DATA { GRAPH <x:b> { <x:s> <x:p> 9 } }",
        "INSERT DATA { <x:s> <x:p> 9 } ; CLEAR DEFAULT",
        "CLEAR ALL",
        "WITH <x:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ):
        response = own.patch(A, data=refused, content_type=kind)
        assert response.status_code == 422, refused
        assert "<x:a> and no other" in _detail(response)
    assert [numbers(own, each) for each in (A, "/graphs?graph=x:b")] == [["2", "5"], ["2"]]
    assert (
        own.patch("/graphs?default", data="INSERT DATA { <s> <x:p> 9 }", content_type=kind).status_code == 204
    )
    assert numbers(own, "/graphs?default") == ["0", "9"]


@pytest.mark.parametrize(
    ("method", "target", "body", "kind", "status", "said"),
    [
        ("PUT", "/graphs?graph=relative", "", "text/turtle", 400, "absolute IRI"),
        ("PUT", "/graphs?graph=x:a&default", "", "text/turtle", 400, "not both"),
        ("PUT", "/graphs?graph=x:a&graph=x:b", "", "text/turtle", 400, "more than one graph"),
        ("PUT", "/graphs?graph=%ff", "", "text/turtle", 400, "not UTF-8"),
        ("PUT", "/graphs/a?default", "", "text/turtle", 400, "names a graph already"),
        ("GET", "/graphs?graph=x:none", None, None, 404, "no graph 'x:none'"),
        ("PUT", "/graphs", "", "text/turtle", 405, ""),
        ("DELETE", "/graphs", None, None, 405, ""),
        ("PATCH", "/graphs", "", "application/sparql-update", 405, ""),
        ("TRACE", A, None, None, 405, ""),
        ("PUT", A, "", "text/csv", 415, "text/turtle"),
        ("PUT", A, "", None, 415, "without a type"),
        ("PUT", A, "", "text/turtle; charset=latin-1", 415, "UTF-8"),
        ("PUT", A, "", "multipart/form-data; boundary=a", 415, "not read as RDF"),
        ("POST", A, "--a--", "multipart/form-data; boundary=a", 400, "brings files"),
        ("PATCH", A, "<x:s> <x:p> 1 .", "text/turtle", 415, "application/sparql-update"),
        ("PATCH", A, b"\xff", "application/sparql-update", 400, "not UTF-8"),
        ("PATCH", A, "INSERT DATA {", "application/sparql-update", 400, ""),
        ("PUT", A, "<x:b> { <x:s> <x:p> 1 }", "application/trig", 400, "<x:b>"),
        ("PUT", A, b"<x:s> <x:p> '\xff' .", "text/turtle", 400, ""),
        ("PUT", A, '{"@context": "http://127.0.0.1:9/c", "p": 1}', "application/ld+json", 400, ""),
        (
            "PUT",
            A,
            '<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><r/>',
            "application/rdf+xml",
            400,
            "entities",
        ),
    ],
)
def test_what_can_not_be_done_is_refused(  # noqa: PLR0913, PLR0917 - a request and what becomes of it
    own: FlaskClient, method: str, target: str, body: bytes | None, kind: str | None, status: int, said: str
) -> None:
    """With the status for it, in words, and without any change."""
    snapshot = json.loads(own.get("/health").text)["snapshot"]

    response = own.open(target, method=method, data=body, content_type=kind)

    assert response.status_code == status, response.text
    assert said in _detail(response)
    assert json.loads(own.get("/health").text)["snapshot"] == snapshot
    if status == 405:
        assert "GET" in response.headers["Allow"]


def test_compressed_bodies_are_refused(own: FlaskClient) -> None:
    """A small body can't become a huge one."""
    body = gzip.compress(b"<x:s> <x:p> 1 .")

    response = own.put(A, data=body, headers={**TURTLE, "Content-Encoding": "gzip"})

    assert response.status_code == 415


def test_a_large_graph_has_a_limit_of_its_own(make: Make) -> None:
    """It may be larger than other bodies, up to its own limit; then 413 and no change."""
    client = make(body_bytes_limit="10000", graph_bytes_limit="2000000")
    line = "<x:s> <x:p> {} .\n"
    large = "".join(line.format(number) for number in range(100_000, 180_000))

    assert client.put(A, data=large, headers=TURTLE).status_code == 204
    assert len(numbers(client, A)) == 80_000
    response = client.put(A, data=large + large, headers=TURTLE)
    assert (response.status_code, response.content_type) == (413, "application/problem+json")
    assert len(numbers(client, A)) == 80_000


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
def test_writes_need_a_token_for_the_graph(make: Make, method: str) -> None:
    """401 without one, 403 with one for other graphs; reading needs none."""
    client = make(Iri("x:b"))
    kind = "application/sparql-update" if method == "PATCH" else "text/turtle"

    def write(target: str) -> int:
        return client.open(target, method=method, data="", content_type=kind).status_code

    assert write(A) == write("/graphs?default") == write("/graphs/x") == 403
    assert write("/graphs?graph=x:b") == 204
    client.environ_base.pop("HTTP_AUTHORIZATION")
    response = client.open(A, method=method, data="", content_type=kind)
    assert (response.status_code, response.headers["WWW-Authenticate"][:6]) == (401, "Bearer")
    assert numbers(client, A) == ["1"]


def test_a_new_graph_needs_a_token_for_all(make: Make) -> None:
    """Nobody could be given a graph whose name is not known yet."""
    client = make(Iri("x:b"))

    assert client.post("/graphs", data="", headers=TURTLE).status_code == 403


def test_the_list_of_graphs_counts_theirtriples(own: FlaskClient) -> None:
    """As JSON and as a page."""
    listed = json.loads(own.get("/graphs", headers={"Accept": "application/json"}).text)
    page = own.get("/graphs", headers={"Accept": "text/html"})

    assert listed == {
        "default": {"triples": 1},
        "graphs": [{"graph": "x:a", "triples": 1}, {"graph": "x:b", "triples": 1}],
    }
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert '<a href="/graphs?graph=x%3Aa">Turtle</a>' in page.text
    assert own.get("/graphs", headers={"Accept": "image/png"}).status_code == 406


def test_options_names_what_may_be_sent(own: FlaskClient) -> None:
    """To a graph, and to the store itself."""
    graph, store = own.options(A), own.options("/graphs")

    assert graph.headers["Allow"] == "GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS"
    assert store.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert graph.headers["Accept-Patch"] == "application/sparql-update"
    assert "text/turtle" in graph.headers["Accept-Post"]


def test_slashes_in_an_address_are_part_of_the_name(own: FlaskClient) -> None:
    """Two in a row are two."""
    own.put("/graphs/http://x.example//a", data="<x:s> <x:p> 1 .", headers=TURTLE)

    assert numbers(own, "/graphs/http://x.example//a") == ["1"]
    assert own.get("/graphs/http:/x.example/a").status_code == 404


@pytest.mark.parametrize("form", ["nt", "rdf"])
def test_a_graph_is_read_within_the_limit_on_time(tmp_path: Path, form: str) -> None:
    """503, as for a query, and not half of it."""
    dataset = Dataset(ColumnarEngine(bounds=QueryLimits(time_s=0.02)))
    text = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(100_000))
    dataset.put(None, [document_from_text(text, syntax_by_name("ttl"))])
    client = create_app(read_settings({}, token_file=str(tmp_path / "t.json")), dataset).test_client()

    response = client.get(f"/graphs?default&format={form}")

    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert response.headers["Retry-After"]

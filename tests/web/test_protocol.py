"""SPARQL 1.1 Protocol: what a request asks, in each of its forms; https://www.w3.org/TR/sparql11-protocol/."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.dataset import Dataset
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.settings import read_settings
from graph.tokens import Role, TokenFile
from server import create_app

QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
FORM_TYPE = "application/x-www-form-urlencoded"
TRIG = "<x:s> <x:p> 0 . <x:a> { <x:s> <x:p> 1 } <x:b> { <x:s> <x:p> 2 } <x:c> { <x:s> <x:p> 3 }"
NUMBERS = "SELECT ?o { ?s <x:p> ?o }"
EACH = "SELECT ?o { GRAPH ?g { ?s <x:p> ?o } }"
Make = Callable[..., FlaskClient]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A client with a token to edit, of a service with four numbers in four graphs."""

    def made(**settings: str) -> FlaskClient:
        path = tmp_path / "tokens.json"
        secret = TokenFile(path).add("editor", Role.EDITOR)
        dataset = Dataset.in_memory()
        dataset.load(document_from_text(TRIG, syntax_by_name("trig")), None)
        client = create_app(read_settings({}, token_file=str(path), **settings), dataset).test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        return client

    return made


@pytest.fixture
def own(make: Make) -> FlaskClient:
    """The same with the settings that are there without asking."""
    return make()


def _numbers(response: TestResponse) -> list[str]:
    assert response.status_code == 200, response.text
    rows = json.loads(response.text)["results"]["bindings"]
    return sorted(row["o"]["value"] for row in rows)


def _detail(response: TestResponse) -> str:
    assert response.content_type == "application/problem+json"
    return str(json.loads(response.text)["detail"])


def _asked(client: FlaskClient, way: str, text: str, parameters: list[tuple[str, str]]) -> TestResponse:
    """Ask in one of the ways there are."""
    address = f"/sparql?{urlencode(parameters)}"
    match way:
        case "GET":
            return client.get(f"/sparql?{urlencode([('query', text), *parameters])}")
        case "form":
            return client.post(
                "/sparql", data=urlencode([("query", text), *parameters]), content_type=FORM_TYPE
            )
        case "form and address":
            return client.post(address, data=urlencode({"query": text}), content_type=FORM_TYPE)
        case "QUERY":
            return client.open(address, method="QUERY", data=text, content_type=QUERY_TYPE)
        case _:
            return client.post(address, data=text, content_type=QUERY_TYPE)


WAYS = ("GET", "form", "form and address", "direct", "QUERY")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("text", "parameters", "expected"),
    [
        (NUMBERS, [], ["0", "1", "2", "3"]),
        (NUMBERS, [("default-graph-uri", "x:a"), ("default-graph-uri", "x:c")], ["1", "3"]),
        (NUMBERS, [("named-graph-uri", "x:a")], []),
        (EACH, [("named-graph-uri", "x:a"), ("default-graph-uri", "x:b")], ["1"]),
        ("SELECT ?o FROM <x:b> { ?s <x:p> ?o }", [("default-graph-uri", "x:a")], ["1"]),
    ],
)
def test_each_way_to_ask_reads_the_dataset_of_the_request(
    own: FlaskClient, way: str, text: str, parameters: list[tuple[str, str]], expected: list[str]
) -> None:
    """Parameters overrule FROM, in every form of the query operation."""
    assert _numbers(_asked(own, way, text, parameters)) == expected


def test_head_gives_the_headers_of_get(own: FlaskClient) -> None:
    """The same status, type and length, and no body."""
    target = f"/sparql?{urlencode({'query': NUMBERS})}"
    head, get = own.head(target), own.get(target)

    assert (head.status_code, head.content_type) == (get.status_code, get.content_type)
    assert (head.data, head.headers.get("Content-Length")) == (b"", get.headers.get("Content-Length"))


def test_options_names_methods_and_types(own: FlaskClient) -> None:
    """What may be sent, without a token and without a query."""
    response = own.options("/sparql")

    assert response.status_code == 204
    assert response.headers["Allow"] == "GET, HEAD, POST, QUERY, OPTIONS"
    assert QUERY_TYPE in response.headers["Accept-Query"]
    assert UPDATE_TYPE in response.headers["Accept-Post"]


def test_percent_signs_are_decoded_once(own: FlaskClient) -> None:
    """%2525 in an address is the text %25, and stays it."""
    text = "SELECT (STRLEN('%25+') AS ?o) {}"
    by_get = own.get(f"/sparql?query={quote(text)}")
    by_form = own.post("/sparql", data=f"query={quote(text)}", content_type=FORM_TYPE)
    direct = own.post("/sparql", data=text, content_type=QUERY_TYPE)

    assert [_numbers(each) for each in (by_get, by_form, direct)] == [["4"]] * 3


@pytest.mark.parametrize("sent", ["ASK%20%7B%7D%ff", "ASK%20%7B%7D%ed%a0%80", "%c3%28"])
def test_percent_encoding_of_no_utf8_is_400(own: FlaskClient, sent: str) -> None:
    """Nothing is put in the place of broken bytes: the query would be another one."""
    responses = (
        own.get(f"/sparql?query={sent}"),
        own.post("/sparql", data=f"query={sent}", content_type=FORM_TYPE),
        own.get(f"/sparql?query=ASK+%7B%7D&default-graph-uri=x:{sent}"),
    )

    assert [each.status_code for each in responses] == [400] * 3
    assert "not UTF-8" in _detail(responses[0])


@pytest.mark.parametrize(
    ("method", "target", "body", "kind", "status", "said"),
    [
        ("POST", "/sparql", "query=ASK{}&query=ASK{}", FORM_TYPE, 400, "more than one query"),
        ("POST", "/sparql?query=ASK{}", "query=ASK{}", FORM_TYPE, 400, "more than one query"),
        ("POST", "/sparql?query=ASK{}", "ASK {}", QUERY_TYPE, 400, "more than one query"),
        ("POST", "/sparql", "query=ASK{}&update=CLEAR+ALL", FORM_TYPE, 400, "holds both"),
        ("POST", "/sparql", "q=ASK{}", FORM_TYPE, 400, "holds none"),
        ("GET", "/sparql?query=ASK{}&format=json&format=none", None, None, 400, "more than one format"),
        ("QUERY", "/sparql?download=0", "query=ASK{}&download=x", FORM_TYPE, 400, "more than one download"),
        ("POST", "/sparql?explain=0", "query=ASK{}&explain=1", FORM_TYPE, 400, "more than one explain"),
        ("POST", "/sparql", "update=CLEAR+ALL&update=CLEAR+ALL", FORM_TYPE, 400, "more than one update"),
        ("POST", "/sparql?query=ASK{}", "CLEAR ALL", UPDATE_TYPE, 400, "belongs to no update"),
        ("POST", "/sparql?update=CLEAR+ALL", "ASK {}", QUERY_TYPE, 400, "belongs to no query"),
        ("POST", "/sparql?using-graph-uri=x:a", "ASK {}", QUERY_TYPE, 400, "belongs to no query"),
        ("POST", "/sparql?default-graph-uri=x:a", "CLEAR ALL", UPDATE_TYPE, 400, "belongs to no update"),
        ("GET", "/sparql?query=ASK{}&default-graph-uri=relative", None, None, 400, "absolute IRI"),
        ("GET", "/sparql?query=ASK{}&timeout=0", None, None, 400, "above 0"),
        ("GET", "/sparql?query=ASK{}&timeout=nan", None, None, 400, "above 0"),
        ("GET", "/sparql?query=ASK{}&timeout=1e999", None, None, 400, "above 0"),
        ("GET", "/sparql?query=ASK{}&timeout=soon", None, None, 400, "above 0"),
        ("GET", "/sparql?update=CLEAR+ALL", None, None, 400, "not sent by GET"),
        ("QUERY", "/sparql", "CLEAR ALL", UPDATE_TYPE, 400, "not sent by QUERY"),
        ("POST", "/sparql", "ASK {}", "text/plain", 415, QUERY_TYPE),
        ("POST", "/sparql", "ASK {}", "multipart/form-data; boundary=a", 415, QUERY_TYPE),
        ("POST", "/sparql", "ASK {}", f"{QUERY_TYPE}; charset=utf-16", 415, "not in UTF-8"),
        ("POST", "/sparql", "CLEAR ALL", QUERY_TYPE, 400, ""),
        ("POST", "/sparql", "ASK {}", UPDATE_TYPE, 400, ""),
        ("POST", "/sparql", "query=CLEAR+ALL", FORM_TYPE, 400, ""),
        ("POST", "/sparql", "update=ASK{}", FORM_TYPE, 400, ""),
    ],
)
def test_what_can_not_be_told_is_refused(  # noqa: PLR0913, PLR0917 - a request and what becomes of it
    own: FlaskClient, method: str, target: str, body: str | None, kind: str | None, status: int, said: str
) -> None:
    """A request that could be read in two ways, or in none, changes nothing and answers nothing."""
    response = own.open(target, method=method, data=body, content_type=kind)

    assert response.status_code == status
    assert said in _detail(response)
    assert _numbers(own.get(f"/sparql?query={quote(NUMBERS)}")) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_405(own: FlaskClient, method: str) -> None:
    """The query in the address is not looked at."""
    response = own.open("/sparql?query=ASK%7B%7D", method=method)

    assert response.status_code == 405
    assert "QUERY" in response.headers["Allow"]


@pytest.mark.parametrize("is_form", [True, False])
def test_an_update_tells_its_commit(own: FlaskClient, is_form: bool) -> None:  # noqa: FBT001
    """The answer names the snapshot that holds from now on."""
    text = "INSERT DATA { GRAPH <x:a> { <x:s> <x:p> 4 } }"
    if is_form:
        response = own.post("/sparql", data=urlencode({"update": text}), content_type=FORM_TYPE)
    else:
        response = own.post("/sparql", data=text, content_type=UPDATE_TYPE)

    told = json.loads(response.text)
    assert response.status_code == 200
    assert (told["statements"], told["added"], told["version"]) == (5, 1, 2)
    assert json.loads(own.get("/health").text)["snapshot"] == told["snapshot"]
    assert _numbers(own.get(f"/sparql?query={quote(NUMBERS)}")) == ["0", "1", "2", "3", "4"]


def test_an_update_finds_its_solutions_in_the_graphs_of_the_request(own: FlaskClient) -> None:
    """using-graph-uri and using-named-graph-uri stand for USING and USING NAMED."""
    text = "INSERT { GRAPH <x:new> { ?s <x:q> ?o , ?n } } WHERE { ?s <x:p> ?o GRAPH ?g { ?s <x:p> ?n } }"
    parameters = urlencode([("using-graph-uri", "x:a"), ("using-named-graph-uri", "x:c")])

    response = own.post(f"/sparql?{parameters}", data=text, content_type=UPDATE_TYPE)

    assert response.status_code == 200
    assert _numbers(own.get(f"/sparql?query={quote('SELECT ?o { ?s <x:q> ?o }')}")) == ["1", "3"]


def test_a_format_that_there_is_not_is_406_for_an_update_as_well(own: FlaskClient) -> None:
    """What an update tells has one format; a name that none has is refused all the same."""
    assert own.post("/sparql?format=none", data={"update": "CLEAR ALL"}).status_code == 406
    assert _numbers(own.get(f"/sparql?query={quote(NUMBERS)}")) == ["0", "1", "2", "3"]


def test_graphs_in_request_and_update_are_400(own: FlaskClient) -> None:
    """https://www.w3.org/TR/sparql11-protocol/#update-dataset."""
    text = "WITH <x:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"

    response = own.post("/sparql?using-graph-uri=x:a", data=text, content_type=UPDATE_TYPE)

    assert response.status_code == 400
    assert "Name them in one place" in _detail(response)


@pytest.mark.parametrize("authorization", ["", "Bearer wrong", "Basic YTpi"])
def test_an_update_is_refused_without_a_token(own: FlaskClient, authorization: str) -> None:
    """401 says what is needed, and nothing changes."""
    headers = {"Authorization": authorization} if authorization else {}
    own.environ_base.pop("HTTP_AUTHORIZATION")

    response = own.post("/sparql", data="CLEAR ALL", content_type=UPDATE_TYPE, headers=headers)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    wrong = {"update": "CLEAR", "using-graph-uri": "no IRI", "timeout": "soon", "format": "none"}
    assert own.post("/sparql", data=wrong, headers=headers).status_code == 401
    assert _numbers(own.get(f"/sparql?query={quote(NUMBERS)}")) == ["0", "1", "2", "3"]


def test_relative_iris_are_resolved_against_the_base_of_the_service(own: FlaskClient) -> None:
    """One base for queries and updates, the same on each machine."""
    own.post("/sparql", data="INSERT DATA { <id/a> <x:is> <id/b> }", content_type=UPDATE_TYPE)

    response = own.get(f"/sparql?query={quote('SELECT ?o { <id/a> <x:is> ?o }')}")

    assert _numbers(response) == ["https://w3id.org/maillage/id/b"]


def test_the_default_graph_is_what_the_setting_says(make: Make) -> None:
    """Alone, as the W3C's tests assume, or the union of all; pages keep seeing the union."""
    client = make(default_graph="default")

    assert _numbers(client.get(f"/sparql?query={quote(NUMBERS)}")) == ["0"]
    assert _numbers(client.get(f"/sparql?query={quote(EACH)}")) == ["1", "2", "3"]
    page = client.get("/sparql", headers={"Accept": "text/html"})
    assert "what is in none of them" in page.text


def test_links_on_the_page_keep_the_graphs(own: FlaskClient) -> None:
    """The CSV beside the table has the same rows."""
    target = f"/sparql?query={quote(NUMBERS)}&default-graph-uri=x:b"

    page = own.get(target, headers={"Accept": "text/html"}).text

    [link] = {part for part in page.split('"') if part.startswith("/sparql?") and part.endswith("format=csv")}
    assert own.get(link.replace("&amp;", "&")).text == "o\r\n2\r\n"
    assert '<input type="hidden" name="default-graph-uri" value="x:b">' in page

"""Answers are sent with a validator, in a coding that the client takes, and from memory where they can be."""

import gzip
import json
from typing import Any

import pytest
import zstandard
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.dataset import Dataset
from graph.engine import ColumnarEngine, QueryLimits
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text
from graph.settings import Settings
from graph.store.columnar import ColumnStore
from graph.web.cache import AnswerCache
from graph.web.service import Service
from server import create_app

ALL = "SELECT ?s ?o { ?s <x:p> ?o } ORDER BY ?o"
FEW = "SELECT ?s { ?s <x:p> 7 }"
GRAPH = "CONSTRUCT { ?s <x:q> ?o } { ?s <x:p> ?o }"
FORMATS = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS = ("ttl", "nt", "rdf", "trig", "nq", "jsonld")


class Asked:
    """A service of its own over some thousand triples, and its client."""

    def __init__(self, settings: Settings | None = None, limits: QueryLimits | None = None) -> None:
        lines = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(3_000))
        store = ColumnStore()
        store.load(document_from_text(lines, syntax_by_name("ttl")), None)
        self.dataset = Dataset(ColumnarEngine(store, limits or QueryLimits()))
        app = create_app(settings or Settings(), self.dataset)
        parts = app.extensions["maillage"]
        assert isinstance(parts, Service)
        self.cache: AnswerCache = parts.cache
        self.client: FlaskClient = app.test_client()

    def __call__(self, query: str, method: str = "GET", /, **more: Any) -> TestResponse:
        """The response to a query; what is not a header is a parameter."""
        headers = {name.replace("_", "-"): text for name, text in more.items() if name[0].isupper()}
        parameters = {name: text for name, text in more.items() if not name[0].isupper()}
        return self.client.open(
            "/sparql", method=method, query_string={"query": query, **parameters}, headers=headers
        )


@pytest.fixture
def asked() -> Asked:
    """A fresh one."""
    return Asked()


def test_an_equal_query_is_answered_from_memory(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """By GET and by POST, until the format is another one."""
    first = asked(ALL)
    monkeypatch.setattr(Dataset, "written", None)

    again = asked(ALL)
    posted = asked.client.post("/sparql", data={"query": ALL})

    assert first.data == again.data == posted.data
    assert (asked.cache.hits, asked.cache.misses, asked.cache.bytes) == (2, 1, len(first.data))
    assert asked(ALL, format="csv").status_code == 500


def test_a_new_snapshot_has_new_answers(asked: Asked) -> None:
    """What was remembered is forgotten, and its validator no longer holds."""
    before = asked(FEW)
    asked.dataset.update("INSERT DATA { <x:new> <x:p> 7 }")

    after = asked(FEW, If_None_Match=before.headers["ETag"])

    assert after.status_code == 200
    assert b"x:new" in after.data
    assert len(asked.cache) == 1
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "QUERY"])
def test_what_the_client_has_is_not_sent_again(
    asked: Asked, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The query is not even run."""
    tag = asked(ALL).headers["ETag"]
    monkeypatch.setattr(Dataset, "written", None)
    monkeypatch.setattr(AnswerCache, "answer", None)
    headers = {"If-None-Match": f'"other", {tag}', "Content-Type": "application/sparql-query"}

    response = asked.client.open(
        "/sparql",
        method=method,
        headers=headers,
        **({"data": ALL} if method == "QUERY" else {"query_string": {"query": ALL}}),
    )

    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == tag
    assert response.headers["Cache-Control"] == "no-cache"
    assert {"Accept", "Accept-Encoding"} <= response.vary.as_set(preserve_casing=True)
    assert "Content-Type" not in response.headers


@pytest.mark.parametrize("given", ['"other"', 'W/"other"', "*", "nonsense"])
def test_another_validator_gets_the_answer(asked: Asked, given: str) -> None:
    """What does not name this answer does not keep it back."""
    asked(ALL)

    assert asked(ALL, If_None_Match=given).status_code == 200


def test_validators_differ_where_answers_may() -> None:
    """By format, graphs, query, and limit on rows; not by coding; not by process."""
    asked = Asked()

    tags = [
        asked(ALL).headers["ETag"],
        asked(ALL, format="csv").headers["ETag"],
        asked(f"{ALL} ").headers["ETag"],
        asked(ALL, **{"default-graph-uri": "http://x/g"}).headers["ETag"],
        asked(ALL, **{"named-graph-uri": "http://x/g"}).headers["ETag"],
        Asked(Settings(row_limit=100_000))(ALL).headers["ETag"],
        Asked(Settings(default_graph="default"))(ALL).headers["ETag"],
    ]

    assert len(set(tags)) == len(tags)
    assert all(tag.startswith('W/"') for tag in tags)
    assert asked(ALL, Accept_Encoding="gzip").headers["ETag"] == tags[0] == Asked()(ALL).headers["ETag"]
    assert asked(ALL, timeout="20").headers["ETag"] == tags[0]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (rand() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (STRUUID() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_what_changes_by_itself_is_asked_anew(asked: Asked, query: str) -> None:
    """It has no validator, and nothing of it is remembered."""
    responses = [asked(query), asked(query, If_None_Match="*")]

    assert [response.status_code for response in responses] == [200, 200]
    assert all("ETag" not in response.headers for response in responses)
    assert (len(asked.cache), asked.cache.hits) == (0, 0)


def test_only_what_is_read_has_a_validator(asked: Asked) -> None:
    """A response to POST can't be asked for again by its name."""
    assert "ETag" not in asked.client.post("/sparql", data={"query": ALL}).headers


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("rows", [10, 2_500])
def test_a_cut_answer_says_so_in_every_format_of_tables(name: str, rows: int) -> None:
    """In a header, and in JSON within; it is not remembered, for the next may be cut otherwise."""
    asked = Asked(limits=QueryLimits(rows=rows))

    response = asked(ALL, format=name)

    assert response.headers["Maillage-Complete"].startswith("false; the answer is cut at its limit of")
    assert "ETag" not in response.headers
    assert len(asked.cache) == 0
    if name == "json":
        assert json.loads(response.data)["complete"] is False


@pytest.mark.parametrize("name", GRAPH_FORMATS)
@pytest.mark.parametrize("rows", [10, 2_500])
def test_a_cut_graph_says_so_in_every_format(name: str, rows: int) -> None:
    """Written by SQL or from terms."""
    response = Asked(limits=QueryLimits(rows=rows))(GRAPH, format=name)

    assert response.headers["Maillage-Complete"].startswith("false; the answer is cut at its limit of")


@pytest.mark.parametrize("query", [ALL, FEW, GRAPH, "ASK {}"])
@pytest.mark.parametrize("coding", ["", "gzip", "zstd"])
def test_head_has_the_headers_of_get(query: str, coding: str) -> None:
    """The length too, whether the answer is remembered or not."""
    first, second = Asked(), Asked()

    head, get = first(query, "HEAD", Accept_Encoding=coding), second(query, Accept_Encoding=coding)
    again = second(query, "HEAD", Accept_Encoding=coding)

    assert head.data == again.data == b""
    assert int(get.headers["Content-Length"]) == len(get.data)
    assert _told(head) == _told(get) == _told(again)


def _told(response: TestResponse) -> dict[str, str]:
    return {name: text for name, text in response.headers.items() if name != "X-Request-Id"}


@pytest.mark.parametrize(
    ("taken", "coding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("gzip;q=0, zstd;q=0", ""),
        ("*", "zstd"),
        ("zstd;q=0, *;q=0.1", "gzip"),
        ("br", ""),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0, gzip;q=0.001", "gzip"),
        ("nonsense;;;", ""),
    ],
)
def test_the_coding_is_one_that_the_client_takes(asked: Asked, taken: str, coding: str) -> None:
    """By quality values; what is sent says the same as what is not coded."""
    plain = asked(ALL)

    response = asked(ALL, Accept_Encoding=taken)

    assert response.headers.get("Content-Encoding", "") == coding
    assert _decoded(response) == plain.data
    assert (len(response.data) < len(plain.data) / 3) == bool(coding)
    assert "Accept-Encoding" in response.vary
    assert "Accept-Encoding" in plain.vary


def _decoded(response: TestResponse) -> bytes:
    body: bytes = response.data
    match response.headers.get("Content-Encoding"):
        case "gzip":
            return gzip.decompress(body)
        case "zstd":
            return zstandard.ZstdDecompressor().decompressobj().decompress(body)
        case _:
            return body


@pytest.mark.parametrize("query", [FEW, "ASK {}"])
def test_a_short_answer_is_not_coded(asked: Asked, query: str) -> None:
    """It would not become smaller."""
    assert "Content-Encoding" not in asked(query, Accept_Encoding="gzip, zstd").headers


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
@pytest.mark.parametrize("name", FORMATS)
def test_coded_answers_are_remembered_apart(asked: Asked, name: str, coding: str) -> None:
    """A client never gets a coding that another one takes."""
    coded = [asked(ALL, format=name, Accept_Encoding=coding) for _ in range(2)]
    plain = asked(ALL, format=name)

    assert [response.headers["Content-Encoding"] for response in coded] == [coding, coding]
    assert _decoded(coded[1]) == plain.data
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("path", ["/", "/queries/", "/ontology.ttl", "/networks/partnerships.json"])
def test_pages_are_coded_too(client: FlaskClient, path: str) -> None:
    """Whatever is a text and worth it."""
    plain = client.get(path)

    response = client.get(path, headers={"Accept-Encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert int(response.headers["Content-Length"]) == len(response.data)
    assert gzip.decompress(response.data) == plain.data
    assert "Accept-Encoding" in response.vary


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        (ALL, "json", "application/sparql-results+json"),
        (ALL, "xml", "application/sparql-results+xml"),
        (ALL, "csv", "text/csv; charset=utf-8; header=present"),
        (ALL, "tsv", "text/tab-separated-values; charset=utf-8"),
        (GRAPH, "ttl", "text/turtle; charset=utf-8"),
        (GRAPH, "nt", "application/n-triples"),
    ],
)
def test_the_media_type_says_what_its_text_does_not(
    asked: Asked, query: str, name: str, expected: str
) -> None:
    """The charset of texts, and that the first line of CSV holds the names."""
    assert asked(query, format=name).content_type == expected


def test_an_answer_has_a_name_for_who_keeps_it(asked: Asked, client: FlaskClient) -> None:
    """Where the address names the format; it is offered as a file where that is asked for."""
    shown = asked(ALL, format="csv").headers["Content-Disposition"]
    kept = asked(ALL, format="csv", download="1").headers["Content-Disposition"]
    by_name = client.get("/queries/cables/delays.csv?download=1").headers["Content-Disposition"]

    assert shown.startswith('inline; filename="answer-')
    assert kept == shown.replace("inline", "attachment")
    assert by_name == 'attachment; filename="delays.csv"'
    assert "Content-Disposition" not in asked(ALL).headers


def test_named_queries_have_validators_and_are_remembered(client: FlaskClient) -> None:
    """For each choice of parameters one."""
    path = "/queries/labels/holders-on-a-date.csv"
    first, other = client.get(f"{path}?day=2018-01-01"), client.get(f"{path}?day=2020-01-01")

    again = client.get(f"{path}?day=2018-01-01", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert first.headers["ETag"] != other.headers["ETag"]


@pytest.mark.parametrize("size", [1, 0])
def test_memory_for_answers_is_bounded(size: int) -> None:
    """By its setting; what is larger than a part of it is sent and forgotten."""
    asked = Asked(Settings(cache_mb=size))

    for limit in range(200, 3_000, 25):
        assert asked(f"{ALL} LIMIT {limit}").status_code == 200

    assert asked.cache.bytes <= size * 1_000_000
    assert (len(asked.cache) > 0) == (size > 0)


def test_the_room_for_answers_is_free_again_when_they_are_sent() -> None:
    """An answer on disk is sent whole and leaves nothing behind; one too large for it is a 503."""
    limits = QueryLimits(answer_memory_mb=1, answer_disk_mb=3)
    asked = Asked(Settings(cache_mb=0), limits)
    pairs = "SELECT ?a ?b { ?a <x:p> ?x . ?b <x:p> ?y FILTER(?x < {}) }"

    for _ in range(4):
        response = asked(pairs.replace("{}", "6"))
        assert (response.status_code, len(json.loads(response.data)["results"]["bindings"])) == (200, 18_000)
        response.close()
        refused = asked(pairs.replace("{}", "30"))
        assert refused.status_code == 503
        assert "answer_disk_mb (3 MB)" in json.loads(refused.data)["detail"]


def test_how_a_query_is_answered_is_told_as_text_and_as_json(asked: Asked) -> None:
    """With the rows that were expected and found, and the time of each step."""
    text, found = asked(ALL, explain="1"), asked(ALL, explain="1", Accept="application/json")

    told = json.loads(found.data)
    assert text.content_type == "text/plain; charset=utf-8"
    assert "# The steps, the last one first" in text.text
    assert "solutions were expected" in text.text
    assert told["algebra"].startswith("(")
    assert "SELECT" in told["sql"]
    assert {"depth", "name", "detail", "estimated", "rows", "time_ms"} == set(told["steps"][0])
    assert 3_000 in {step["rows"] for step in told["steps"]}
    assert found.headers["Cache-Control"] == text.headers["Cache-Control"] == "no-store"


def test_a_query_that_is_wrong_is_not_explained(asked: Asked) -> None:
    """Its place is told, as for an answer; an explanation has no other formats."""
    assert asked("SELECT nonsense", explain="1").status_code == 400
    assert asked(ALL, explain="1", format="csv").status_code == 406
    assert json.loads(asked(ALL, explain="0").data)["head"] == {"vars": ["s", "o"]}

"""SERVICE and LOAD over HTTP, between services that run: two of ours and an Oxigraph server."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from tests.documents import Document, Documents, documents
from tests.servers import free_port, oxigraph_server
from tests.serving import Reply, Served, served

LIMIT_S = 3
ORGANISATION = "https://w3id.org/maillage/ontology#StartUp"


@pytest.fixture(scope="module")
def source() -> Iterator[Documents]:
    """A server of documents."""
    with documents() as running:
        yield running


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    """An Oxigraph server that knows two labels."""
    with oxigraph_server('<x:a> <x:label> "A" .\n<x:b> <x:label> "B" .\n') as address:
        yield address


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Another Maillage, which asks nobody."""
    with served(tmp_path_factory.mktemp("other")) as running:
        yield running


@pytest.fixture(scope="module")
def service(
    tmp_path_factory: pytest.TempPathFactory, other: Served, oxigraph: str, source: Documents
) -> Iterator[Served]:
    """A Maillage that may ask the other services, and read the documents."""
    allowed = f"{other.address}/sparql {oxigraph}/query {source.address}"
    folder = tmp_path_factory.mktemp("service")
    with served(folder, service_allow=allowed, load_allow=source.address, query_timeout_s=LIMIT_S) as running:
        yield running


def _values(reply: Reply) -> list[list[str]]:
    assert reply.status == 200, reply.body
    found = reply.document
    names = found["head"]["vars"]
    return sorted(
        [row.get(name, {"value": ""})["value"] for name in names] for row in found["results"]["bindings"]
    )


def test_a_query_joins_what_two_maillages_know(service: Served, other: Served) -> None:
    """Each start-up here is found there, because both serve the same graph."""
    here = f"SELECT ?s {{ ?s a <{ORGANISATION}> }}"
    both = (
        f"SELECT ?s {{ ?s a <{ORGANISATION}> . "
        f"SERVICE <{other.address}/sparql> {{ ?s a <{ORGANISATION}> }} }}"
    )

    found = _values(service.query(both))

    assert found == _values(service.query(here))
    assert len(found) == 2


def test_a_query_asks_an_oxigraph_server(service: Served, oxigraph: str) -> None:
    """For the label of what is named here."""
    text = f"SELECT ?s ?l {{ VALUES ?s {{ <x:b> <x:c> }} SERVICE <{oxigraph}/query> {{ ?s <x:label> ?l }} }}"

    assert _values(service.query(text)) == [["x:b", "B"]]


def test_a_query_asks_two_services_at_once(service: Served, other: Served, oxigraph: str) -> None:
    """And puts their answers together."""
    text = (
        f"SELECT ?l (COUNT(?s) AS ?n) {{ SERVICE <{oxigraph}/query> {{ ?x <x:label> ?l }} "
        f"SERVICE <{other.address}/sparql> {{ ?s a <{ORGANISATION}> }} }} GROUP BY ?l"
    )

    (_, first), (_, second) = _values(service.query(text))

    assert first == second
    assert int(first) == 2


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/sparql", "http://169.254.169.254/", "file:///etc/passwd"]
)
def test_a_service_that_is_not_on_the_list_is_refused(address: str, service: Served) -> None:
    """With what is wrong; SILENT gives one empty solution in its place."""
    refused = service.query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
    silent = service.query(f"SELECT ?s {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}")

    assert refused.status == 400
    assert "not on the list" in refused.document["detail"]
    assert _values(silent) == [[""]]


def test_a_redirect_to_an_address_that_is_not_on_the_list_is_refused(
    service: Served, other: Served, source: Documents
) -> None:
    """Neither SERVICE nor LOAD follows it; nobody there is asked."""
    source.given["away"] = Document(status=302, location=f"{other.address}/health")

    asked = service.query(f"SELECT * {{ SERVICE <{source.address}away> {{ ?s ?p ?o }} }}")
    loaded = service.update(f"LOAD <{source.address}away> INTO GRAPH <x:g>")

    for refused in (asked, loaded):
        assert refused.status == 400
        assert "not on the list" in refused.document["detail"] or "status" in refused.document["detail"]


def test_a_document_is_loaded_whole_or_not_at_all(service: Served, source: Documents) -> None:
    """An error on its last line leaves nothing of it, and says where it is."""
    good = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(1_000))
    source.given["good.ttl"] = Document(good.encode())
    source.given["bad.ttl"] = Document(f"{good}<x:s> <x:p> .\n".encode())

    refused = service.update(f"LOAD <{source.address}bad.ttl> INTO GRAPH <x:bad>")
    loaded = service.update(f"LOAD <{source.address}good.ttl> INTO GRAPH <x:good>")

    assert refused.status == 400
    assert "1001" in refused.document["detail"]
    assert loaded.status == 200
    count = "SELECT (COUNT(*) AS ?n) { GRAPH %s { ?s ?p ?o } }"
    assert _values(service.query(count % "<x:bad>")) == [["0"]]
    assert _values(service.query(count % "<x:good>")) == [["1000"]]


def test_a_service_that_answers_slowly_is_given_up_in_time(service: Served, source: Documents) -> None:
    """A byte a second is not waited for beyond the limit of the query."""
    source.given["slow"] = Document(b"{}" * 100, "application/sparql-results+json", pause_s=1)
    start = monotonic()

    reply = service.query(f"SELECT * {{ SERVICE <{source.address}slow> {{ ?s ?p ?o }} }}")

    assert reply.status in {400, 503}
    assert monotonic() - start < LIMIT_S + 5


def test_a_service_that_answers_with_something_else_is_an_error(service: Served, source: Documents) -> None:
    """A page, or half a result, is no answer."""
    start = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": []}}).encode()
    source.given["page"] = Document(b"<html></html>", "text/html")
    source.given["half"] = Document(start[:-3], "application/sparql-results+json")

    for path in ("page", "half"):
        reply = service.query(f"SELECT * {{ SERVICE <{source.address}{path}> {{ ?s ?p ?o }} }}")
        assert reply.status == 400, path


def test_a_service_that_asks_itself_does_not_hang(tmp_path: Path) -> None:
    """Each inner query waits for the place that the outer one holds, and all end at the limit."""
    port = free_port()
    own = f"http://127.0.0.1:{port}/"
    with served(
        tmp_path, bind=f"127.0.0.1:{port}", service_allow=own, query_timeout_s=LIMIT_S, concurrent_queries=1
    ) as service:
        inner = f"SERVICE <{own}sparql> {{ SERVICE <{own}sparql> {{ ?a ?b ?c }} }}"

        reply = service.query(f"SELECT * {{ {inner} }}")

        assert reply.status in {400, 503}
        assert service.query("ASK {}").document["boolean"] is True


def _deep(name: str) -> Document:
    """A triple term of fifty thousand within one another, as results or as a document."""
    if name == "json":
        start = '{"type":"triple","value":{"subject":{"type":"uri","value":"x:s"},'
        start += '"predicate":{"type":"uri","value":"x:p"},"object":'
        term = start * 50_000 + '{"type":"uri","value":"x:o"}' + "}}" * 50_000
        text = f'{{"head":{{"vars":["s"]}},"results":{{"bindings":[{{"s":{term}}}]}}}}'
        return Document(text.encode(), "application/sparql-results+json")
    if name == "xml":
        start = "<triple><subject><uri>x:s</uri></subject><predicate><uri>x:p</uri></predicate><object>"
        term = start * 50_000 + "<uri>x:o</uri>" + "</object></triple>" * 50_000
        head = '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/></head>'
        text = f'{head}<results><result><binding name="s">{term}</binding></result></results></sparql>'
        return Document(text.encode(), "application/sparql-results+xml")
    return Document(f"<x:s> <x:p> {'<<( <x:s> <x:p> ' * 50_000}<x:o>{' )>>' * 50_000} .".encode())


@pytest.mark.parametrize("name", ["json", "xml", "ttl"])
def test_what_another_server_nests_ends_nothing(name: str, service: Served, source: Documents) -> None:
    """An answer or a document of triple terms within one another is refused; the process goes on."""
    source.given["deep"] = _deep(name)

    if name == "ttl":
        reply = service.update(f"LOAD <{source.address}deep> INTO GRAPH <x:deep>")
    else:
        reply = service.query(f"SELECT * {{ SERVICE <{source.address}deep> {{ ?s ?p ?o }} }}")

    assert reply.status == 400, reply.body
    assert "nested within one another" in reply.document["detail"]
    assert service.query("ASK {}").document["boolean"] is True

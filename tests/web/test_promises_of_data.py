"""What the service promises about data, one test a promise: where it comes from, and that it is kept."""

import json
import re
import socket
from collections.abc import Iterator

import pytest

from tests.documents import Document, Documents, documents
from tests.serving import Served, served


@pytest.fixture(scope="module")
def source() -> Iterator[Documents]:
    """A server of documents, which the service may LOAD from."""
    with documents() as running:
        yield running


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, source: Documents) -> Iterator[Served]:
    """The bundled graph; SERVICE may ask every public address."""
    folder = tmp_path_factory.mktemp("data")
    with served(folder, load_allow=source.address, service_allow="*", query_timeout_s=10) as running:
        yield running


def _counted(service: Served, graph: str) -> int:
    found = service.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").document
    return int(found["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
        "SELECT * { VALUES ?w { <URL> } SERVICE ?w { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://localhost:PORT/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://[::ffff:127.0.0.1]:PORT/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://2130706433:PORT/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://0.0.0.0:PORT/> { ?s ?p ?o } }",
        "INSERT { <x:a> <x:b> 1 } USING <URL> WHERE { ?s ?p ?o }",
        "LOAD <URL>",
        "LOAD <file:///etc/passwd> INTO GRAPH <x:g>",
        "LOAD SILENT <http://169.254.169.254/latest/meta-data/>",
    ],
)
def test_promise_5_no_text_reaches_an_inner_address(text: str, service: Served) -> None:
    """SERVICE may ask every public address here, and LOAD one server; this machine is neither."""
    contacts: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as inner:
        inner.settimeout(0.3)
        port = str(inner.getsockname()[1])
        asked = text.replace("URL", f"http://127.0.0.1:{port}/").replace("PORT", port)

        reply = (
            service.update(asked) if re.match("INSERT|LOAD", asked) else service.query(asked, Accept="*/*")
        )

        try:
            contacts.append(inner.accept())
        except TimeoutError:
            """Nobody has come."""
    assert contacts == []
    assert reply.status in {200, 400}
    assert b"root:" not in reply.body


def test_promise_5_a_redirect_to_an_inner_address_is_not_followed(service: Served, source: Documents) -> None:
    """The list counts for each step."""
    with documents() as inner:
        inner.given["secret.ttl"] = Document(b"<x:a> <x:secret> 1 .")
        source.given["redirect.ttl"] = Document(status=302, location=f"{inner.address}secret.ttl")

        reply = service.update(f"LOAD <{source.address}redirect.ttl> INTO GRAPH <x:redirected>")

    assert reply.status == 400
    assert inner.asked == []
    assert _counted(service, "x:redirected") == 0


def test_promise_8_lexical_forms_are_kept(service: Served) -> None:
    """What was written comes back to the letter, through a dump and a second load of it."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    forms = [
        f'"01"^^<{xsd}integer>',
        f'"+1"^^<{xsd}integer>',
        f'"1.50"^^<{xsd}decimal>',
        f'"1e0"^^<{xsd}double>',
        f'"TRUE"^^<{xsd}boolean>',
        f'"2020-01-01T24:00:00"^^<{xsd}dateTime>',
        '"é"@fr-CA',
        '"e\\u0301"',
        f'"{" " * 3}"',
        '"\\t\\\\\\""',
    ]
    lines = " ".join(f"<x:s{number}> <x:p> {form} ." for number, form in enumerate(forms))
    dump = "CONSTRUCT { ?s ?p ?o } { GRAPH <x:forms> { ?s ?p ?o } }"

    service.update(f"INSERT DATA {{ GRAPH <x:forms> {{ {lines} }} }}")
    first = service.query(dump, Accept="application/n-triples").body.decode()
    service.update("CLEAR GRAPH <x:forms>")
    service.update(f"INSERT DATA {{ GRAPH <x:forms> {{ {first} }} }}")
    second = service.query(dump, Accept="application/n-triples").body.decode()

    assert sorted(first.splitlines()) == sorted(second.splitlines())
    for form in (
        '"01"',
        '"+1"',
        '"1.50"',
        '"1e0"',
        '"TRUE"',
        '"2020-01-01T24:00:00"',
        '"é"@fr-CA',
        '"e\u0301"',
    ):
        assert form.lower() in first.lower(), form


def test_promise_9_a_document_is_loaded_whole_or_not_at_all(service: Served, source: Documents) -> None:
    """The error says where; the number that is told is the number that is there."""
    lines = [f"<x:s{number}> <x:p> {number} ." for number in range(5_000)]
    source.given["whole.ttl"] = Document("\n".join(lines).encode())
    source.given["broken.ttl"] = Document("\n".join([*lines, "<x:a> <x:b> ."]).encode())
    before = service.ask("GET", "/health").document["statements"]

    refused = service.update(f"LOAD <{source.address}broken.ttl> INTO GRAPH <x:broken>")
    loaded = service.update(f"LOAD <{source.address}whole.ttl> INTO GRAPH <x:whole>")

    assert refused.status == 400
    assert "broken.ttl:5001:" in refused.document["detail"]
    assert _counted(service, "x:broken") == 0
    assert loaded.document["statements"] - before == 5_000 == _counted(service, "x:whole")


def test_promise_10_no_document_is_a_bomb_or_fetches_another(service: Served, source: Documents) -> None:
    """Entities are not multiplied, files of the server not read, and contexts not fetched."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="x:">'
    about = '<rdf:Description rdf:about="x:s"><x:p>%s</x:p></rdf:Description></rdf:RDF>'
    given = {
        "bomb.rdf": f'<!DOCTYPE d [<!ENTITY a0 "ha">{entities}]>{rdf}{about % "&a9;"}',
        "file.rdf": f'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>{rdf}{about % "&f;"}',
        "remote.jsonld": json.dumps({"@context": f"{source.address}context", "@id": "x:s", "x:p": 1}),
    }
    kinds = {"rdf": "application/rdf+xml", "jsonld": "application/ld+json"}
    for name, text in given.items():
        source.given[name] = Document(text.encode(), kinds[name.partition(".")[2]])

    for name in given:
        reply = service.update(f"LOAD <{source.address}{name}> INTO GRAPH <x:bomb>")
        assert reply.status == 400, (name, reply.body)

    assert "context" not in source.asked
    assert _counted(service, "x:bomb") == 0

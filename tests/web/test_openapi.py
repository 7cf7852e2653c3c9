"""The description at ``/openapi.json`` is complete: what is routed is described, and the other way round."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

Document = dict[str, Any]

EVERYWHERE = MappingProxyType(
    {
        "HEAD": "GET without a body; the text of the description says so, and a test here holds it",
        "OPTIONS": "names the methods; the text says so, and a test here holds it",
    }
)
"""Methods that are described once for all addresses but those of protocols, which ask for them."""

UNDESCRIBED = MappingProxyType(
    {"/static/<path:filename>": "style sheets of the pages, whose addresses are no promise"}
)
"""Rules that are not described, and why."""


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> Document:
    """The description."""
    found = client.get("/openapi.json").json
    assert isinstance(found, dict)
    return found


def test_every_route_and_method_is_described(app: Flask, document: Document) -> None:
    """But for the exceptions, which all are still there."""
    routed = {(rule.rule, method) for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    described = {(_rule(app, *each), each[0]) for each in _operations(document)}

    missing = {
        (rule, method)
        for rule, method in routed - described
        if rule not in UNDESCRIBED and method not in EVERYWHERE
    }
    assert not missing
    assert described <= routed
    assert UNDESCRIBED.keys() <= {rule for rule, _ in routed}


def test_each_operation_has_a_name_of_its_own(document: Document) -> None:
    """And belongs to a family, so that programs can be made from it."""
    told = [operation for _, _, operation in _operations(document)]

    assert document["openapi"] == "3.1.0"
    assert len({operation["operationId"] for operation in told}) == len(told) >= 100
    assert all(len(operation["tags"]) == 1 for operation in told)


def test_what_is_told_as_an_example_is_found(client: FlaskClient, document: Document) -> None:
    """A GET with the examples of its parameters gives an answer with a described status and content."""
    asked = [each for each in _operations(document) if each[0] == "GET" and _has_example(each[2])]

    for _, path, operation in asked:
        given = {each["name"]: each["example"] for each in operation["parameters"] if _is_given(each)}
        found = client.get(_filled(path, operation), query_string=given)
        told = operation["responses"].get(str(found.status_code))
        assert found.status_code < 400, (path, found.text)
        assert told is not None, (path, found.status_code)
        assert found.mimetype in told["content"], (path, found.mimetype)
    assert len(asked) >= 20


def test_options_name_the_described_methods(client: FlaskClient, document: Document) -> None:
    """Allow holds what is described of an address, HEAD with GET, OPTIONS and no more."""
    for path, methods in document["paths"].items():
        one = next(iter(methods.values()))
        # What the graph store takes depends on whether a graph is named.
        found = client.options(
            _filled(path, one), query_string={"default": ""} if path == "/graphs" else None
        )
        told = {_method(each) for each in methods} | {"OPTIONS"} | ({"HEAD"} if "get" in methods else set())
        assert found.status_code in {200, 204}, path
        assert {each.upper() for each in found.allow} == told, path


def test_who_may_not_is_told_so_and_not_what_else_is_wrong(client: FlaskClient, document: Document) -> None:
    """401 comes before any look at the parameters and the body, wherever a token is needed."""
    asked = [
        (method, _filled(path, operation), media_type)
        for method, path, operation in _operations(document)
        for media_type in operation.get("requestBody", {}).get("content", {"": None})
        if operation["security"] == [{"token": []}] or media_type == "application/sparql-update"
    ]

    for method, path, media_type in asked:
        found = client.open(
            f"{path}?graph=none&default&timeout=soon&format=none&query",
            method=method,
            data=b"\xff",
            headers={"Content-Type": media_type, "Content-Encoding": "none", "If-Match": "none"},
        )
        assert found.status_code == 401, (method, path, media_type)
        assert found.headers["WWW-Authenticate"].startswith("Bearer")
    assert len(asked) >= 25


@pytest.mark.parametrize(
    "path", ["/health", "/search?q=marseille&format=json", "/void", "/id/marseille", "/id/none"]
)
def test_head_is_get_without_a_body(client: FlaskClient, path: str) -> None:
    """The same status and the same headers, but for the name of the request."""
    told, asked = client.head(path), client.get(path)

    assert told.status_code == asked.status_code
    assert told.data == b""
    for headers in (told.headers, asked.headers):
        headers.remove("X-Request-Id")
    assert sorted(told.headers) == sorted(asked.headers)


def test_a_blank_format_or_flag_is_refused(client: FlaskClient) -> None:
    """What is not among the described values is not taken for one of them."""
    assert client.get("/search?format=").status_code == 406
    resource = "/resource?iri=https://w3id.org/maillage/id/marseille"
    assert client.get(f"{resource}&format=none").status_code == 406
    assert client.get("/id/marseille.ttl?format=none").status_code == 406
    assert client.get("/sparql?query=ASK {}&download=perhaps").status_code == 400
    assert client.get("/sparql?query=ASK {}&explain=").status_code == 400
    assert client.get("/sparql?timeout=soon").status_code == 400
    assert client.get("/networks/cables.csv?size=none").status_code == 404
    assert client.get("/networks/cables?seed=1_0").status_code == 400
    assert client.get("/networks/cables?error=nan").status_code == 400


def _operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, methods in document["paths"].items():
        for name, operation in methods.items():
            yield _method(name), path, operation


def _method(name: str) -> str:
    return name.removeprefix("x-").upper()


def _rule(app: Flask, method: str, path: str, operation: Document) -> str:
    """The rule that the app has for an address."""
    rule, _ = app.url_map.bind("localhost").match(_filled(path, operation), method, return_rule=True)
    return rule.rule


def _filled(path: str, operation: Mapping[str, Any]) -> str:
    """The path with a value for each of its names."""
    places = {each["name"]: each for each in operation.get("parameters", ()) if each["in"] == "path"}
    for name, place in places.items():
        value = place.get("example") or place["schema"].get("enum", ["x"])[0]
        path = path.replace(f"{{{name}}}", quote(value))
    return path.replace("{", "").replace("}", "")


def _has_example(operation: Document) -> bool:
    return any("example" in each for each in operation["parameters"])


def _is_given(parameter: Document) -> bool:
    return parameter["in"] == "query" and "example" in parameter

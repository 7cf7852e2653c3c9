"""The document: what the operations say, in the words of OpenAPI."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from graph import __version__
from graph.settings import Settings
from graph.tokens import Role
from graph.web.negotiate import HTML
from graph.web.openapi.operations import operations
from graph.web.openapi.parts import Answer, Header, Operation
from graph.web.openapi.schemas import SCHEMAS, TEXT, WHOLE, reference
from graph.web.service import Service

__all__ = ["document"]

_OF_ALL = frozenset({400, 401, 413, 429, 431, 503})
"""Statuses of problems that any operation may give: requests that can't be read, tokens, rates, limits."""

_PROBLEMS = (*sorted(_OF_ALL), 403, 404, 405, 406, 412, 415, 422)
_ID = "X-Request-Id"
_ABOUT = """\
HEAD answers wherever GET does, with the same status and headers and without a body; OPTIONS answers
everywhere, and names the methods of the address in Allow. Where an address takes the method QUERY, for which
OpenAPI 3.1 has no word, `x-query` describes it as OpenAPI 3.2 does by `query`. An answer that is cut at a
limit says so in the header Maillage-Complete.
"""
_PROBLEM_HEADERS = {
    401: {"WWW-Authenticate": Header("How to say who asks: by a bearer token.")},
    405: {"Allow": Header("The methods that there are.")},
    429: {"Retry-After": Header("Seconds to wait.", WHOLE)},
    503: {"Retry-After": Header("Seconds to wait.", WHOLE)},
}


def document(parts: Service) -> dict[str, Any]:
    """The description of a service with these settings and these named queries."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations(parts.catalog):
        # https://spec.openapis.org/oas/v3.2.0#path-item-object has a word for what is an extension in 3.1.
        word = "x-query" if operation.method == "query" else operation.method
        paths.setdefault(operation.path, {})[word] = _described(operation, parts.settings)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Maillage",
            "version": __version__,
            "summary": "Knowledge graph and semantic query service for innovation ecosystems.",
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": dict(SCHEMAS),
            "responses": {_name(status): _problem(status) for status in _PROBLEMS},
            "headers": {_ID: Header("Names the request in the log.").described()},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Made by: maillage token add NAME --role reader, editor or admin.",
                }
            },
        },
    }


def _described(operation: Operation, settings: Settings) -> dict[str, Any]:
    answers = {str(status): _answer(status, answer) for status, answer in operation.answers.items()}
    problems = {
        str(status): {"$ref": f"#/components/responses/{_name(status)}"}
        for status in sorted(operation.problems | _OF_ALL)
    }
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.family],
        "summary": operation.summary,
        "parameters": [parameter.described() for parameter in operation.parameters],
        "responses": answers | problems,
        "security": _security(operation.needs, settings),
    }
    if operation.body:
        described["requestBody"] = operation.body.described()
    return described


def _security(needs: Role | None, settings: Settings) -> list[dict[str, list[str]]]:
    if needs is None or (needs is Role.READER and settings.reads == "public"):
        return [{}, {"token": []}]
    if needs > Role.READER and settings.writes == "open":
        return [{}, {"token": []}]
    return [{"token": []}]


def _answer(status: int, answer: Answer) -> dict[str, Any]:
    told = _response(answer.meaning or HTTPStatus(status).phrase, answer.content, answer.headers)
    told["headers"][_ID] = {"$ref": f"#/components/headers/{_ID}"}
    if answer.links:
        told["links"] = {
            name: {"operationId": name, "parameters": values} for name, values in answer.links.items()
        }
    return told


def _name(status: int) -> str:
    return HTTPStatus(status).phrase.replace(" ", "")


def _problem(status: int) -> dict[str, Any]:
    content = {"application/problem+json": reference("Problem"), HTML.media_types[0]: TEXT}
    # What is refused before it is read as HTTP has no name in the log.
    headers = {_ID: Header("Names the request in the log.", is_always_there=False)}
    return _response(HTTPStatus(status).phrase, content, headers | _PROBLEM_HEADERS.get(status, {}))


def _response(meaning: str, content: Mapping[str, Any], headers: Mapping[str, Header]) -> dict[str, Any]:
    response: dict[str, Any] = {
        "description": meaning,
        "headers": {name: header.described() for name, header in headers.items()},
    }
    if content:
        response["content"] = {
            media_type: {"schema": schema} if schema else {} for media_type, schema in content.items()
        }
    return response

"""The document: what the table says, in the words of OpenAPI."""

from http import HTTPStatus
from typing import Any

from graph import __version__
from graph.settings import Settings
from graph.web.negotiate import HTML
from graph.web.openapi.operations import OPERATIONS
from graph.web.openapi.parts import TEXT, Body, Operation, Parameter

__all__ = ["document"]

_OF_ALL = frozenset({401, 403, 429, 503})
"""Statuses of problems that any operation may give: tokens, other sites, too many at once, limits."""

_WITH_WAIT = frozenset({429, 503})
_PROBLEM = {
    "type": "object",
    "description": "https://www.rfc-editor.org/rfc/rfc9457",
    "properties": {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "hint": TEXT,
        "excerpt": TEXT,
        "report": TEXT,
    },
    "required": ["detail", "status", "title", "type"],
}


def document(settings: Settings) -> dict[str, Any]:
    """The description of a service with these settings."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _described(operation, settings)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Maillage",
            "version": __version__,
            "summary": "Knowledge graph and semantic query service for innovation ecosystems.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": _PROBLEM},
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
    answers = {str(status): _answer(status, content) for status, content in operation.answers.items()}
    problems = {str(status): _problem(status) for status in sorted(operation.problems | _OF_ALL)}
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [_parameter(each) for each in operation.parameters],
        "responses": answers | problems,
        "security": _security(operation, settings),
    }
    if operation.body:
        described["requestBody"] = _body(operation.body)
    return described


def _security(operation: Operation, settings: Settings) -> list[dict[str, list[str]]]:
    needs_token = operation.needs_token or settings.reads != "public"
    if operation.is_written:
        needs_token = settings.writes != "open"
    return [{"token": []}] if needs_token else [{}, {"token": []}]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "description": parameter.meaning,
        "required": parameter.is_needed or parameter.place == "path",
        "schema": parameter.schema,
    }


def _body(body: Body) -> dict[str, Any]:
    content = {media_type: {"schema": schema} for media_type, schema in body.content.items()}
    return {"required": body.is_needed, "content": content}


def _answer(status: int, content: Any) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": HTTPStatus(status).phrase}
    if content:
        answer["content"] = {
            media_type: {"schema": schema} if schema else {} for media_type, schema in content.items()
        }
    return answer


def _problem(status: int) -> dict[str, Any]:
    problem = _answer(
        status,
        {"application/problem+json": {"$ref": "#/components/schemas/Problem"}, HTML.media_types[0]: TEXT},
    )
    if status in _WITH_WAIT:
        wait = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 0}}
        problem["headers"] = {"Retry-After": wait}
    return problem

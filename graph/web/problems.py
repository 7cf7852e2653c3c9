"""What goes wrong, as problem documents (https://www.rfc-editor.org/rfc/rfc9457) and as pages.

One table gives each error of `graph.errors` its status. What is not in that tree and not an HTTP
condition is a bug of ours: a 500 whose id is in the log beside the traceback, and nowhere else.
"""

import json
import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from graph import errors
from graph.terms import BASE
from graph.web.negotiate import prefers_html, vary
from graph.web.record import current, without_tokens

__all__ = ["STATUS", "Problem", "problem_of", "register", "status_of"]

STATUS: Mapping[type[errors.MaillageError], int] = MappingProxyType(
    {
        errors.MaillageError: 400,
        errors.SettingsError: 500,
        errors.UnknownName: 404,
        errors.ReadError: 400,
        errors.RdfSyntaxError: 400,
        errors.QuerySyntaxError: 400,
        errors.QueryError: 400,
        errors.QueryTimeout: 503,
        errors.QueryTooLarge: 503,
        errors.QueryCancelled: 503,
        errors.TooManyQueries: 429,
        errors.NotAllowed: 403,
        errors.CatalogError: 500,
        errors.ParameterError: 400,
        errors.StoreError: 503,
        errors.InvalidData: 422,
        errors.NetworkError: 422,
    }
)
"""Error class → HTTP status."""

Problem = dict[str, Any]
"""The members of a problem document."""

_RETRY_AFTER_S = 30
_LIMITS = frozenset({413, 429, 503})
_PASSING = frozenset({429, 503})
_log = logging.getLogger("maillage.web")


def register(app: Flask) -> None:
    """Answer every error of the app as a problem."""
    app.register_error_handler(errors.MaillageError, _answer_error)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_bug)


def status_of(kind: type[errors.MaillageError]) -> int:
    """The HTTP status of an error class, or of the nearest class above it."""
    return next(STATUS[each] for each in kind.__mro__ if each in STATUS)


def problem_of(error: errors.MaillageError) -> Problem:
    """The members of the problem document for an error."""
    kind = type(error)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()
    document: Problem = {
        "type": f"{BASE}problem/{words.replace(' ', '-')}",
        "title": words.capitalize().replace("Rdf", "RDF"),
        "status": status_of(kind),
        "detail": str(error),
    }
    if isinstance(error, errors.TextError):
        document |= {"detail": error.problem} | _place(error)
    if isinstance(error, errors.InvalidData):
        document["report"] = error.report
    return document


def _place(error: errors.TextError) -> Problem:
    parts = {"line": error.line, "column": error.column, "hint": error.hint, "excerpt": error.caret() or None}
    return {name: value for name, value in parts.items() if value is not None}


def _answer_error(error: errors.MaillageError) -> Response:
    return _respond(problem_of(error))


def _answer_http(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response(request.environ))
    detail = error.description if status != HTTPStatus.NOT_FOUND else _nothing_here()
    document = {"type": "about:blank", "title": error.name, "status": status, "detail": detail}
    kept = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return _respond(document, dict(kept))


def _nothing_here() -> str:
    pages = "/, /search, /network, /networks/, /queries/, /sparql, /graphs, /ontology, /id/…"
    return f"There is nothing at {request.path}. There is: {pages}."


def _answer_bug(error: Exception) -> Response:
    bug = current().id
    _log.error("bug %s in %s %s", bug, request.method, without_tokens(request.path), exc_info=error)
    detail = f"This is a mistake of the service, not yours. It is in the log as {bug}."
    return _respond({"type": "about:blank", "title": "Internal error", "status": 500, "detail": detail})


def _name(document: Problem) -> str:
    """How a problem is called in the log: by its type, or where that says nothing by its title."""
    kind = str(document["type"])
    return kind.rpartition("/")[2] if "/" in kind else str(document["title"]).lower().replace(" ", "-")


def _respond(document: Problem, headers: Mapping[str, str] | None = None) -> Response:
    if prefers_html():
        response = make_response(render_template("problem.html", problem=document))
    else:
        response = Response(json.dumps(document, ensure_ascii=False), content_type="application/problem+json")
    response.status_code = document["status"]
    if response.status_code in _LIMITS:
        current().limit = _name(document)
    response.headers.update(headers or {})
    if response.status_code in _PASSING:
        response.headers.setdefault("Retry-After", str(_RETRY_AFTER_S))
    return vary(response)

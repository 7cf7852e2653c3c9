"""What a request to the SPARQL endpoint asks: https://www.w3.org/TR/sparql11-protocol/#query-operation.

Updates are refused: they need a token, and there are none yet.
"""

from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import BadRequest, Forbidden, UnsupportedMediaType

from graph.sparql.tokens import Form, form
from graph.terms import Iri

__all__ = ["Asked", "asked"]

_QUERY_TYPE = "application/sparql-query"
_UPDATE_TYPE = "application/sparql-update"
_FORM_TYPE = "application/x-www-form-urlencoded"
_UPDATES_REFUSED = (
    "This address takes no updates: writing needs a token, and this version has none. "
    "Stop the service and use: maillage load FILE"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or update as it came.

    Attributes:
        text: the query or update.
        is_update: which of the two the request says it is.
        default_graphs: the graphs whose merge is the default graph.
        named_graphs: the graphs that GRAPH reaches.
        timeout_s: how long the client is willing to wait, in seconds; None: as long as the service.
    """

    text: str
    is_update: bool = False
    default_graphs: tuple[Iri, ...] = ()
    named_graphs: tuple[Iri, ...] = ()
    timeout_s: float | None = None


def asked() -> Asked | None:
    """What the present request asks; None where it holds no query.

    Raises:
        BadRequest: it can't be told.
        Forbidden: it is an update.
        UnsupportedMediaType: its body is of a type that is not read here.
    """
    text = _query_text()
    if text is None:
        return None
    if form(text) is Form.UPDATE:
        raise Forbidden(_UPDATES_REFUSED)
    return Asked(text)


def _query_text() -> str | None:
    if request.method == "GET":
        return _single(request.args.getlist("query"))
    if request.mimetype == _QUERY_TYPE:
        return _decoded(request.get_data())
    if request.mimetype == _UPDATE_TYPE or "update" in request.form:
        raise Forbidden(_UPDATES_REFUSED)
    if request.mimetype != _FORM_TYPE:
        raise UnsupportedMediaType(
            f"POST here {_FORM_TYPE} with query=…, or {_QUERY_TYPE}; not {request.mimetype or 'untyped'}."
        )
    text = _single(request.form.getlist("query"))
    if text is None:
        raise BadRequest("The form holds no query. Send query=… in it.")
    return text


def _single(texts: list[str]) -> str | None:
    if len(texts) > 1:
        raise BadRequest("There are several queries in the request. Send one.")
    if {"default-graph-uri", "named-graph-uri"} & set(request.values):
        raise BadRequest("default-graph-uri and named-graph-uri are not read. Write FROM in the query.")
    return texts[0] if texts else None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The query is not UTF-8: {error}") from error

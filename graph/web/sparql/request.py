"""What a request to the SPARQL endpoint asks: https://www.w3.org/TR/sparql11-protocol/#protocol."""

from dataclasses import dataclass
from math import inf, isfinite
from types import MappingProxyType

from flask import request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from graph.sparql import Circumstances
from graph.sparql.requests import DatasetClause
from graph.terms import BASE
from graph.web.access import Role, require
from graph.web.parameters import Parameters, absolute_iri, decoded, single, text_of, together
from graph.web.service import service

__all__ = ["FORM_TYPE", "QUERY_TYPE", "UPDATE_TYPE", "Asked", "asked"]

QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
FORM_TYPE = "application/x-www-form-urlencoded"

_GRAPHS = MappingProxyType(
    {
        "query": ("default-graph-uri", "named-graph-uri"),
        "update": ("using-graph-uri", "using-named-graph-uri"),
    }
)
_OTHER = MappingProxyType({"query": "update", "update": "query"})
_HOW = (
    f"POST here {FORM_TYPE} with query=… or update=…, or the text itself as {QUERY_TYPE} or {UPDATE_TYPE}, "
    "in UTF-8"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or update as it came.

    Attributes:
        text: the query or update.
        is_update: which of the two the request says it is.
        given: the graphs that it is about, its base, and how long the client is willing to wait.
    """

    text: str
    is_update: bool
    given: Circumstances


def asked() -> Asked | None:
    """What the present request asks; None where it holds neither query nor update.

    Raises:
        BadRequest: it can't be told, or is not UTF-8.
        UnsupportedMediaType: its body is of a type that is not read here.
        Unauthorized, Forbidden: it is an update, and the token is missing or not enough; said before
            anything else that is wrong.
    """
    if request.method == "POST" and request.mimetype == UPDATE_TYPE:
        require(Role.EDITOR)
    address = decoded(request.query_string, "address")
    if request.method in {"GET", "HEAD"}:
        if "update" in address:
            raise BadRequest(f"An update is not sent by {request.method}. {_HOW}.")
        if "query" in address:
            return _query(address)
        _given("query", address)  # what is wrong without a query would be wrong with one
        return None
    kind, parameters = _body(address)
    if kind == "update" and request.method != "POST":
        raise BadRequest(f"An update is not sent by {request.method}. {_HOW}.")
    return _query(parameters) if kind == "query" else _update(parameters)


def _body(address: Parameters) -> tuple[str, Parameters]:
    """Whether the body is a query or an update, and all parameters, the text among them."""
    if (coding := request.headers.get("Content-Encoding", "").strip().lower()) not in {"", "identity"}:
        raise UnsupportedMediaType(f"A body in the coding {coding} is not read. Send it as it is.")
    if request.mimetype_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType(f"The body is not in UTF-8. {_HOW}.")
    if request.mimetype in {QUERY_TYPE, UPDATE_TYPE}:
        kind = "query" if request.mimetype == QUERY_TYPE else "update"
        return kind, together(address, {kind: [text_of(request.get_data(), kind)]})
    if request.mimetype != FORM_TYPE:
        raise UnsupportedMediaType(f"{request.mimetype or 'A body without a type'} is not read. {_HOW}.")
    parameters = together(address, decoded(request.get_data(), "form"))
    kinds = [kind for kind in _GRAPHS if kind in parameters]
    if len(kinds) != 1:
        raise BadRequest(f"A form holds a query or an update; this one holds {'both' if kinds else 'none'}.")
    return kinds[0], parameters


def _query(parameters: Parameters) -> Asked:
    return Asked(single("query", parameters), is_update=False, given=_given("query", parameters))


def _update(parameters: Parameters) -> Asked:
    require(Role.EDITOR)
    return Asked(single("update", parameters), is_update=True, given=_given("update", parameters))


def _given(kind: str, parameters: Parameters) -> Circumstances:
    for foreign in (*_GRAPHS[_OTHER[kind]], _OTHER[kind]):
        if foreign in parameters:
            raise BadRequest(f"The parameter {foreign} belongs to no {kind}.")
    graphs = tuple(
        DatasetClause(absolute_iri(name, text), is_named=is_named)
        for name, is_named in zip(_GRAPHS[kind], (False, True), strict=True)
        for text in parameters.get(name, ())
    )
    is_union = service().settings.default_graph == "union"
    return Circumstances(graphs, is_union=is_union, base=BASE, time_s=_seconds(parameters))


def _seconds(parameters: Parameters) -> float:
    if "timeout" not in parameters:
        return inf
    text = single("timeout", parameters)
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not (isfinite(seconds) and seconds > 0):
        raise BadRequest(f"The parameter timeout takes a number of seconds above 0, not {text!r}.")
    return seconds

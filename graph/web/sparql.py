"""The SPARQL endpoint: the query part of https://www.w3.org/TR/sparql11-protocol/, and a form for people.

Updates are refused: they need a token, and there are none yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request, url_for
from werkzeug.exceptions import BadRequest, Forbidden, NotAcceptable, UnsupportedMediaType

from graph.answer import (
    BINDING_FORMATS,
    TRIPLE_FORMATS,
    About,
    Answer,
    Format,
    Table,
    Triples,
    Truth,
    Written,
    write_answer,
)
from graph.errors import QuerySyntaxError
from graph.knowledge.describe import service_description
from graph.rdf.formats import syntax_by_name
from graph.rdf.write import write_triples
from graph.sparql.tokens import Form, form
from graph.web.display import Grid, grid_of_table, grid_of_triples
from graph.web.negotiate import HTML, choose, named, vary
from graph.web.problems import Problem, problem_of
from graph.web.service import service

__all__ = ["blueprint"]

blueprint = Blueprint("sparql", __name__)

EXAMPLE = """\
PREFIX mlg: <https://w3id.org/maillage/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>

# Who is a partner of whom, and which paragraph of which source says so?
SELECT ?partnership ?party ?status ?paragraph WHERE {
  ?partnership a mlg:Partnership ;
    mlg:party ?party ;
    mlg:epistemicStatus ?status ;
    prov:wasDerivedFrom ?paragraph .
}
ORDER BY ?partnership ?party ?paragraph
LIMIT 100
"""
_ROW_LIMIT = 1000
_QUERY_TYPE = "application/sparql-query"
_UPDATE_TYPE = "application/sparql-update"
_FORM_TYPE = "application/x-www-form-urlencoded"
_UPDATES_REFUSED = (
    "This address takes no updates: writing needs a token, and this version has none. "
    "Stop the service and use: maillage load FILE"
)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the page shows below the form."""

    answer: Answer | None = None
    grid: Grid | None = None
    problem: Problem | None = None


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, the form to a browser and the service description to a machine."""
    text = _query_text()
    if text is None:
        return vary(_without_query())
    if form(text) is Form.UPDATE:
        raise Forbidden(_UPDATES_REFUSED)
    try:
        answer = _answered(text)
    except QuerySyntaxError as error:
        if choose((*BINDING_FORMATS, *TRIPLE_FORMATS, HTML)) is not HTML:
            raise
        return vary(_page(text, _Outcome(problem=problem_of(error)), 400))
    return vary(_represent(text, answer))


def _answered(text: str) -> Answer | Written:
    """The answer, which may be large: in what the client takes, it may be written already."""
    wanted = {_wanted(offers) for offers in (BINDING_FORMATS, TRIPLE_FORMATS)}
    return service().dataset.written(text, wanted)


def _wanted(offers: Sequence[Format]) -> str:
    """The short name of what the client would take, or nothing."""
    try:
        return choose((*offers, HTML)).name
    except NotAcceptable:
        return ""


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


def _without_query() -> Response:
    offer = choose((*TRIPLE_FORMATS, HTML))
    if offer is HTML:
        return _page(EXAMPLE, _Outcome())
    triples = service_description(service().dataset, url_for("sparql.sparql", _external=True))
    return Response(write_triples(triples, syntax_by_name(offer.name)), content_type=offer.content_type)


def _represent(text: str, answer: Answer | Written) -> Response:
    if isinstance(answer, Written):
        offer = named((*BINDING_FORMATS, *TRIPLE_FORMATS), answer.format)
        size = sum(map(len, answer.body))
        headers = {"Content-Length": str(size), **_completeness(answer.about)}
        return Response(answer.body, content_type=offer.content_type, headers=headers)
    offer = choose((*_offers(answer), HTML))
    if offer is HTML:
        return _page(text, _Outcome(answer, _grid(answer)))
    body = write_answer(answer, offer.name)
    return Response(body, content_type=offer.content_type, headers=_completeness(answer.about))


def _completeness(about: About) -> dict[str, str]:
    """The header of an answer that a limit has cut; formats other than JSON have no place to say so."""
    return {} if about.is_complete else {"Maillage-Complete": f"false; {about.reason}"}


def _offers(answer: Answer) -> tuple[Format, ...]:
    if isinstance(answer, Triples):
        return TRIPLE_FORMATS
    if isinstance(answer, Truth):
        return tuple(each for each in BINDING_FORMATS if each.name in {"json", "xml"})
    return BINDING_FORMATS


def _grid(answer: Answer) -> Grid | None:
    dataset = service().dataset
    if isinstance(answer, Table):
        return grid_of_table(dataset, answer, row_limit=_ROW_LIMIT)
    if isinstance(answer, Triples):
        return grid_of_triples(dataset, answer, row_limit=_ROW_LIMIT)
    return None


def _page(text: str, outcome: _Outcome, status: int = 200) -> Response:
    offers = _offers(outcome.answer) if outcome.answer else ()
    links = [
        (each.label, f"/sparql?{urlencode({'query': text, 'format': each.name})}", each.media_types[0])
        for each in offers
    ]
    body = render_template("sparql.html", text=text, outcome=outcome, twins=links)
    return make_response(body, status)

"""Named queries: the list of questions, and each question with its answer, as page, JSON and CSV."""

import json
from itertools import groupby
from typing import Any, cast

from flask import Blueprint, Response, make_response, render_template, request

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS, Format, Formats, Table, Triples
from graph.catalog import NamedQuery
from graph.network import measure
from graph.network.measures.given import OPTIONS
from graph.sparql.tokens import Form, form
from graph.web.display import grid_of_table, grid_of_triples
from graph.web.measured import Measured, given_options, measured, taken
from graph.web.negotiate import HTML, JSON, choose, named, twins, vary
from graph.web.networks import asked_network
from graph.web.parameters import is_wished
from graph.web.scores import scores_csv, scores_json
from graph.web.sending import Question, send
from graph.web.service import service

__all__ = ["blueprint", "offers_of", "topics"]

blueprint = Blueprint("queries", __name__)

_ROW_LIMIT = 500
_SCORE_LIMIT = 20
_NOT_PARAMETERS = frozenset({"format", "download"})
_CSV = Format("csv", "CSV", ("text/csv",))


@blueprint.get("/queries/")
def index() -> Response:
    """All questions by topic."""
    offer = choose((HTML, JSON))
    if offer is HTML:
        links = [(JSON.label, "/queries/?format=json", JSON.media_types[0])]
        return vary(
            make_response(
                render_template("queries.html", topics=topics(tuple(service().catalog)), twins=links)
            )
        )
    listed = [_described(query) for query in service().catalog]
    return vary(Response(json.dumps(listed, ensure_ascii=False), content_type=offer.content_type))


@blueprint.get("/queries/<path:slug>")
def show(slug: str) -> Response:
    """A question and its answer: by the ending of the address, else by Accept."""
    stem, dot, ending = slug.rpartition(".")
    if dot and stem in service().catalog.queries:
        query = service().catalog.query(stem)
        return _answered(query, named((HTML, *offers_of(query)), ending))
    query = service().catalog.query(slug)
    return vary(_answered(query, choose((*offers_of(query), HTML))))


def topics(queries: tuple[NamedQuery, ...]) -> list[tuple[str, list[NamedQuery]]]:
    """Queries by topic: questions first, then networks, then checks."""
    last = {"networks": 1, "checks": 2}

    def topic(query: NamedQuery) -> str:
        return query.slug.split("/")[0]

    ordered = sorted(queries, key=lambda query: (last.get(topic(query), 0), query.slug))
    return [(name, list(each)) for name, each in groupby(ordered, key=topic)]


def offers_of(query: NamedQuery) -> tuple[Format, ...]:
    """The formats that the answer to a named query can be sent in, apart from its page."""
    if query.network:
        return (JSON, _CSV)
    is_triples = form(query.text) in {Form.CONSTRUCT, Form.DESCRIBE}
    return TRIPLE_FORMATS if is_triples else BINDING_FORMATS


def _answered(query: NamedQuery, offer: Format) -> Response:
    given = _given(query)
    is_wished("download")  # what is neither yes nor no is refused on a page as well
    if offer is HTML:
        return _network_page(query) if query.network else _page(query, given)
    if query.network:
        network = asked_network(query)
        options = given_options(request.args)
        results = [measure(network, name, **taken(name, options)) for name in query.network.measures]
        body = scores_json(query, network, results) if offer is JSON else scores_csv(network, results)
        return Response(body, content_type=offer.content_type)
    formats = Formats(offer.name, offer.name, offer.name)
    question = Question(query.text, formats, query.bindings(given))
    # A format is wanted for every kind of answer, so a response comes of it.
    return cast("Response", send(question, query.slug.rpartition("/")[2]))


def _given(query: NamedQuery) -> dict[str, str]:
    allowed = OPTIONS if query.network else frozenset()
    known = {parameter.name for parameter in query.parameters}
    ignored = _NOT_PARAMETERS | (allowed - known)
    own = {name: text for name, text in request.args.items() if name not in ignored and text}
    query.bindings(own)
    return own


def _page(query: NamedQuery, given: dict[str, str]) -> Response:
    dataset = service().dataset
    answer = dataset.query(query.text, query.bindings(given))
    grid = None
    if isinstance(answer, Table):
        grid = grid_of_table(dataset, answer, row_limit=_ROW_LIMIT)
    elif isinstance(answer, Triples):
        grid = grid_of_triples(dataset, answer, row_limit=_ROW_LIMIT)
    return _rendered(query, answer=answer, grid=grid)


def _network_page(query: NamedQuery) -> Response:
    network = asked_network(query)
    options = given_options(request.args)
    limit = service().settings.network_edge_limit
    plan = query.network
    tables: list[Measured] = [
        measured(network, name, options, row_limit=_SCORE_LIMIT, edge_limit=limit)
        for name in (plan.measures if plan else ())
    ]
    return _rendered(query, network=network, tables=tables, slug=query.slug.removeprefix("networks/"))


def _rendered(query: NamedQuery, **content: Any) -> Response:
    arguments = request.query_string.decode("ascii", "replace")
    tail = f"?{arguments}" if arguments else ""
    links = twins(offers_of(query), f"/queries/{query.slug}", tail)
    return make_response(render_template("question.html", query=query, twins=links, tail=tail, **content))


def _described(query: NamedQuery) -> dict[str, Any]:
    parameters = [
        {"name": each.name, "type": each.type, "meaning": each.meaning, "example": each.example}
        for each in query.parameters
    ]
    return {
        "slug": query.slug,
        "number": query.number,
        "summary": query.summary,
        "question": query.question,
        "needs": query.data,
        "parameters": parameters,
        "columns": dict(query.columns),
        "address": f"/queries/{query.slug}",
    }

"""The address of the SPARQL endpoint."""

import json

from flask import Blueprint, Response, url_for

from graph.answer import TRIPLE_FORMATS
from graph.errors import QuerySyntaxError
from graph.knowledge.describe import Offered, service_description, sizes
from graph.rdf.formats import syntax_by_name
from graph.rdf.write import write_triples
from graph.web.negotiate import HTML, check_format, choose, vary
from graph.web.parameters import is_wished
from graph.web.problems import problem_of
from graph.web.service import remembered, service
from graph.web.sparql.explain import TEXT, explain, is_explained
from graph.web.sparql.offers import ANSWER_FORMATS
from graph.web.sparql.page import form_page, problem_page
from graph.web.sparql.request import FORM_TYPE, QUERY_TYPE, UPDATE_TYPE, Asked, asked
from graph.web.sparql.respond import respond

__all__ = ["blueprint"]

blueprint = Blueprint("sparql", __name__)

_METHODS = ("GET", "HEAD", "POST", "QUERY")
_OPTIONS = {
    "Allow": ", ".join((*_METHODS, "OPTIONS")),
    "Accept-Post": f"{FORM_TYPE}, {QUERY_TYPE}, {UPDATE_TYPE}",
    "Accept-Query": f"{QUERY_TYPE}, {FORM_TYPE}",
}


@blueprint.route("/sparql", methods=_METHODS, provide_automatic_options=False)
def sparql() -> Response:
    """Answer a query or apply an update; without either, the form to a browser, else the description.

    QUERY is a GET with a body (https://www.ietf.org/archive/id/draft-ietf-httpbis-safe-method-w-body-14.html).
    """
    question = asked()
    for name in ("download", "explain"):
        is_wished(name)  # what is neither yes nor no is refused whatever is asked
    check_format((*ANSWER_FORMATS, HTML, TEXT))
    if question is None:
        return vary(_without_query())
    return _updated(question) if question.is_update else vary(_answered(question))


@blueprint.route("/sparql", methods=["OPTIONS"])
def options() -> Response:
    """What may be sent here."""
    return Response(status=204, headers=_OPTIONS)


def _answered(question: Asked) -> Response:
    try:
        return explain(question) if is_explained() else respond(question)
    except QuerySyntaxError as error:
        if choose((*ANSWER_FORMATS, HTML)) is not HTML:
            raise
        return problem_page(question.text, problem_of(error))


def _updated(question: Asked) -> Response:
    """What became of an update: the commit, in JSON whatever is wished, for there is nothing to choose."""
    commit = service().dataset.update(question.text, question.given)
    told = {
        "snapshot": commit.id,
        "version": commit.version,
        "statements": commit.quads,
        "added": commit.added,
    }
    return Response(json.dumps(told), content_type="application/json")


def _without_query() -> Response:
    offer = choose((*TRIPLE_FORMATS, HTML))
    if offer is HTML:
        return form_page()
    settings = service().settings
    offered = Offered(
        is_union=settings.default_graph == "union",
        is_federated=bool(settings.service_allow),
        is_written=settings.writes == "open" or bool(settings.token_file),
        has_measures=service().dataset.has_snapshots,
    )
    here = url_for("sparql.sparql", _external=True)
    triples = service_description(remembered("sizes", sizes), here, offered)
    return Response(write_triples(triples, syntax_by_name(offer.name)), content_type=offer.content_type)

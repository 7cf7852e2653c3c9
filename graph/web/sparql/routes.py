"""The address of the SPARQL endpoint."""

from flask import Blueprint, Response, url_for

from graph.answer import TRIPLE_FORMATS
from graph.errors import QuerySyntaxError
from graph.knowledge.describe import service_description
from graph.rdf.formats import syntax_by_name
from graph.rdf.write import write_triples
from graph.web.negotiate import HTML, choose, vary
from graph.web.problems import problem_of
from graph.web.service import service
from graph.web.sparql.offers import ANSWER_FORMATS
from graph.web.sparql.page import form_page, problem_page
from graph.web.sparql.request import asked
from graph.web.sparql.respond import respond

__all__ = ["blueprint"]

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, the form to a browser and the service description to a machine."""
    question = asked()
    if question is None:
        return vary(_without_query())
    try:
        return vary(respond(question))
    except QuerySyntaxError as error:
        if choose((*ANSWER_FORMATS, HTML)) is not HTML:
            raise
        return vary(problem_page(question.text, problem_of(error)))


def _without_query() -> Response:
    offer = choose((*TRIPLE_FORMATS, HTML))
    if offer is HTML:
        return form_page()
    triples = service_description(service().dataset, url_for("sparql.sparql", _external=True))
    return Response(write_triples(triples, syntax_by_name(offer.name)), content_type=offer.content_type)

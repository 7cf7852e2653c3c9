"""``/void``: the dataset described by VoID and DCAT; also found from ``/.well-known/void``."""

from flask import Blueprint, Response, redirect, request, url_for

from graph.answer import TRIPLE_FORMATS, Format
from graph.knowledge.describe import Addresses, catalogue, measured
from graph.rdf.formats import syntax_by_name
from graph.rdf.write import write_triples
from graph.web.negotiate import choose, named, vary
from graph.web.service import remembered

__all__ = ["blueprint"]

blueprint = Blueprint("void", __name__)


@blueprint.get("/void")
def void() -> Response:
    """The description, in the syntax that the client takes."""
    return vary(_described(choose(TRIPLE_FORMATS)))


@blueprint.get("/void.<ending>")
def void_as(ending: str) -> Response:
    """The description in the syntax that the address names."""
    return _described(named(TRIPLE_FORMATS, ending))


@blueprint.get("/.well-known/void")
def well_known() -> Response:
    """Where the description is: https://www.w3.org/TR/void/#well-known."""
    query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    return redirect(url_for("void.void") + query)  # type: ignore[return-value]


def _described(offer: Format) -> Response:
    counts = remembered("measured", measured)
    places = (url_for(name, _external=True) for name in ("void.void", "sparql.sparql", "graphs.graphs"))
    triples = catalogue(counts, Addresses(*places))
    return Response(write_triples(triples, syntax_by_name(offer.name)), content_type=offer.content_type)

"""Things: a 303 from the thing to a document about it, and that document in each format.

https://www.w3.org/TR/cooluris/#r303gendocument: a person is not a web page, so the address of a thing
answers with the address of what is known about it.
"""

from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.exceptions import BadRequest

from graph.answer import TRIPLE_FORMATS, Format
from graph.errors import UnknownName
from graph.knowledge.entities import Entity, Limits, entity, entity_triples, is_known, near_names
from graph.knowledge.neighbours import neighbourhood
from graph.network import draw_ego
from graph.rdf.formats import syntax_by_name
from graph.rdf.write import write_triples
from graph.terms import Iri, is_iri, shorten
from graph.web.addresses import address_of, iri_at, source_address
from graph.web.entity_page import entity_page
from graph.web.negotiate import HTML, check_format, choose, named, vary
from graph.web.pictures import link_to
from graph.web.service import service

__all__ = ["FORMATS", "blueprint"]

blueprint = Blueprint("entities", __name__)

FORMATS = tuple(each for each in TRIPLE_FORMATS if each.name in {"ttl", "jsonld", "rdf", "nt"})
"""What a thing's description can be had as, apart from its page."""

NEIGHBOUR_LIMIT = 60
DATA_LIMITS = Limits(facts=20_000, situations=5_000, incoming=0)


@blueprint.get("/id/<path:name>")
def thing(name: str) -> Response:
    """A thing of ours, or with an ending, the document about it."""
    return _thing_or_document("id", name)


@blueprint.get("/scheme/<path:name>")
def concept(name: str) -> Response:
    """A concept or concept scheme, or the document about it."""
    return _thing_or_document("scheme", name)


@blueprint.get("/resource")
def resource() -> Response:
    """What is known about the thing of any IRI: ``?iri=``, and ``?format=`` or Accept."""
    text = request.args.get("iri", "")
    if not is_iri(text):
        raise BadRequest(f"The parameter iri takes an absolute IRI, not {text!r}.")
    iri = Iri(text)
    check_format((HTML, *FORMATS))
    local = address_of(iri)
    if local != source_address(iri):
        _check_known(iri)
        return make_response(redirect(local, 303))
    return vary(_document(iri, choose((HTML, *FORMATS))))


def _thing_or_document(family: str, name: str) -> Response:
    stem, dot, ending = name.rpartition(".")
    if dot and ending in {each.name for each in (HTML, *FORMATS)}:
        return _document(iri_at(f"{family}/{stem}"), named((HTML, *FORMATS), ending))
    iri = iri_at(f"{family}/{name}")
    _check_known(iri)
    offer = choose((HTML, *FORMATS))
    return vary(make_response(redirect(_twin(iri, offer), 303)))


def _check_known(iri: Iri) -> None:
    if not is_iri(iri.value) or not is_known(service().dataset, iri):
        near = near_names(service().dataset, iri)
        raise UnknownName("entity", shorten(iri.value), near)


def _document(iri: Iri, offer: Format) -> Response:
    _check_known(iri)
    if offer is HTML:
        return _page(entity(service().dataset, iri))
    found = entity(service().dataset, iri, DATA_LIMITS)
    body = write_triples(entity_triples(found), syntax_by_name(offer.name))
    response = Response(body, content_type=offer.content_type)
    if len(found.situations) < found.situations_total:
        response.headers["Maillage-Complete"] = (
            f"false; {len(found.situations)} of {found.situations_total} situations"
        )
    return response


def _page(found: Entity) -> Response:
    dataset = service().dataset
    page = entity_page(dataset, found)
    network, neighbours = neighbourhood(dataset, found, limit=NEIGHBOUR_LIMIT)
    picture = draw_ego(network, found.iri.value, link=link_to()) if network.edges else ""
    links = [(each.label, _twin(found.iri, each), each.media_types[0]) for each in FORMATS]
    body = render_template(
        "entity.html",
        page=page,
        picture=picture,
        twins=links,
        neighbours=neighbours,
        neighbour_limit=NEIGHBOUR_LIMIT,
        query=_query(found.iri),
    )
    response = make_response(body)
    for _, address, media_type in links:
        response.headers.add("Link", f'<{address}>; rel="describedby"; type="{media_type}"')
    return response


def _twin(iri: Iri, offer: Format) -> str:
    local = address_of(iri)
    if local == source_address(iri):
        return f"{local}&format={offer.name}"
    return f"{local}.{offer.name}"


def _query(iri: Iri) -> str:
    name = f"<{iri.value}>"
    text = f"SELECT ?graph ?property ?value WHERE {{\n  GRAPH ?graph {{ {name} ?property ?value }}\n}}\n"
    return f"/sparql?{urlencode({'query': text + 'ORDER BY ?graph ?property ?value'})}"

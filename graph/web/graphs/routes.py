"""The addresses of the protocol: ``/graphs?graph=IRI``, ``/graphs?default``, ``/graphs/<path>``."""

from uuid import uuid4

from flask import Blueprint, Response, request
from werkzeug.exceptions import MethodNotAllowed, UnprocessableEntity, UnsupportedMediaType

from graph.answer import TRIPLE_FORMATS, Room, Spool
from graph.errors import NotAllowed, UnknownName
from graph.rdf.formats import Syntax, syntax_by_name
from graph.rdf.write import pass_triples
from graph.sparql import Circumstances
from graph.store import HeldGraph, StateOf
from graph.terms import Iri
from graph.web.access import Role, asker, require
from graph.web.graphs.conditions import Precondition, is_known, tag_of
from graph.web.graphs.documents import FORM_TYPE, READ, documents
from graph.web.graphs.listing import listing
from graph.web.graphs.target import Target, target
from graph.web.negotiate import choose, vary
from graph.web.parameters import text_of
from graph.web.sending.body import SpooledResponse
from graph.web.sending.coding import coding_taken
from graph.web.service import service

__all__ = ["blueprint"]

blueprint = Blueprint("graphs", __name__)

_UPDATE_TYPE = "application/sparql-update"
_OF_STORE = ("GET", "HEAD", "POST", "OPTIONS")
_OF_GRAPH = ("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS")
_WRITES = frozenset({"PUT", "POST", "PATCH", "DELETE"})
_ROOM = Room(memory_mb=100)
"""For all graphs that are being sent; a graph is complete before any of it leaves."""


@blueprint.route("/graphs", methods=_OF_GRAPH, provide_automatic_options=False)
@blueprint.route("/graphs/<path:name>", methods=_OF_GRAPH, provide_automatic_options=False)
def graphs(name: str = "") -> Response:
    """Read or write one graph; without one, the list of graphs, or a new graph."""
    del name  # the address counts as it was sent
    if request.method in _WRITES:
        require(Role.EDITOR)  # who may not write is told so, and not what else is wrong
    about = target()
    if request.method == "OPTIONS":
        return _options(_OF_GRAPH if about else _OF_STORE)
    if about is None:
        return _without_graph()
    match request.method:
        case "PUT":
            return _written(about, is_whole=True)
        case "POST":
            return _written(about, is_whole=False)
        case "PATCH":
            return _patched(about)
        case "DELETE":
            return _deleted(about)
        case _:
            return _read(about)


def _without_graph() -> Response:
    if request.method == "POST":
        return _created()
    if request.method in _OF_STORE:
        return vary(listing())
    raise MethodNotAllowed(_OF_STORE, "Name a graph by graph=, or the default graph by default.")


def _options(methods: tuple[str, ...]) -> Response:
    accepted = {
        "Allow": ", ".join(methods),
        "Accept-Post": ", ".join((*READ, FORM_TYPE)),
        "Accept-Patch": _UPDATE_TYPE,
    }
    return Response(status=204, headers=accepted)


def _read(about: Target) -> Response:
    offer, coding = choose(TRIPLE_FORMATS), coding_taken()
    with service().dataset.graph(about.graph) as held:
        if about.graph and not held.state:
            raise UnknownName("graph", about.graph.value)
        tag = tag_of(held.state, offer.name, coding)
        if is_known(tag):
            return _marked(Response(status=304, content_type=offer.content_type), tag)
        if request.method == "HEAD":
            return _marked(Response(content_type=offer.content_type), tag)
        with Spool(_ROOM, coding) as text:
            _write(held, syntax_by_name(offer.name), text)
    return _marked(SpooledResponse(text, offer.content_type), tag)


def _write(held: HeldGraph, syntax: Syntax, text: Spool) -> None:
    if held.lines is None or not syntax.holds_lines:
        pass_triples(held.triples, syntax, text.write)
        return
    for piece in held.lines:
        text.write(piece)


def _marked(response: Response, tag: str) -> Response:
    """The response with what caches need to know: its name, and that it is to be asked for each time."""
    response.headers["ETag"] = tag
    response.cache_control.no_cache = True
    response.vary.update(("Accept", "Accept-Encoding"))
    return response


def _written(about: Target, *, is_whole: bool) -> Response:
    """PUT and POST: https://www.w3.org/TR/sparql11-http-rdf-update/#http-put."""
    require(Role.EDITOR, {about.graph})
    expected = Precondition(about)
    request.max_content_length = service().settings.graph_bytes_limit
    with documents(about.base) as brought:
        service().dataset.put(about.graph, brought, expected.check, is_whole=is_whole)
    return Response(status=204 if expected.was_there else 201)


def _created() -> Response:
    """POST to the graph store itself: a new graph, named by an address below it."""
    address = f"{request.host_url}graphs/{uuid4()}"
    created = _written(Target(Iri(address), address), is_whole=False)
    created.headers["Location"] = address
    return created


def _deleted(about: Target) -> Response:
    require(Role.EDITOR, {about.graph})
    expected = Precondition(about)

    def check(state_of: StateOf) -> None:
        expected.check(state_of)
        if about.graph and not expected.was_there:
            raise UnknownName("graph", about.graph.value)

    service().dataset.put(about.graph, (), check)
    return Response(status=204)


def _patched(about: Target) -> Response:
    """An update that changes this graph alone, and means it where it names none."""
    require(Role.EDITOR, {about.graph})
    if request.mimetype != _UPDATE_TYPE:
        raise UnsupportedMediaType(
            f"PATCH takes {_UPDATE_TYPE}, not {request.mimetype or 'an untyped body'}."
        )
    text = text_of(request.get_data(), "update")
    expected = Precondition(about)
    alone = service().dataset.asked_by(asker(frozenset({about.graph})))
    try:
        alone.update(text, Circumstances(base=about.base, within=about.graph), expected.check)
    except NotAllowed as error:
        raise UnprocessableEntity(f"PATCH changes the {about} and no other. Nothing was changed.") from error
    return Response(status=204 if expected.was_there else 201)

"""Networks: the page with list and picture, and the same network as SVG and in exchange formats.

The address says all there is to say: which network, its parameters, which part of it, sized by what.
"""

from dataclasses import replace

from flask import Blueprint, Response, make_response, render_template, request

from graph.answer import Format
from graph.catalog import NamedQuery
from graph.dataset import Dataset
from graph.errors import NetworkError, ParameterError, UnknownName
from graph.knowledge.coordinates import coordinates_of
from graph.knowledge.networks import network_of
from graph.network import (
    COLOURED_BY,
    EXPORTS,
    MOST_NODES,
    PICTURES,
    Filters,
    Network,
    View,
    draw,
    select,
)
from graph.network.measures.given import OPTIONS
from graph.terms import Term
from graph.web.measured import NODE_MEASURES, given_options, is_too_large, measured, node_measure
from graph.web.negotiate import HTML, choose, named, twins, vary
from graph.web.network_page import NODE_LIMIT, NetworkPage, page_of
from graph.web.pictures import link_to
from graph.web.saved import saved_part
from graph.web.service import remembered, service

__all__ = [
    "FORMATS",
    "LAYOUTS",
    "asked_bindings",
    "asked_network",
    "asked_parts",
    "blueprint",
    "network_query",
    "sized_by",
]

blueprint = Blueprint("networks", __name__)

_MAIN = "partnerships"
FORMATS = (
    *(Format(each.name, each.label, (each.media_type,)) for each in PICTURES.values()),
    *(Format(each.name, each.label, (each.media_type,)) for each in EXPORTS.values()),
)
"""What a network can be had as, apart from its page."""

_FILTERS = frozenset({"type", "relation", "status", "source", "at", "between", "focus", "hops"})
DRAWN_TIES, DRAWN_NODES = 2_000, 150
"""Of a network with more ties than these, a page draws so many nodes; the files draw more."""

LAYOUTS = ("ties", "map")

_KEPT = frozenset({"between", "focus", "hops", "layout", "source"}) | (OPTIONS - {"node", "to"})
"""Parts of the address that the form has no field for, and passes on."""

_OTHERS = frozenset({"size", "colour", "layout", "format"}) | OPTIONS


@blueprint.get("/network")
def main() -> Response:
    """The partnership network."""
    return show(_MAIN)


@blueprint.get("/networks/")
def index() -> Response:
    """All named networks."""
    queries, saved = service().catalog.networks(), saved_part()
    return make_response(render_template("networks.html", queries=queries, saved=saved))


@blueprint.get("/networks/<path:name>")
def show(name: str) -> Response:
    """A network by name: by the ending of the address, else by Accept."""
    slug, dot, ending = name.rpartition(".")
    if dot and ending in {each.name for each in FORMATS}:
        return _written(network_query(slug), named(FORMATS, ending))
    query = network_query(name)
    offer = choose((HTML, *FORMATS))
    return vary(_page(query, name) if offer is HTML else _written(query, offer))


def asked_network(query: NamedQuery) -> Network:
    """The network behind a query, with the parameters that the address gives it."""
    bindings = asked_bindings(query)

    def ask(dataset: Dataset) -> Network:
        network = network_of(dataset, query.text, plan=query.network, bindings=bindings)
        return replace(network, origin=replace(network.origin, title=query.summary))

    return remembered(f"network {query.slug} {sorted(bindings.items())}", ask)


def asked_bindings(query: NamedQuery) -> dict[str, Term]:
    """The parameters of a query that the address gives it, else its examples."""
    own = {parameter.name for parameter in query.parameters}
    return query.bindings({key: value for key, value in request.args.items() if key in own and value})


def network_query(name: str) -> NamedQuery:
    """A query below networks/, or any other whose solutions are ties."""
    return service().catalog.ties(name)


def _page(query: NamedQuery, name: str) -> Response:
    whole, part = asked_parts(query)
    edge_limit = service().settings.network_edge_limit
    numbers = measured(
        part, sized_by(query), given_options(request.args), row_limit=NODE_LIMIT, edge_limit=edge_limit
    )
    page = page_of(service().dataset, query, whole, part, numbers)
    return make_response(render_template("network.html", page=page, **_around(page, name)))


def _around(page: NetworkPage, name: str) -> dict[str, object]:
    arguments = request.query_string.decode("ascii", "replace")
    tail = f"?{arguments}" if arguments else ""
    is_drawn = not is_too_large(page.network, service().settings.network_edge_limit)
    size = page.numbers.measure.name if page.numbers.result else "degree"
    most = MOST_NODES if page.network.number_of_edges() <= DRAWN_TIES else DRAWN_NODES
    picture = _picture(page.network, size, "", most) if is_drawn else ""
    kept = [each for each in sorted(_KEPT & set(request.args)) if request.args[each].strip()]
    return {
        "twins": twins(FORMATS, f"/networks/{name}", tail),
        "picture": picture,
        "is_partly_drawn": is_drawn and len(page.network) > most,
        "coloured_by": COLOURED_BY,
        "kept": kept,
        "saved": saved_part(page.query.slug.removeprefix("networks/")),
        "tail": tail,
        "address": f"/networks/{name}",
    }


def _written(query: NamedQuery, offer: Format) -> Response:
    _, network = asked_parts(query)
    if offer.name not in PICTURES:
        return Response(EXPORTS[offer.name].write(network), content_type=offer.content_type)
    limit = service().settings.network_edge_limit
    if is_too_large(network, limit):
        raise NetworkError(
            f"The network has {network.number_of_edges()} ties; a picture takes {limit} "
            "(network_edge_limit). Narrow it by type, relation, status, day or focus."
        )
    picture = _picture(network, sized_by(query), request.url_root.rstrip("/"), MOST_NODES)
    return Response(PICTURES[offer.name].write(picture), content_type=offer.content_type)


def asked_parts(query: NamedQuery) -> tuple[Network, Network]:
    """The whole network, and the part that the address asks for."""
    own = {parameter.name for parameter in query.parameters}
    if unknown := sorted(set(request.args) - own - _FILTERS - _OTHERS):
        known = ", ".join(sorted(own | _FILTERS | _OTHERS))
        raise ParameterError(f"A network has no parameter {unknown[0]!r}. Its parameters: {known}.")
    given_options(request.args)  # a value that is none is refused also where it has no effect
    sized_by(query)
    _colour()
    _layout()
    filters = Filters.parse(request.args.to_dict(flat=False))
    whole = asked_network(query)
    return whole, select(whole, filters)


def sized_by(query: NamedQuery) -> str:
    """The measure that sizes and ranks the nodes: that of the address, else the query's own."""
    own = query.network.measures if query.network else ()
    default = next((name for name in own if name in NODE_MEASURES), "degree")
    return node_measure(request.args.get("size") or default)


def _colour() -> str:
    chosen = request.args.get("colour") or COLOURED_BY[0]
    if chosen not in COLOURED_BY:
        raise UnknownName("colouring", chosen, COLOURED_BY)
    return chosen


def _layout() -> str:
    layout = request.args.get("layout") or LAYOUTS[0]
    if layout not in LAYOUTS:
        raise UnknownName("layout", layout, LAYOUTS)
    return layout


def _picture(network: Network, size: str, root: str, most: int) -> str:
    on_map = coordinates_of(service().dataset, network.ids) if _layout() == "map" else None
    view = View(_colour(), most, coordinates=on_map, options=given_options(request.args))
    return draw(network, title=network.origin.title, size_by=size, view=view, link=link_to(root))

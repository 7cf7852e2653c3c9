"""Named networks: the page with list and picture, and the same network as SVG and in exchange formats.

The address says all there is to say: which network, its parameters, which part of it, sized by what.
"""

from flask import Blueprint, Response, make_response, render_template, request

from graph.answer import Format
from graph.catalog import NamedQuery
from graph.errors import NetworkError, ParameterError, UnknownName
from graph.knowledge.networks import named_network
from graph.network import EXPORTS, MEASURES, Filters, Network, draw, select
from graph.web.negotiate import HTML, choose, named, vary
from graph.web.network_page import NetworkPage, page_of
from graph.web.pictures import link_to
from graph.web.service import service

__all__ = ["FORMATS", "blueprint"]

blueprint = Blueprint("networks", __name__)

_MAIN = "partnerships"
_SVG = Format("svg", "SVG", ("image/svg+xml",))
FORMATS = (_SVG, *(Format(each.name, each.label, (each.media_type,)) for each in EXPORTS.values()))
"""What a network can be had as, apart from its page."""

_FILTERS = frozenset({"type", "relation", "status", "source", "at", "focus", "hops"})
_OTHERS = frozenset({"size", "format"})


@blueprint.get("/network")
def main() -> Response:
    """The partnership network."""
    return show(_MAIN)


@blueprint.get("/networks/")
def index() -> Response:
    """All named networks."""
    return make_response(render_template("networks.html", queries=service().catalog.networks()))


@blueprint.get("/networks/<name>")
def show(name: str) -> Response:
    """A named network: by the ending of the address, else by Accept."""
    slug, dot, ending = name.rpartition(".")
    if dot and f"networks/{name}" not in service().catalog.queries:
        return _written(slug, named(FORMATS, ending))
    offer = choose((HTML, *FORMATS))
    return vary(_page(name) if offer is HTML else _written(name, offer))


def _page(name: str) -> Response:
    query = service().catalog.network(name)
    whole, part = _networks(query, name)
    page = page_of(service().dataset, query, whole, part, _size(query))
    return make_response(render_template("network.html", page=page, **_around(page, name)))


def _around(page: NetworkPage, name: str) -> dict[str, object]:
    arguments = request.query_string.decode("ascii", "replace")
    tail = f"?{arguments}" if arguments else ""
    twins = [(each.label, f"/networks/{name}.{each.name}{tail}") for each in FORMATS]
    limit = service().settings.network_edge_limit
    is_drawn = len(page.network.edges) <= limit
    picture = _picture(page.network, page.size, "") if is_drawn else ""
    return {"name": name, "twins": twins, "picture": picture, "edge_limit": limit}


def _written(name: str, offer: Format) -> Response:
    query = service().catalog.network(name)
    _, network = _networks(query, name)
    if offer is _SVG:
        _check_size(network)
        body: bytes | str = _picture(network, _size(query), request.url_root.rstrip("/"))
    else:
        body = EXPORTS[offer.name].write(network)
    return Response(body, content_type=offer.content_type)


def _networks(query: NamedQuery, name: str) -> tuple[Network, Network]:
    """The whole network, and the part that the address asks for."""
    own = {parameter.name for parameter in query.parameters}
    if unknown := sorted(set(request.args) - own - _FILTERS - _OTHERS):
        known = ", ".join(sorted(own | _FILTERS | _OTHERS))
        raise ParameterError(f"A network has no parameter {unknown[0]!r}. Its parameters: {known}.")
    given = {key: value for key, value in request.args.items() if key in own and value.strip()}
    whole = named_network(service().dataset, service().catalog, name, parameters=given)
    return whole, select(whole, Filters.parse(request.args.to_dict(flat=False)))


def _size(query: NamedQuery) -> str:
    default = query.network.measures[0] if query.network and query.network.measures else "degree"
    chosen = request.args.get("size") or default
    known = [name for name, each in MEASURES.items() if each.scope == "node"]
    if chosen not in known:
        raise UnknownName("measure of nodes", chosen, known)
    return chosen


def _picture(network: Network, size: str, root: str) -> str:
    return draw(network, title=network.origin.title, size_by=size, link=link_to(root))


def _check_size(network: Network) -> None:
    limit = service().settings.network_edge_limit
    if len(network.edges) > limit:
        raise NetworkError(
            f"The network has {len(network.edges)} ties; a picture takes {limit} (network_edge_limit). "
            "Narrow it by type, relation, status, day or focus."
        )

"""The start page and the search."""

import json

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import BadRequest

from graph.dataset import Dataset
from graph.knowledge.content import is_saved
from graph.knowledge.labels import labels_of, name_of, property_name
from graph.knowledge.search import instances, kinds_of, search
from graph.terms import Iri, expand, is_iri, shorten
from graph.web.addresses import address_of
from graph.web.display import cell
from graph.web.home import Home, home_of
from graph.web.negotiate import HTML, JSON, choose, vary
from graph.web.service import remembered, service

__all__ = ["blueprint"]

blueprint = Blueprint("pages", __name__)

_SHOWN_TYPES = 18
_HIT_LIMIT = 100


@blueprint.get("/")
def home() -> Response:
    """What there is, and six questions with their answers."""
    found = remembered("home", _home)
    types = [
        (property_name(kind, found.labels), kind, number)
        for kind, number in found.overview.types[:_SHOWN_TYPES]
    ]
    sources = [
        {
            "name": cell(each.source or each.graph, found.labels),
            "graph": each,
            "publisher": cell(each.publisher, found.labels) if each.publisher else None,
            "confidence": cell(each.confidence, found.labels) if each.confidence else None,
        }
        for each in found.overview.graphs
        if not is_saved(each.graph)
    ]
    return make_response(
        render_template(
            "home.html",
            types=types,
            types_total=len(found.overview.types),
            sources=sources,
            found=found,
            questions=len(service().catalog.questions()),
        )
    )


@blueprint.get("/search")
def find() -> Response:
    """Things by name, ``?q=``, or all of a class, ``?type=``; as page or JSON."""
    offer = choose((HTML, JSON))
    text = request.args.get("q", "").strip()
    kind = _kind(request.args.get("type", ""))
    names, is_complete = _found(text, kind)
    hits = _hits(names)
    if offer is JSON:
        body = json.dumps({"hits": hits, "complete": is_complete}, ensure_ascii=False)
        return vary(Response(body, content_type=offer.content_type))
    title = property_name(kind, labels_of(service().dataset, [kind])) if kind else ""
    page = render_template(
        "search.html", text=text, kind=kind, title=title, hits=hits, is_complete=is_complete
    )
    return vary(make_response(page))


def _home(dataset: Dataset) -> Home:
    parts = service()
    return home_of(dataset, parts.catalog, edge_limit=parts.settings.network_edge_limit)


def _kind(text: str) -> Iri | None:
    full = expand(text)
    if text and not is_iri(full):
        raise BadRequest(f"The parameter type takes a class as IRI or prefix:name, not {text!r}.")
    return Iri(full) if text else None


def _found(text: str, kind: Iri | None) -> tuple[tuple[Iri, ...], bool]:
    dataset = service().dataset
    if text:
        found = search(dataset, text, limit=_HIT_LIMIT, kind=kind)
        return tuple(hit.iri for hit in found.hits), found.is_complete
    return instances(dataset, kind, limit=_HIT_LIMIT) if kind else ((), True)


def _hits(names: tuple[Iri, ...]) -> list[dict[str, str]]:
    dataset = service().dataset
    kinds = kinds_of(dataset, names)
    labels = labels_of(dataset, (*names, *kinds.values()))
    return [
        {
            "id": iri.value,
            "label": name_of(iri, labels),
            "type": property_name(kinds[iri], labels) if iri in kinds else "",
            "short": shorten(iri.value),
            "address": address_of(iri),
        }
        for iri in names
    ]

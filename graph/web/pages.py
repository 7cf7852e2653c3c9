"""The start page, the search, and whether the service is alive."""

import json
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import BadRequest

from graph import __version__
from graph.answer import Table
from graph.catalog import NamedQuery
from graph.dataset import Dataset
from graph.errors import MaillageError
from graph.knowledge.labels import Labels, labels_of, name_of, property_name
from graph.knowledge.networks import network_of
from graph.knowledge.overview import Overview, overview_of
from graph.knowledge.search import instances, kinds_of, search
from graph.terms import Iri, Term, expand, is_iri, shorten
from graph.web.addresses import address_of
from graph.web.display import Cell, Grid, cell, grid_of_table
from graph.web.measured import measured
from graph.web.negotiate import HTML, JSON, choose, vary
from graph.web.service import remembered, service

__all__ = ["blueprint"]

blueprint = Blueprint("pages", __name__)

_FEATURED = (7, 21, 1, 25, 22, 31, 4, 5, 17, 34)
"""Numbers of the questions that the start page answers: the first six of these that have an answer."""

_SHOWN_QUESTIONS = 6
_SHOWN_ROWS = 3
_SHOWN_COLUMNS = 4
_SHOWN_TYPES = 18
_HIT_LIMIT = 100


@dataclass(frozen=True, slots=True)
class _Answered:
    """A question with the first rows of its answer."""

    query: NamedQuery
    grid: Grid


@dataclass(frozen=True, slots=True)
class _Home:
    """What the start page shows."""

    overview: Overview
    labels: Labels
    answered: tuple[_Answered, ...]


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
    ]
    return make_response(
        render_template(
            "home.html",
            types=types,
            types_total=len(found.overview.types),
            sources=sources,
            answered=found.answered,
            questions=len(service().catalog.questions()),
        )
    )


@blueprint.get("/search")
def find() -> Response:
    """Things by name, ``?q=``, or all of a class, ``?type=``; as page or JSON."""
    offer = choose((HTML, JSON))
    text = request.args.get("q", "").strip()
    kind = _kind(request.args.get("type", "").strip())
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


@blueprint.get("/health")
def health() -> Response:
    """Whether the service answers, and from what."""
    snapshot = service().dataset.snapshot
    state = {"status": "ok", "snapshot": snapshot.id, "statements": snapshot.quads, "version": __version__}
    return Response(json.dumps(state), content_type="application/json")


def _home(dataset: Dataset) -> _Home:
    overview = overview_of(dataset)
    named: list[Term | None] = [kind for kind, _ in overview.types]
    for each in overview.graphs:
        named += [each.graph, each.source, each.publisher, each.confidence]
    return _Home(overview, labels_of(dataset, named), tuple(_featured(dataset)))


def _featured(dataset: Dataset) -> list[_Answered]:
    numbered = {query.number: query for query in service().catalog.questions()}
    found: list[_Answered] = []
    for number in _FEATURED:
        query = numbered.get(number)
        grid = _first_rows(dataset, query) if query else None
        if query and grid and grid.total and len(found) < _SHOWN_QUESTIONS:
            found.append(_Answered(query, grid))
    return found


def _first_rows(dataset: Dataset, query: NamedQuery) -> Grid | None:
    try:
        return _first_scores(dataset, query) if query.network else _first_solutions(dataset, query)
    except MaillageError:
        # The start page must come up whatever data is loaded; the question's own page tells what is wrong.
        return None


def _first_solutions(dataset: Dataset, query: NamedQuery) -> Grid | None:
    answer = dataset.query(query.text, query.bindings({}))
    if not isinstance(answer, Table):
        return None
    kept = tuple(dict.fromkeys(row[:_SHOWN_COLUMNS] for row in answer.rows))
    narrow = Table(answer.columns[:_SHOWN_COLUMNS], kept, answer.about)
    return grid_of_table(dataset, narrow, row_limit=_SHOWN_ROWS)


def _first_scores(dataset: Dataset, query: NamedQuery) -> Grid | None:
    if query.network is None or not query.network.measures:
        return None
    network = network_of(dataset, query.text, plan=query.network, bindings=query.bindings({}))
    limit = service().settings.network_edge_limit
    scores = measured(network, query.network.measures[0], {}, row_limit=_SHOWN_ROWS, edge_limit=limit)
    rows = tuple((node, Cell(value, is_number=True)) for node, _, value, _ in scores.rows)
    total = len(scores.result.scores) if scores.result else 0
    return Grid(("node", scores.measure.label.lower()), rows, total)


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

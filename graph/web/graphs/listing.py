"""The list of graphs, with how many triples each one holds."""

import json
from urllib.parse import quote

from flask import Response, render_template
from flask import make_response as made

from graph.dataset import Dataset
from graph.knowledge.labels import labels_of
from graph.sparql import Circumstances
from graph.terms import Iri, Literal
from graph.web.display import cell
from graph.web.negotiate import HTML, JSON, choose
from graph.web.service import remembered, service

__all__ = ["listing"]

_TWINS = (("JSON", "/graphs?format=json", "application/json"),)
_NAMED = "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
_DEFAULT = "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }"
"""Of what is in no named graph."""


def listing() -> Response:
    """The named graphs and the default graph, as page or JSON."""
    offer = choose((HTML, JSON))
    default, named = remembered("graphs", _counted)
    if offer is JSON:
        listed = [{"graph": iri.value, "triples": triples} for iri, triples in named]
        body = {"default": {"triples": default}, "graphs": listed}
        return Response(json.dumps(body, ensure_ascii=False), content_type=offer.content_type)
    labels = labels_of(service().dataset, [iri for iri, _ in named])
    rows = [(cell(iri, labels), quote(iri.value, safe=""), triples) for iri, triples in named]
    return made(render_template("graphs.html", rows=rows, default=default, twins=_TWINS))


def _counted(dataset: Dataset) -> tuple[int, tuple[tuple[Iri, int], ...]]:
    rows = dataset.table(_NAMED).rows
    named = tuple((name, _number(count)) for name, count in rows if isinstance(name, Iri))
    [[outside]] = dataset.table(_DEFAULT, given=Circumstances(is_union=False)).rows
    return _number(outside), named


def _number(term: object) -> int:
    return int(term.value) if isinstance(term, Literal) else 0

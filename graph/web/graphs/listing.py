"""The list of graphs, with how many triples each one holds."""

import json
from urllib.parse import quote

from flask import Response, render_template
from flask import make_response as made

from graph.knowledge.describe import sizes
from graph.knowledge.labels import labels_of
from graph.web.display import cell
from graph.web.negotiate import HTML, JSON, choose
from graph.web.service import remembered, service

__all__ = ["listing"]

_TWINS = (("JSON", "/graphs?format=json", "application/json"),)


def listing() -> Response:
    """The named graphs and the default graph, as page or JSON."""
    offer = choose((HTML, JSON))
    found = remembered("sizes", sizes)
    if offer is JSON:
        listed = [{"graph": iri.value, "triples": triples} for iri, triples in found.graphs.items()]
        body = {"default": {"triples": found.nameless}, "graphs": listed}
        return Response(json.dumps(body, ensure_ascii=False), content_type=offer.content_type)
    labels = labels_of(service().dataset, found.graphs)
    rows = [(cell(iri, labels), quote(iri.value, safe=""), triples) for iri, triples in found.graphs.items()]
    return made(render_template("graphs.html", rows=rows, default=found.nameless, twins=_TWINS))

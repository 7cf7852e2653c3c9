"""Saving a measure of a network as observations.

Who saves needs a token in the Authorization header; a form works where this machine may write without one
(``writes = open``), and there only from the service's own pages (``graph.web.access``).
"""

import json
from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, request

from graph.catalog import NamedQuery
from graph.errors import NetworkError
from graph.knowledge.observations import Finding, Kept, save
from graph.network import Filters, measure
from graph.network.measures import check
from graph.sparql.bind import bind
from graph.web.access import Role, require
from graph.web.addresses import address_of
from graph.web.measured import given_options, is_too_large, taken, too_large
from graph.web.negotiate import JSON, prefers_html
from graph.web.networks import asked_bindings, asked_parts, network_query, sized_by
from graph.web.service import service

__all__ = ["blueprint"]

blueprint = Blueprint("saving", __name__)


_SAVE = "/networks/<path:name>/save"


@blueprint.route(_SAVE, methods=["OPTIONS"])
def options(name: str) -> Response:
    """What may be sent there; no network, which takes GET, has such a name."""
    del name
    return Response(status=204, headers={"Allow": "POST, OPTIONS"})


@blueprint.post(_SAVE, provide_automatic_options=False)
def save_measure(name: str) -> Response:
    """Save a measure of a network, which the address filters as its page does.

    The field ``measure`` of the form says which; without it, the one that sizes the nodes.

    Raises:
        Unauthorized, Forbidden: the token is missing, or is not enough.
        NetworkError: the result can't be saved.
    """
    require(Role.EDITOR)
    query = network_query(name)
    kept = save(service().dataset, _finding(query, request.form.get("measure") or sized_by(query)))
    if prefers_html():
        tail = f"?{request.query_string.decode('ascii', 'replace')}" if request.args else ""
        shown = redirect(f"/networks/{name}{tail}#saved", 303)
        return Response(status=shown.status_code, headers={"Location": shown.location})
    return _told(kept)


def _finding(query: NamedQuery, name: str) -> Finding:
    _, part = asked_parts(query)
    limit = service().settings.network_edge_limit
    if is_too_large(part, limit):
        raise NetworkError(too_large(part, limit))
    check(name, {})
    result = measure(part, name, **taken(name, given_options(request.args)))
    bindings = asked_bindings(query)
    return Finding(
        name=query.slug.removeprefix("networks/"),
        text=bind(query.text, bindings) if bindings else query.text,
        network=part,
        result=result,
        ended=datetime.now(UTC),
        choice=Filters.parse(request.args.to_dict(flat=False)).arguments(),
    )


def _told(kept: Kept) -> Response:
    document = {
        "graph": kept.graph.value,
        "observations": kept.observations,
        "is_new": kept.is_new,
        "snapshot": service().dataset.snapshot.id,
    }
    headers = {"Location": address_of(kept.graph)}
    status = 201 if kept.is_new else 200
    return Response(json.dumps(document), status, headers, content_type=JSON.content_type)

"""Whether the service is alive, and whether it is ready to answer.

Both are for whoever watches the service, who holds no token: they tell how large the data is and what names
its present state, and nothing of the data.
"""

import json

from flask import Blueprint, Response
from werkzeug.exceptions import ServiceUnavailable

from graph import __version__
from graph.errors import MaillageError
from graph.terms import BASE, Iri
from graph.web.service import service

__all__ = ["blueprint"]

# Looked up to see whether something can be; that it is not there does no harm.
_ANYTHING = Iri(BASE)

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def alive() -> Response:
    """That the process answers, and from what; nothing of the store is read."""
    return _state("ok")


@blueprint.get("/health/ready")
def ready() -> Response:
    """That the store can be read.

    Raises:
        ServiceUnavailable: it can't.
    """
    try:
        list(service().dataset.triples_of([_ANYTHING], [_ANYTHING]))
    except MaillageError as error:
        raise ServiceUnavailable("The store can't be read at present.") from error
    return _state("ready")


def _state(status: str) -> Response:
    snapshot = service().dataset.snapshot
    state = {"status": status, "snapshot": snapshot.id, "statements": snapshot.quads, "version": __version__}
    return Response(json.dumps(state), content_type="application/json")

"""The address of the description."""

import json

from flask import Blueprint, Response

from graph.web.openapi.document import document
from graph.web.service import service

__all__ = ["blueprint"]

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/openapi.json")
def show() -> Response:
    """The operations of this service."""
    return Response(json.dumps(document(service()), ensure_ascii=False), content_type="application/json")

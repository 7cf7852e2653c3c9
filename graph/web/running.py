"""What runs: queries and updates with their age, their limit and how far they are, and stopping one of them.

Texts of queries may be confidential. So a token shows what was asked with it, an admin's all, and what a
token doesn't show it can't stop either.
"""

import json
from math import isfinite
from typing import Any

from flask import Blueprint, Response, make_response, render_template
from werkzeug.exceptions import NotFound

from graph.engine import Running
from graph.web.access import Role, identified
from graph.web.negotiate import HTML, JSON, choose, vary
from graph.web.service import service

__all__ = ["blueprint"]

blueprint = Blueprint("running", __name__)


@blueprint.get("/running")
def index() -> Response:
    """What runs or waits now, oldest first; as page or JSON."""
    asking = identified()
    listed = [_described(each) for each in _visible()]
    if choose((JSON, HTML)) is HTML:
        is_admin = asking.role is Role.ADMIN
        return vary(make_response(render_template("running.html", running=listed, is_admin=is_admin)))
    body = json.dumps({"running": listed}, ensure_ascii=False)
    return vary(Response(body, content_type=JSON.content_type))


@blueprint.get("/running/<name>")
def show(name: str) -> Response:
    """One of them, as JSON."""
    body = json.dumps(_described(_found(name)), ensure_ascii=False)
    return Response(body, content_type=JSON.content_type)


@blueprint.delete("/running/<name>")
def cancel(name: str) -> Response:
    """Stop one of them: whoever asked gets 503, and nothing of an update holds."""
    _found(name).cancel()
    return Response(status=204)


def _visible() -> tuple[Running, ...]:
    asking = identified()
    running = service().dataset.running()
    return tuple(each for each in running if asking.role is Role.ADMIN or each.owner == asking.name)


def _found(name: str) -> Running:
    for running in _visible():
        if running.id == name:
            return running
    raise NotFound(f"Nothing runs as {name}; it may have ended.")


def _described(running: Running) -> dict[str, Any]:
    limit_s = running.limits.time_s
    return {
        "id": running.id,
        "kind": running.kind,
        "state": "waiting" if running.is_waiting else "running",
        "since": running.since,
        "seconds": round(running.elapsed_s, 3),
        "limit_s": limit_s if isfinite(limit_s) else None,
        "hash": running.text_hash,
        "text": running.text,
        "owner": running.owner,
        "progress": running.how_far(),
    }

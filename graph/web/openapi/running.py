"""What runs, as the list of it tells."""

from graph.engine import Stage
from graph.web.openapi.parts import TEXT, json_of

__all__ = ["RUNNING"]

_COUNT = {"type": "integer", "minimum": 0}
_PROGRESS = json_of(
    stage={"enum": list(Stage)},
    share={"type": ["number", "null"], "minimum": 0, "maximum": 1},
    rows=_COUNT,
    triples=_COUNT,
    bytes=_COUNT,
)
RUNNING = json_of(
    id=TEXT,
    kind={"enum": ["query", "update", "graph", "put", "load", "replace"]},
    state={"enum": ["waiting", "running"]},
    since={"type": "string", "format": "date-time"},
    seconds={"type": "number", "minimum": 0},
    limit_s={"type": ["number", "null"]},
    hash=TEXT,
    text=TEXT,
    owner=TEXT,
    progress=_PROGRESS,
)
"""A query, update or load."""

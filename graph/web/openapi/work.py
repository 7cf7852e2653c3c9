"""How the service is doing: what runs, whether it is alive, its counts."""

from prometheus_client import CONTENT_TYPE_LATEST

from graph.tokens import Role
from graph.web.negotiate import HTML, JSON
from graph.web.openapi.parts import IN_PATH, Answer, Operation, Parameter, as_text, format_of, negotiated
from graph.web.openapi.schemas import TEXT, json_of, list_of, reference

__all__ = ["OPERATIONS"]

_FAMILY = "Operation"
_STATE = {200: Answer({JSON.media_types[0]: reference("State")})}
_ONE = Parameter("name", "What it is called in the list of what runs.", {**TEXT, "minLength": 1}, IN_PATH)
_LIST = {JSON.media_types[0]: json_of(running=list_of(reference("Running")))}

OPERATIONS = (
    Operation(
        "get",
        "/running",
        "running",
        _FAMILY,
        "What runs now, of what the token shows.",
        {200: negotiated(as_text(HTML) | _LIST)},
        frozenset({406}),
        (format_of((JSON, HTML)),),
        needs=Role.EDITOR,
    ),
    Operation(
        "get",
        "/running/{name}",
        "runningQuery",
        _FAMILY,
        "One of what runs.",
        {200: Answer({JSON.media_types[0]: reference("Running")})},
        frozenset({404}),
        (_ONE,),
        needs=Role.EDITOR,
    ),
    Operation(
        "delete",
        "/running/{name}",
        "cancelQuery",
        _FAMILY,
        "Stop one of what runs.",
        {204: Answer()},
        frozenset({404}),
        (_ONE,),
        needs=Role.EDITOR,
    ),
    Operation(
        "get",
        "/health",
        "alive",
        _FAMILY,
        "That the process answers, and from what.",
        _STATE,
        needs=None,
    ),
    Operation(
        "get",
        "/health/ready",
        "ready",
        _FAMILY,
        "That the store can be read.",
        _STATE,
        needs=None,
    ),
    Operation(
        "get",
        "/metrics",
        "metrics",
        _FAMILY,
        "Counts and times, for Prometheus.",
        {200: Answer({CONTENT_TYPE_LATEST.partition(";")[0]: TEXT})},
    ),
)
"""The operations on the service itself."""

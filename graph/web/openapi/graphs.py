"""``/graphs``: https://www.w3.org/TR/sparql11-http-rdf-update/."""

from collections.abc import Iterable
from dataclasses import replace

from graph.answer import TRIPLE_FORMATS
from graph.dataset import INFERRED_GRAPH
from graph.tokens import Role
from graph.web.graphs.documents import FORM_TYPE, READ
from graph.web.negotiate import HTML, JSON
from graph.web.openapi.parts import (
    IN_PATH,
    Answer,
    Body,
    Header,
    Operation,
    Parameter,
    as_text,
    format_of,
    negotiated,
)
from graph.web.openapi.schemas import IRI, TEXT, reference
from graph.web.sparql.request import UPDATE_TYPE

__all__ = ["OPERATIONS"]

_FAMILY = "Graph store"
_STORE, _GRAPH = "/graphs", "/graphs/{name}"
_TAG = {"ETag": Header("Names the state of the graph, and the format.")}
_SOME_TAG = {"ETag": replace(_TAG["ETag"], is_always_there=False)}
_LISTED = {JSON.media_types[0]: reference("Graphs")}
_GRAPH_NAME = Parameter("graph", "The named graph that the request is about.", IRI)
_NAMED = (
    replace(_GRAPH_NAME, example="http://a.example/new"),
    Parameter("default", "There, whatever it says: the request is about the default graph.", TEXT),
)
_IN_PATH = (
    Parameter("name", "The rest of the address that is the graph's name.", {**TEXT, "minLength": 1}, IN_PATH),
)
_CONDITIONS = (
    Parameter("If-Match", "Write only while the graph has one of these tags.", place="header"),
    Parameter("If-None-Match", "Write only while it has none of these tags.", place="header"),
)
_IF_NEWER = _CONDITIONS[1:]
_FILE = {"type": "string", "format": "rdf-document", "contentMediaType": "application/octet-stream"}
_RDF = dict.fromkeys(READ, TEXT)
_OF_WRITING = frozenset({403, 405, 412, 415, 422})
_DONE = {
    201: Answer(meaning="The graph was not there, and is now."),
    204: Answer(meaning="The graph was there, and is as it should be."),
}
_OF_STORE_ALONE = frozenset({"graph", "default", "format"})
_ALLOWED = {
    "Allow": Header("The methods."),
    "Accept-Post": Header("What POST takes."),
    "Accept-Patch": Header("What PATCH takes."),
}
_FILES = Body(
    _RDF
    | {
        FORM_TYPE: {
            "type": "object",
            "properties": {"file": _FILE},
            "required": ["file"],
            "additionalProperties": False,
        }
    },
    {FORM_TYPE: {"file": READ}},
)

_OF_STORE = (
    Operation(
        "get",
        _STORE,
        "graph",
        _FAMILY,
        "A graph; without a name, the list of graphs.",
        {200: negotiated(as_text(*TRIPLE_FORMATS, HTML) | _LISTED, **_SOME_TAG), 304: Answer({}, _TAG)},
        frozenset({404, 406}),
        (
            replace(_GRAPH_NAME, example=INFERRED_GRAPH.value),
            _NAMED[1],
            *_IF_NEWER,
            format_of((*TRIPLE_FORMATS, HTML, JSON)),
        ),
    ),
    Operation(
        "put",
        _STORE,
        "replaceGraph",
        _FAMILY,
        "Make a graph hold what the body says.",
        _DONE,
        _OF_WRITING,
        (*_NAMED, *_CONDITIONS),
        Body(_RDF),
        Role.EDITOR,
    ),
    Operation(
        "post",
        _STORE,
        "addToGraph",
        _FAMILY,
        "Add what the body says to a graph; without a name, to a new one.",
        {
            **_DONE,
            201: replace(
                _DONE[201],
                headers={"Location": Header("The name of the new graph.", is_always_there=False)},
            ),
        },
        _OF_WRITING,
        (*_NAMED, *_CONDITIONS),
        _FILES,
        Role.EDITOR,
    ),
    Operation(
        "patch",
        _STORE,
        "updateGraph",
        _FAMILY,
        "Apply an update that changes this graph and no other.",
        _DONE,
        _OF_WRITING,
        (*_NAMED, *_CONDITIONS),
        Body({UPDATE_TYPE: TEXT}),
        Role.EDITOR,
    ),
    Operation(
        "delete",
        _STORE,
        "deleteGraph",
        _FAMILY,
        "Delete a graph.",
        {204: Answer()},
        frozenset({403, 404, 405, 412}),
        (*_NAMED, *_CONDITIONS),
        needs=Role.EDITOR,
    ),
    Operation(
        "options",
        _STORE,
        "methodsOfGraphs",
        _FAMILY,
        "What may be sent here.",
        {204: Answer({}, _ALLOWED)},
        parameters=_NAMED,
        needs=None,
    ),
)


def _with_headers_only(operations: Iterable[Operation]) -> Iterable[Operation]:
    """The operations, each GET with the HEAD that the protocol asks for."""
    for operation in operations:
        yield operation
        if operation.method == "get":
            answers = {status: replace(each, content={}) for status, each in operation.answers.items()}
            name = f"{operation.name}Headers"
            summary = "The headers that GET would answer with."
            yield replace(operation, method="head", name=name, summary=summary, answers=answers)


def _at_its_address(operation: Operation) -> Operation:
    """The same of a graph whose name is an address below this service's ``/graphs/``."""
    parameters = tuple(each for each in operation.parameters if each.name not in _OF_STORE_ALONE)
    if operation.method == "get":
        parameters = (*parameters, format_of(TRIPLE_FORMATS))
    # An address with a line break in it leads nowhere.
    return replace(
        operation,
        path=_GRAPH,
        problems=operation.problems | {404},
        name=f"{operation.name}AtAddress",
        parameters=(*_IN_PATH, *parameters),
    )


OPERATIONS = tuple(_with_headers_only((*_OF_STORE, *map(_at_its_address, _OF_STORE))))
"""The operations of the graph store, then those of a graph at its own address."""

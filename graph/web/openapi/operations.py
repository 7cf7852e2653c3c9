"""The table of operations that machines may rely on. Pages that are for people alone are not in it."""

from dataclasses import replace

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS
from graph.rdf.formats import SYNTAXES
from graph.terms import IRI_PATTERN
from graph.web.entities import FORMATS as ENTITY_FORMATS
from graph.web.negotiate import HTML, JSON
from graph.web.openapi.parts import TEXT, Body, Operation, Parameter, json_of, media
from graph.web.openapi.running import RUNNING
from graph.web.sparql.request import FORM_TYPE, QUERY_TYPE, UPDATE_TYPE

__all__ = ["OPERATIONS"]

_WHOLE = {"type": "integer", "minimum": 0}
_IRI = {"type": "string", "pattern": f"^{IRI_PATTERN}$"}
_SECONDS = {"type": "number", "exclusiveMinimum": 0}
_STATE = json_of(status=TEXT, snapshot=TEXT, statements=_WHOLE, version=TEXT)
_PLAIN = {"text/plain": TEXT}
_RDF = {syntax.media_type: TEXT for syntax in SYNTAXES}

_TIMEOUT = Parameter("timeout", "Seconds that the client is willing to wait; lowers the limit.", _SECONDS)
_GRAPHS = (
    Parameter("default-graph-uri", "A graph of the default graph, in place of FROM.", _IRI),
    Parameter("named-graph-uri", "A named graph, in place of FROM NAMED.", _IRI),
)
_GRAPH = Parameter("graph", "The named graph that the request is about.", _IRI, is_needed=True)
_OF_WRITING = frozenset({400, 405, 412, 413, 415, 422})
_QUERY = {"type": "string", "format": "sparql-query"}
_UPDATE = {"type": "string", "format": "sparql-update"}
_FORM = {
    "type": "object",
    "properties": {"query": _QUERY, "update": _UPDATE, "timeout": _SECONDS},
    "oneOf": [{"required": ["query"]}, {"required": ["update"]}],
}
_ANSWER = media(*BINDING_FORMATS, *TRIPLE_FORMATS, HTML, JSON) | _PLAIN

_SPARQL = (
    Operation(
        "get",
        "/sparql",
        "askByAddress",
        "The answer to a SPARQL query; without one, the description of the service.",
        {200: _ANSWER, 304: {}},
        frozenset({400, 406, 413}),
        (
            Parameter("query", "The query (https://www.w3.org/TR/sparql11-query/).", _QUERY),
            _TIMEOUT,
            *_GRAPHS,
        ),
    ),
    Operation(
        "post",
        "/sparql",
        "ask",
        "The answer to a SPARQL query, or what became of an update, which needs a token.",
        {200: _ANSWER, 304: {}},
        frozenset({400, 406, 413, 415, 422}),
        (),
        Body({FORM_TYPE: _FORM, QUERY_TYPE: TEXT, UPDATE_TYPE: TEXT}),
    ),
)
_STORE = (
    Operation(
        "get",
        "/graphs",
        "graph",
        "A graph; without a name, the list of graphs.",
        {200: media(*TRIPLE_FORMATS, HTML, JSON), 304: {}},
        frozenset({400, 404, 406}),
        (replace(_GRAPH, is_needed=False),),
    ),
    Operation(
        "put",
        "/graphs",
        "replaceGraph",
        "Make a graph hold what the body says.",
        {201: {}, 204: {}},
        _OF_WRITING,
        (_GRAPH,),
        Body(_RDF),
        is_written=True,
    ),
    Operation(
        "post",
        "/graphs",
        "addToGraph",
        "Add what the body says to a graph; without a name, to a new one.",
        {201: {}, 204: {}},
        _OF_WRITING,
        (replace(_GRAPH, is_needed=False),),
        Body(_RDF),
        is_written=True,
    ),
    Operation(
        "patch",
        "/graphs",
        "updateGraph",
        "Apply an update that changes this graph and no other.",
        {201: {}, 204: {}},
        _OF_WRITING,
        (_GRAPH,),
        Body({UPDATE_TYPE: TEXT}),
        is_written=True,
    ),
    Operation(
        "delete",
        "/graphs",
        "deleteGraph",
        "Delete a graph.",
        {204: {}},
        frozenset({400, 404, 405, 412}),
        (_GRAPH,),
        is_written=True,
    ),
)
_DATA = (
    Operation(
        "get",
        "/resource",
        "thing",
        "What is known about the thing of an IRI.",
        {200: media(HTML, *ENTITY_FORMATS), 303: media(HTML)},
        frozenset({400, 404, 406}),
        (Parameter("iri", "The thing.", _IRI, is_needed=True),),
    ),
    Operation(
        "get",
        "/search",
        "search",
        "Things by name, or all of a class.",
        {
            200: {
                **media(HTML),
                "application/json": json_of(hits={"type": "array"}, complete={"type": "boolean"}),
            }
        },
        frozenset({400, 406}),
        (Parameter("q", "Words of a name."),),
    ),
    Operation(
        "get",
        "/queries/",
        "questions",
        "The questions that there are by name.",
        {200: {**media(HTML), "application/json": {"type": "array"}}},
        frozenset({406}),
    ),
    Operation(
        "get",
        "/void",
        "description",
        "What there is to ask, by VoID and DCAT.",
        {200: media(*TRIPLE_FORMATS)},
        frozenset({406}),
    ),
    Operation(
        "get",
        "/openapi.json",
        "operations",
        "This document.",
        {200: {"application/json": {"type": "object"}}},
    ),
)
_WORK = (
    Operation(
        "get",
        "/health",
        "alive",
        "That the process answers, and from what.",
        {200: {"application/json": _STATE}},
    ),
    Operation(
        "get", "/health/ready", "ready", "That the store can be read.", {200: {"application/json": _STATE}}
    ),
    Operation(
        "get",
        "/running",
        "running",
        "What runs now, of what the token shows.",
        {200: {**media(HTML), "application/json": json_of(running={"type": "array", "items": RUNNING})}},
        frozenset({406}),
        needs_token=True,
    ),
)

OPERATIONS = (*_SPARQL, *_STORE, *_DATA, *_WORK)
"""Every operation."""

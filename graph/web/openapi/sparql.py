"""``/sparql``: https://www.w3.org/TR/sparql11-protocol/."""

from collections.abc import Sequence
from dataclasses import replace

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS
from graph.web.negotiate import HTML, JSON
from graph.web.openapi.parts import (
    DOWNLOAD,
    TIMEOUT,
    Answer,
    Body,
    Header,
    Operation,
    Parameter,
    as_text,
    format_of,
    negotiated,
)
from graph.web.openapi.schemas import IRI, TEXT, Schema, list_of, one_of, reference
from graph.web.sparql.explain import TEXT as PLAIN
from graph.web.sparql.offers import ANSWER_FORMATS
from graph.web.sparql.request import FORM_TYPE, QUERY_TYPE, UPDATE_TYPE

__all__ = ["CUT", "OPERATIONS", "QUERY", "TAG"]

_PATH = "/sparql"
_FAMILY = "SPARQL"
QUERY = {"type": "string", "format": "sparql-query"}
_UPDATE = {"type": "string", "format": "sparql-update"}
_EXPLAIN = Parameter(
    "explain",
    "Whether to tell how the query is answered, in place of the answer.",
    one_of("0", "1", "false", "true"),
)
CUT = Header("There where the answer is not complete: false, and why.", is_always_there=False)
TAG = Header("Names the answer while the data is as it is.", is_always_there=False)
_NAME = Header("What the answer is called as a file.", is_always_there=False)


def _graphs(name: str, meaning: str) -> Parameter:
    return Parameter(name, meaning, list_of(IRI))


_OF_QUERY = (
    TIMEOUT,
    _graphs("default-graph-uri", "Graphs of the default graph, in place of FROM."),
    _graphs("named-graph-uri", "Named graphs, in place of FROM NAMED."),
)
_OF_UPDATE = (
    _graphs("using-graph-uri", "Graphs of the default graph, in place of USING."),
    _graphs("using-named-graph-uri", "Named graphs, in place of USING NAMED."),
)
_HOW = (format_of((*ANSWER_FORMATS, HTML, PLAIN)), DOWNLOAD, _EXPLAIN)
_IN_ADDRESS = (
    Parameter("query", "The query (https://www.w3.org/TR/sparql11-query/).", QUERY, example="ASK {}"),
    *_OF_QUERY,
    *_HOW,
)
_CONTENT = {
    **as_text(*BINDING_FORMATS, *TRIPLE_FORMATS, HTML, PLAIN),
    BINDING_FORMATS[0].media_types[0]: reference("Answer"),
    JSON.media_types[0]: reference("Explanation"),
}
_HEADERS = {"ETag": TAG, "Maillage_Complete": CUT, "Content_Disposition": _NAME}
_ANSWERS = {
    200: negotiated(_CONTENT, **_HEADERS),
    304: Answer({}, {"ETag": TAG}, "The client has this answer."),
}


def _form(name: str, text: Schema, own: Sequence[Parameter], foreign: Sequence[str]) -> Schema:
    """A form that holds a query or an update, and nothing that belongs to the other."""
    taken = {each.name: each.schema for each in (*own, *_HOW)}
    return {
        "type": "object",
        "properties": {name: text, **taken, **dict.fromkeys(foreign, False)},
        "required": [name],
    }


_FORM_OF_QUERY = _form("query", QUERY, _OF_QUERY, ("update", *(each.name for each in _OF_UPDATE)))
_FORM_OF_UPDATE = _form(
    "update", _UPDATE, (TIMEOUT, *_OF_UPDATE), ("query", *(each.name for each in _OF_QUERY[1:]))
)
_COMMITTED = {JSON.media_types[0]: {"anyOf": [reference("Commit"), reference("Explanation")]}}
_BY_ADDRESS = Operation(
    "get",
    _PATH,
    "askByAddress",
    _FAMILY,
    "The answer to a SPARQL query; without one, the description of the service.",
    _ANSWERS,
    frozenset({406}),
    _IN_ADDRESS,
)
_BY_BODY = Operation(
    "post",
    _PATH,
    "ask",
    _FAMILY,
    "The answer to a SPARQL query, or what became of an update, which needs a token of an editor.",
    {200: negotiated(_CONTENT | _COMMITTED, **_HEADERS)},
    frozenset({403, 406, 415, 422}),
    (*_OF_QUERY, *_OF_UPDATE, *_HOW),
    Body({FORM_TYPE: {"oneOf": [_FORM_OF_QUERY, _FORM_OF_UPDATE]}, QUERY_TYPE: TEXT, UPDATE_TYPE: TEXT}),
)

OPERATIONS = (
    _BY_ADDRESS,
    replace(
        _BY_ADDRESS,
        method="head",
        name="askForHeaders",
        summary="The headers of the answer to a SPARQL query.",
        answers={status: replace(answer, content={}) for status, answer in _ANSWERS.items()},
    ),
    _BY_BODY,
    replace(
        _BY_BODY,
        method="query",
        name="askByQuery",
        summary="The answer to a SPARQL query in a body; nothing is changed, and it may be repeated.",
        answers=_ANSWERS,
        problems=frozenset({406, 415}),
        parameters=(*_OF_QUERY, *_HOW),
        body=Body({FORM_TYPE: _FORM_OF_QUERY, QUERY_TYPE: TEXT}),
    ),
    Operation(
        "options",
        _PATH,
        "methodsOfEndpoint",
        _FAMILY,
        "What may be sent here.",
        {
            204: Answer(
                {},
                {
                    "Allow": Header("The methods."),
                    "Accept-Post": Header("What POST takes."),
                    "Accept-Query": Header("What QUERY takes."),
                },
            )
        },
        needs=None,
    ),
)
"""The operations of the endpoint."""

"""The values that addresses take and the JSON that they answer with, as JSON Schema (draft 2020-12)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from graph.catalog import BLANKS
from graph.engine import Stage
from graph.network.jobs import State

__all__ = [
    "DAY",
    "IRI",
    "NUMBER_ABOVE_0",
    "SCHEMAS",
    "TEXT",
    "WHOLE",
    "Schema",
    "json_of",
    "list_of",
    "one_of",
    "or_blank",
    "reference",
]

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 0}
NUMBER_ABOVE_0: Schema = {"type": "number", "exclusiveMinimum": 0}
IRI: Schema = {"$ref": "#/components/schemas/IRI"}
DAY: Schema = {"type": "string", "format": "date"}
# That it is absolute, which all of them are; the format says the rest (RFC 3987, section 2.2).
_ABSOLUTE = r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|\\^`]*'
_TYPED_IRI = {
    "description": "An IRI or prefix:name; angle brackets and blanks around it do no harm.",
    "type": "string",
    "format": "typed-iri",
    "pattern": f"^[{BLANKS}]*<?{_ABSOLUTE}>?[{BLANKS}]*$",
}
_NUMBER: Schema = {"type": "number"}
_AMOUNT: Schema = {"type": "number", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_OBJECT: Schema = {"type": "object"}


def json_of(optional: Mapping[str, Schema] | None = None, **properties: Schema) -> Schema:
    """An object that has all of these properties, and may have those that are optional."""
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": sorted(properties),
    }


def list_of(items: Schema) -> Schema:
    """An array of these."""
    return {"type": "array", "items": items}


def one_of(*names: str) -> Schema:
    """A text that is one of these."""
    return {"type": "string", "enum": list(names)}


def or_blank(schema: Schema) -> Schema:
    """The same, or a blank, which is as if nothing were said: forms send those."""
    return {"anyOf": [schema, {"const": ""}]}


def reference(name: str) -> Schema:
    """The schema of that name, by reference."""
    if name not in SCHEMAS:
        raise KeyError(name)
    return {"$ref": f"#/components/schemas/{name}"}


_PROBLEM = json_of(
    {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "hint": TEXT,
        "excerpt": TEXT,
        "report": TEXT,
    },
    type=TEXT,
    title=TEXT,
    status={"type": "integer", "minimum": 400, "maximum": 599},
    detail=TEXT,
)
_ANSWER = {
    "description": "https://www.w3.org/TR/sparql11-results-json/",
    "oneOf": [
        json_of(
            head=json_of(vars=list_of(TEXT)),
            results=json_of(bindings=list_of({"type": "object", "additionalProperties": json_of(type=TEXT)})),
        ),
        json_of(head=_OBJECT, boolean=_FLAG),
    ],
}
_STEP = json_of(
    depth=WHOLE,
    name=TEXT,
    detail=TEXT,
    estimated={"type": ["integer", "null"]},
    rows=WHOLE,
    time_ms=_NUMBER,
)
_MEASURED = json_of(
    measure=TEXT,
    method=TEXT,
    method_details=_OBJECT,
    warnings=list_of(TEXT),
    summary={"type": "object", "additionalProperties": _NUMBER},
    scores=list_of(json_of(id=TEXT, label=TEXT, value=_NUMBER)),
)
_NETWORK = json_of(
    directed=_FLAG,
    multigraph={"const": True},
    graph=_OBJECT,
    nodes=list_of(json_of(id=TEXT)),
    edges=list_of(json_of(source=TEXT, target=TEXT, key=TEXT)),
)
_QUESTION = json_of(
    slug=TEXT,
    number={"type": ["integer", "null"]},
    summary=TEXT,
    question=TEXT,
    needs=TEXT,
    parameters=list_of(json_of(name=TEXT, type=TEXT, meaning=TEXT, example=TEXT)),
    columns={"type": "object", "additionalProperties": TEXT},
    address=TEXT,
)
_JOB = json_of(
    {"problem": TEXT, "result": _MEASURED},
    id=TEXT,
    network=TEXT,
    measure=TEXT,
    state=one_of(*State),
    progress={"type": "number", "minimum": 0, "maximum": 1},
    seconds=_AMOUNT,
    limit_s=NUMBER_ABOVE_0,
)
_PROGRESS = json_of(
    stage=one_of(*Stage),
    share={"type": ["number", "null"], "minimum": 0, "maximum": 1},
    rows=WHOLE,
    triples=WHOLE,
    bytes=WHOLE,
)
_RUNNING = json_of(
    id=TEXT,
    kind=one_of("query", "update", "graph", "put", "load", "replace"),
    state=one_of("waiting", "running"),
    since={"type": "string", "format": "date-time"},
    seconds=_AMOUNT,
    limit_s={"type": ["number", "null"]},
    hash=TEXT,
    text=TEXT,
    owner=TEXT,
    progress=_PROGRESS,
)

SCHEMAS: Mapping[str, Schema] = MappingProxyType(
    {
        "Problem": {"description": "https://www.rfc-editor.org/rfc/rfc9457", **_PROBLEM},
        "Answer": _ANSWER,
        "Commit": json_of(snapshot=TEXT, version=WHOLE, statements=WHOLE, added={"type": "integer"}),
        "Explanation": json_of(
            algebra=TEXT,
            sql=TEXT,
            estimated=_NUMBER,
            compiled_ms=_NUMBER,
            ran_ms=_NUMBER,
            steps=list_of(_STEP),
        ),
        "Graphs": json_of(default=json_of(triples=WHOLE), graphs=list_of(json_of(graph=TEXT, triples=WHOLE))),
        "IRI": {"type": "string", "format": "iri", "pattern": f"^{_ABSOLUTE}$"},
        "Hits": json_of(
            hits=list_of(json_of(id=TEXT, label=TEXT, type=TEXT, short=TEXT, address=TEXT)), complete=_FLAG
        ),
        "Job": _JOB,
        "Measured": json_of(question=TEXT, snapshot=TEXT, measures=list_of(_MEASURED)),
        "Network": {"description": "As networkx.node_link_graph reads it.", **_NETWORK},
        "Questions": list_of(_QUESTION),
        "Running": _RUNNING,
        "Saved": json_of(graph=TEXT, observations=WHOLE, is_new=_FLAG, snapshot=TEXT),
        "TypedIRI": _TYPED_IRI,
        "State": json_of(status=TEXT, snapshot=TEXT, statements=WHOLE, version=TEXT),
    }
)
"""The JSON that the service answers with, by name."""

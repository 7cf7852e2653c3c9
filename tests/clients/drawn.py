"""What schemathesis can't draw from a schema, and what OpenAPI 3.1 can't say.

Texts in SPARQL come from the generators that follow the grammar, names from the bundled graph. Where one
parameter has a meaning only beside another (`_AGREEMENTS`), a request that is drawn to be valid is made so;
what is drawn to be refused is sent as it is.
"""

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import schemathesis
from hypothesis import strategies as st
from schemathesis import Case, HookContext, Response, SerializationContext
from schemathesis.core.failures import AcceptedNegativeData, Failure

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS
from graph.errors import QuerySyntaxError
from graph.network import MEASURES
from graph.network.measures.given import OPTIONS
from graph.rdf.formats import SYNTAXES
from graph.sparql import parse_query
from graph.sparql.tokens import Form, form
from graph.web.sparql.offers import TRUTH_FORMATS
from graph.web.sparql.request import FORM_TYPE, QUERY_TYPE, UPDATE_TYPE
from tests.differential.changes import request
from tests.differential.draw import Draw
from tests.differential.parts import text_of
from tests.differential.queries import PROLOGUE, question

__all__ = ["agreed", "as_bytes", "with_query", "wrong_as_sent"]

Given = dict[str, Any]

_QUERIES_THERE_ARE = 100_000
_ABOUT = {"departure": "node", "distance": "to", "likely_partners": "node"}
_NAMES_GRAPHS = re.compile(r"\b(?:USING|WITH)\b")
_ROWS = frozenset(each.name for each in BINDING_FORMATS)
_TRIPLES = frozenset(each.name for each in TRIPLE_FORMATS)
_TRUTH = frozenset(each.name for each in TRUTH_FORMATS)


def _draw(seed: int) -> Draw:
    return Draw(Random(seed))  # noqa: S311 - a seed on purpose: the same number, the same text


def _query(seed: int) -> str:
    asked = question(_draw(seed))
    return (PROLOGUE + text_of(asked.tree)).replace("§", asked.clauses)


def _update(seed: int) -> str:
    return text_of(request(_draw(seed), ()))


def _is_query(text: str) -> bool:
    try:
        parse_query(text)
    except QuerySyntaxError:
        return False
    return True


_SEEDS = st.integers(0, _QUERIES_THERE_ARE)
_OF_DATA = st.sampled_from(
    ("ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "DESCRIBE <https://w3id.org/maillage/id/beelife>")
)
_QUERIES = _OF_DATA | _SEEDS.map(_query).filter(_is_query)
# Those of a graph of its own must mean no other: PATCH refuses that.
_UPDATES = st.sampled_from(("INSERT DATA { <x:a> <x:b> 1 }", "DELETE WHERE { ?s <x:b> ?o }", ""))
_KNOWN = (
    "https://w3id.org/maillage/id/beelife",
    "https://w3id.org/maillage/graph/inferred",
    "https://schema.org/Place",
)
# Few of all that the format allows: a regular expression of them all takes hypothesis ten seconds to read.
_IRIS = st.sampled_from(_KNOWN) | st.from_regex(
    r"(?:https?://|urn:|x)[a-z]{1,9}[:/][\w~.!$&'()*+,;=:@/-]{0,30}#?", fullmatch=True
)
_STATEMENT = "<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n"
_OTHERS = {
    "application/rdf+xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    "application/ld+json": "{}",
}
_RDF = {name: _OTHERS.get(name, _STATEMENT) for syntax in SYNTAXES for name in syntax.media_types}

schemathesis.openapi.format("sparql-query", _QUERIES)
# Without its graphs there would be little left to ask.
schemathesis.openapi.format(
    "sparql-update", _SEEDS.map(_update).filter(lambda text: "DROP NAMED" not in text)
)
schemathesis.openapi.format("iri", _IRIS)
schemathesis.openapi.format("typed-iri", _IRIS | _IRIS.map(" <{}>\n".format))
schemathesis.openapi.format("two-days", st.sampled_from(("2018-01-01,2019-12-31", "")))
schemathesis.openapi.format("rdf-document", st.just(_STATEMENT))
schemathesis.openapi.format(
    "local-name",
    st.sampled_from(("marseille", "beelife", "marseille.ttl", "status", "beelife.html", "beelife.jsonld"))
    | st.text(min_size=1),
)
schemathesis.openapi.format("graph-name", st.sampled_from(("inferred", "inferred.nt")) | st.text(min_size=1))
schemathesis.openapi.media_type(QUERY_TYPE, _QUERIES.map(str.encode))
schemathesis.openapi.media_type(UPDATE_TYPE, _UPDATES.map(str.encode))
for _media_type, _text in _RDF.items():
    schemathesis.openapi.media_type(_media_type, st.just(_text.encode()))


@schemathesis.serializer(QUERY_TYPE, UPDATE_TYPE, *_RDF)
def as_bytes(_: SerializationContext, value: object) -> bytes:
    """A body as it stands."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.hook("before_load_schema")
def with_query(_: HookContext, raw_schema: dict[str, Any]) -> None:
    """Read the description as OpenAPI 3.2, which has a word for the method QUERY."""
    raw_schema["openapi"] = "3.2.0"
    for methods in raw_schema["paths"].values():
        if "x-query" in methods:
            methods["query"] = methods.pop("x-query")


def _only(given: Given, name: str, values: frozenset[str]) -> None:
    if given.get(name) not in values:
        given.pop(name, None)


def _drop(given: Given, *beginnings: str) -> None:
    for name in [name for name in given if name.startswith(beginnings)]:
        del given[name]


def _one_graph(case: Case[Any]) -> None:
    """A graph has one name; without one there is nothing to write but by POST, and a list to read."""
    given = case.query
    if "graph" in given:
        given.pop("default", None)
    elif case.method in {"PUT", "PATCH", "DELETE", "OPTIONS"}:
        given["default"] = ""
    _only(given, "format", _TRIPLES if {"graph", "default"} & given.keys() else frozenset({"html", "json"}))


def _hops(case: Case[Any]) -> None:
    """Hops are counted from a focus."""
    if not str(case.query.get("focus", "")).strip(" ,"):
        case.query.pop("hops", None)


def _own_options(case: Case[Any]) -> None:
    """A measure that is asked for alone takes its own options."""
    _hops(case)
    others = OPTIONS - set(MEASURES[case.path_parameters["measure"]].options)
    for name in others & case.query.keys():
        del case.query[name]


def _sampled(case: Case[Any]) -> None:
    """Betweenness takes a sample of two at least, or an error; a page tells that in place of the numbers."""
    if str(case.query.get("sample")) == "1":
        case.query["sample"] = 2
    if case.query.get("sample"):
        case.query.pop("error", None)


def _sized(case: Case[Any]) -> None:
    """A measure that is about something says about what; without it, another one is drawn by."""
    _hops(case)
    _sampled(case)
    chosen: tuple[tuple[Any, str], ...] = ((case.query, "size"), (case.body, "measure"))
    for given, name in chosen:
        needed = _ABOUT.get(str(given.get(name))) if isinstance(given, dict) else None
        if needed and not case.query.get(needed):
            given.pop(name)


def _asked(case: Case[Any]) -> None:
    """A format that the answer can have; nothing said twice, and nothing that has no use here."""
    given: Given = case.query
    body: Any = case.body
    text = given.get("query")
    if case.media_type == FORM_TYPE:
        given.clear()
        given, text = body, body.get("query")
        if _NAMES_GRAPHS.search(str(body.get("update", ""))):
            _drop(given, "using-")
    elif case.media_type:
        text = body.decode() if case.media_type == QUERY_TYPE else None
        _drop(given, *(("using-",) if text is not None else ("default-graph", "named-graph")))
    _only(given, "format", _formats(text, is_explained=given.get("explain") in {"1", "true"}))


def _formats(text: str | None, *, is_explained: bool) -> frozenset[str]:
    if text is not None and is_explained:
        return frozenset({"text", "json"})
    match form(text) if text is not None else None:
        case Form.SELECT:
            return _ROWS | {"html"}
        case Form.ASK:
            return _TRUTH | {"html"}
        case _:
            return _TRIPLES | {"html"}


_AGREEMENTS: Mapping[str, Callable[[Case[Any]], None]] = {
    "/sparql": _asked,
    "/graphs": _one_graph,
    "/network": _sized,
    "/networks/{name}": _sized,
    "/networks/{name}/save": _sized,
    "/networks/{name}.{ending}": _sized,
    "/networks/{name}/measures/{measure}": _own_options,
}
"""Path → what makes a request agree with itself."""


def _takes_blank(parameter: Given) -> bool:
    schema = parameter["schema"]
    return schema.get("type") == "array" or {"const": ""} in schema.get("anyOf", ())


@schemathesis.hook("filter_failure")
def wrong_as_sent(_: HookContext, failure: Failure, case: Case[Any], response: Response) -> bool:
    """Whether what was taken is wrong also as it was sent: an empty object is sent as a blank."""
    if not isinstance(failure, AcceptedNegativeData) or case.meta is None:
        return True
    wrong = {each.parameter for each in getattr(case.meta.phase.data, "mutations", ())}
    may_be_blank = {
        each["name"] for each in case.operation.definition.raw["parameters"] if _takes_blank(each)
    }
    sent = parse_qs(urlsplit(str(response.request.url)).query, keep_blank_values=True)
    is_blank = all(sent.get(str(name), [""]) == [""] for name in wrong)
    return not (wrong and is_blank and wrong <= may_be_blank)


@schemathesis.hook("before_call")
def agreed(_: HookContext, case: Case[Any], __: Given) -> None:
    """Make what is drawn to be valid agree with itself."""
    agree = _sampled if case.path.startswith("/queries/") else _AGREEMENTS.get(case.path)
    if agree and case.meta and case.meta.generation.mode.is_positive:
        agree(case)

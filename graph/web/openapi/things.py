"""Things, the vocabulary, graphs as pages, and what describes the whole: for people and machines alike."""

from graph.answer import TRIPLE_FORMATS, Format
from graph.web.entities import FORMATS as ENTITY_FORMATS
from graph.web.negotiate import HTML, JSON
from graph.web.openapi.parts import (
    IN_PATH,
    Answer,
    Header,
    Operation,
    Parameter,
    as_text,
    format_of,
    negotiated,
)
from graph.web.openapi.schemas import IRI, TEXT, one_of, or_blank, reference
from graph.web.openapi.sparql import CUT

__all__ = ["OPERATIONS"]

_FAMILY = "Things"
_SOME = {**TEXT, "minLength": 1}
_LINK = Header("The same in other formats.", is_always_there=False)
_OFFERS = (HTML, *ENTITY_FORMATS)
_DOCUMENT = {"Maillage_Complete": CUT, "Link": _LINK}
_VARIES = Header("The headers of the request that it depends on.", is_always_there=False)
_ELSEWHERE = Answer(
    {HTML.media_types[0]: TEXT},
    {"Location": Header("The document about the thing.")},
    "A thing is no document.",
)
_TRIPLES_ENDING = one_of(*(each.name for each in TRIPLE_FORMATS))


def _local(path: str, name: str, summary: str, example: str) -> Operation:
    """The things of a family of local addresses."""
    place = Parameter(
        "name",
        "The rest of the thing's IRI; with an ending such as .ttl, the document about it in that format.",
        _SOME | {"format": "local-name"},
        IN_PATH,
        example=example,
    )
    content = as_text(*_OFFERS)
    # At an address with an ending nothing is chosen, so nothing varies.
    document = Answer(content, {"Maillage-Complete": CUT, "Link": _LINK, "Vary": _VARIES})
    found = {200: document, 303: _ELSEWHERE}
    parameters = (place, format_of(_OFFERS))
    return Operation("get", path, name, _FAMILY, summary, found, frozenset({404, 406}), parameters)


def _ending(path: str, name: str, summary: str, offers: tuple[Format, ...]) -> Operation:
    """What an address gives in the format that its ending names."""
    place = Parameter("ending", "The name of a format.", _TRIPLES_ENDING, IN_PATH)
    answers = {200: Answer(as_text(*offers))}
    return Operation("get", path, name, _FAMILY, summary, answers, frozenset({404, 406}), (place,))


OPERATIONS = (
    Operation("get", "/", "home", _FAMILY, "The start page, for people.", {200: Answer(as_text(HTML))}),
    Operation(
        "get",
        "/search",
        "search",
        _FAMILY,
        "Things by name, or all of a class.",
        {200: negotiated(as_text(HTML) | {JSON.media_types[0]: reference("Hits")})},
        frozenset({406}),
        (
            Parameter("q", "Words of a name.", example="marseille"),
            Parameter("type", "A class, as IRI or prefix:name.", or_blank(IRI), example="mlg:StartUp"),
            format_of((HTML, JSON)),
        ),
    ),
    _local("/id/{name}", "thing", "A thing: where the document about it is, or that document.", "marseille"),
    _local("/scheme/{name}", "concept", "A concept or concept scheme, likewise.", "status"),
    Operation(
        "get",
        "/resource",
        "resource",
        _FAMILY,
        "What is known about the thing of any IRI.",
        {
            200: negotiated(as_text(*_OFFERS), **_DOCUMENT),
            303: _ELSEWHERE,
        },
        frozenset({404, 406}),
        (
            Parameter("iri", "The thing.", IRI, is_needed=True, example="https://schema.org/Place"),
            format_of(_OFFERS),
        ),
    ),
    Operation(
        "get",
        "/graph/{name}",
        "namedGraph",
        _FAMILY,
        "A named graph: its source and first statements, or all of it as RDF.",
        {200: Answer(as_text(HTML, *TRIPLE_FORMATS), {"Vary": _VARIES})},
        frozenset({404, 406, 422}),
        (
            Parameter(
                "name",
                "The rest of the graph's IRI; with an ending such as .ttl, all of it in that format.",
                _SOME | {"format": "graph-name"},
                IN_PATH,
                example="inferred",
            ),
            format_of((HTML, *TRIPLE_FORMATS)),
        ),
    ),
    Operation(
        "get",
        "/ontology",
        "ontology",
        _FAMILY,
        "The ontology, as documentation or as RDF.",
        {200: negotiated(as_text(HTML, *TRIPLE_FORMATS))},
        frozenset({406, 422}),
        (format_of((HTML, *TRIPLE_FORMATS)),),
    ),
    _ending("/ontology.{ending}", "ontologyAs", "The ontology in one format.", TRIPLE_FORMATS),
    Operation(
        "get",
        "/void",
        "description",
        _FAMILY,
        "What there is to ask, by VoID and DCAT.",
        {200: negotiated(as_text(*TRIPLE_FORMATS))},
        frozenset({406}),
        (format_of(TRIPLE_FORMATS),),
    ),
    _ending("/void.{ending}", "descriptionAs", "The same in one format.", TRIPLE_FORMATS),
    Operation(
        "get",
        "/.well-known/void",
        "whereDescription",
        _FAMILY,
        "Where that is.",
        {302: Answer({HTML.media_types[0]: TEXT}, {"Location": Header("Its address.")})},
    ),
    Operation(
        "get",
        "/openapi.json",
        "operations",
        _FAMILY,
        "This document.",
        {200: Answer({JSON.media_types[0]: {"type": "object", "required": ["openapi", "paths"]}})},
    ),
)
"""The operations on things and on what describes them."""

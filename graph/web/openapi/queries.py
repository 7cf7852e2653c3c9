"""``/queries/``: an operation for each named query, with the parameters of its header."""

from collections.abc import Mapping
from types import MappingProxyType

from graph.answer import TRIPLE_FORMATS, Format
from graph.catalog import DECIMAL_PATTERN, Catalog, NamedQuery
from graph.catalog import Parameter as Declared
from graph.web.negotiate import HTML, JSON
from graph.web.openapi.measures import options_of
from graph.web.openapi.parts import (
    DOWNLOAD,
    IN_PATH,
    Answer,
    Header,
    Operation,
    Parameter,
    as_text,
    format_of,
    negotiated,
)
from graph.web.openapi.schemas import DAY, TEXT, Schema, one_of, or_blank, reference
from graph.web.openapi.sparql import CUT, TAG
from graph.web.queries import offers_of

__all__ = ["operations"]

_FAMILY = "Questions"
_MOST_DIGITS = 18
_TYPES: Mapping[str, Schema] = MappingProxyType(
    {
        "date": DAY,
        "decimal": {"type": "string", "pattern": f"^{DECIMAL_PATTERN}$"},
        "integer": {
            "type": "integer",
            "exclusiveMinimum": -(10**_MOST_DIGITS),
            "exclusiveMaximum": 10**_MOST_DIGITS,
        },
        "iri": reference("TypedIRI"),
        "string": TEXT,
    }
)
"""Type of a parameter in the head of a query → its values; one without a value takes the example."""

_HEADERS = {
    "ETag": TAG,
    "Maillage_Complete": CUT,
    "Content_Disposition": Header("What the answer is called as a file.", is_always_there=False),
}
_UNCHANGED = {304: Answer({}, {"ETag": TAG}, "The client has this answer.")}


def operations(catalog: Catalog) -> tuple[Operation, ...]:
    """The list of questions, each question, and each in the format that the address names."""
    listed = Operation(
        "get",
        "/queries/",
        "questions",
        _FAMILY,
        "The questions that there are by name.",
        {200: negotiated(as_text(HTML) | {JSON.media_types[0]: reference("Questions")})},
        frozenset({406}),
        (format_of((HTML, JSON)),),
    )
    return (listed, *map(_asked, catalog), _in_format(catalog))


def _asked(query: NamedQuery) -> Operation:
    offers = (*offers_of(query), HTML)
    parameters = (*map(_parameter, query.parameters), format_of(offers))
    others = options_of(query.network.measures) if query.network else (DOWNLOAD,)
    words = query.slug.replace("/", "-").split("-")
    return Operation(
        "get",
        f"/queries/{query.slug}",
        "".join(("answer", *(word.capitalize() for word in words))),
        _FAMILY,
        query.question,
        {200: negotiated(_content(query, offers), **_HEADERS), **({} if query.network else _UNCHANGED)},
        frozenset({404, 406, 422} if query.network else {406}),
        (*parameters, *others),
    )


def _in_format(catalog: Catalog) -> Operation:
    every = {each.name: each for query in catalog for each in (*offers_of(query), HTML)}
    slugs = one_of(*(query.slug for query in catalog))
    content = {
        name: schema for query in catalog for name, schema in _content(query, offers_of(query)).items()
    }
    results = {JSON.media_types[0]: reference("Measured"), **as_text(HTML)}
    # At an address with an ending nothing is chosen; answers are coded as the client takes them.
    headers = {name.replace("_", "-"): each for name, each in _HEADERS.items()}
    return Operation(
        "get",
        "/queries/{query}.{ending}",
        "questionAs",
        _FAMILY,
        "A question in the format that the address names; it takes the parameters that it takes without.",
        {200: Answer(content | results, headers), **_UNCHANGED},
        frozenset({404, 406, 422}),
        (
            Parameter("query", "Topic and name of the question, parted by a slash.", slugs, IN_PATH),
            Parameter("ending", "The name of a format that it has.", one_of(*every), IN_PATH),
            DOWNLOAD,
        ),
    )


def _content(query: NamedQuery, offers: tuple[Format, ...]) -> dict[str, Schema]:
    content = as_text(*offers)
    name = "Measured" if query.network else "Answer"
    results = offers[0].media_types[0]
    return content if offers[0] in TRIPLE_FORMATS else {**content, results: reference(name)}


def _parameter(declared: Declared) -> Parameter:
    schema = or_blank(_TYPES[declared.type])
    return Parameter(declared.name, declared.meaning, schema, example=declared.example)

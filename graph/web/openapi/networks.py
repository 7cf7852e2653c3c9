"""``/networks/``: named networks, their parts and files, and the measures that run on them as jobs."""

from graph.answer import Format
from graph.catalog import Catalog
from graph.network import COLOURED_BY, MEASURES
from graph.network.select import MOST_HOPS
from graph.tokens import Role
from graph.web.measured import NODE_MEASURES
from graph.web.negotiate import HTML, JSON
from graph.web.networks import FORMATS, LAYOUTS
from graph.web.openapi.measures import options_of
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
from graph.web.openapi.schemas import DAY, TEXT, json_of, list_of, one_of, or_blank, reference
from graph.web.sparql.request import FORM_TYPE

__all__ = ["operations"]

_FAMILY = "Networks"
_NAMES = list_of(TEXT)
_FILTERS = (
    Parameter("type", "Only ties between nodes of these types.", _NAMES, example=["StartUp"]),
    Parameter("relation", "Only these relations.", _NAMES),
    Parameter("status", "Only ties of these statuses.", _NAMES),
    Parameter("source", "Only what these graphs or sources say.", _NAMES),
    Parameter("at", "Only ties that may hold on that day.", or_blank(DAY), example="2019-06-10"),
    Parameter(
        "between",
        "Only ties that may hold between two days, parted by a comma.",
        {"type": "string", "format": "two-days"},
        example="2018-01-01,2019-12-31",
    ),
    Parameter("focus", "Only what is near that node.", TEXT, example="id:aix-marseille-french-tech"),
    Parameter(
        "hops",
        "How near, in ties; together with focus.",
        or_blank({"type": "integer", "minimum": 1, "maximum": MOST_HOPS}),
    ),
)
# Two formats are JSON: node-link, and that of Cytoscape.
_CYTOSCAPE = json_of(elements={"type": "object"})
_CONTENT = as_text(HTML, *FORMATS) | {JSON.media_types[0]: {"anyOf": [reference("Network"), _CYTOSCAPE]}}
_SHOWN = (
    *_FILTERS,
    Parameter("size", "The measure that sizes and ranks the nodes.", or_blank(one_of(*NODE_MEASURES))),
    Parameter("layout", "Where the nodes are put.", or_blank(one_of(*LAYOUTS))),
    Parameter("colour", "What the nodes are coloured by.", or_blank(one_of(*COLOURED_BY))),
    *options_of(NODE_MEASURES),
)
_LINK = Header("Where it is found.")
_KEPT = tuple(name for name, each in MEASURES.items() if each.scope in {"node", "graph"})
_SAVED = {JSON.media_types[0]: reference("Saved")}
_CHOSEN = {"type": "object", "properties": {"measure": or_blank(one_of(*_KEPT))}}
_JOB = {JSON.media_types[0]: reference("Job")}
_ITS_KEY = {"key": "$response.body#/id"}
_KEY = Parameter("key", "What the job is called.", {**TEXT, "minLength": 1}, IN_PATH)


def operations(catalog: Catalog) -> tuple[Operation, ...]:
    """Networks, then the measures on them."""
    names = one_of(*(query.slug.removeprefix("networks/") for query in catalog if query.network))
    name = Parameter("name", "The network.", names, IN_PATH, example="partnerships")
    return (*_networks(name), *_measures(name), _saved(name))


def _networks(name: Parameter) -> tuple[Operation, ...]:
    offers = (HTML, *FORMATS)
    return (
        Operation(
            "get",
            "/networks/",
            "networks",
            _FAMILY,
            "The named networks, for people.",
            {200: Answer(as_text(HTML))},
        ),
        _network("/network", "partnerships", "The partnership network.", (), offers),
        _network("/networks/{name}", "network", "A network, or a part of it.", (name,), offers),
        _network(
            "/networks/{name}.{ending}",
            "networkAs",
            "The same in the format that the address names.",
            (
                name,
                Parameter(
                    "ending", "The name of a format.", one_of(*(each.name for each in FORMATS)), IN_PATH
                ),
            ),
            (),
        ),
    )


def _network(
    path: str, name: str, summary: str, places: tuple[Parameter, ...], offers: tuple[Format, ...]
) -> Operation:
    """A network at an address; without offers, the address names its format."""
    chosen = (format_of(offers),) if offers else ()
    answer = negotiated(_CONTENT) if offers else Answer(_CONTENT)
    problems = frozenset({404, 406, 422})
    return Operation(
        "get", path, name, _FAMILY, summary, {200: answer}, problems, (*places, *_SHOWN, *chosen)
    )


def _measures(name: Parameter) -> tuple[Operation, ...]:
    measure = Parameter("measure", "The measure.", one_of(*MEASURES), IN_PATH, example="degree")
    return (
        Operation(
            "post",
            "/networks/{name}/measures/{measure}",
            "beginMeasure",
            _FAMILY,
            "Begin a measure that may take long, as a job.",
            {202: Answer(_JOB, {"Location": _LINK}, links=dict.fromkeys(("job", "cancelJob"), _ITS_KEY))},
            frozenset({404, 422}),
            (name, measure, *_FILTERS, *options_of(MEASURES)),
        ),
        Operation(
            "get",
            "/jobs/{key}",
            "job",
            _FAMILY,
            "How far a job is; its numbers and method once it is done.",
            {200: Answer(_JOB)},
            frozenset({404}),
            (_KEY,),
        ),
        Operation(
            "delete",
            "/jobs/{key}",
            "cancelJob",
            _FAMILY,
            "Stop a job; nothing happens where it has ended.",
            {204: Answer()},
            frozenset({404}),
            (_KEY,),
        ),
    )


def _saved(name: Parameter) -> Operation:
    """A measure that is kept."""
    return Operation(
        "post",
        "/networks/{name}/save",
        "saveMeasure",
        _FAMILY,
        "Save a measure of a network as observations.",
        {
            200: Answer(_SAVED, {"Location": _LINK}, "It was saved before."),
            201: Answer(_SAVED, {"Location": _LINK}),
            303: Answer({}, {"Location": _LINK}, "For a form: where its page is."),
        },
        frozenset({403, 404, 422}),
        (name, *_SHOWN),
        Body({FORM_TYPE: _CHOSEN}, is_needed=False),
        Role.EDITOR,
    )

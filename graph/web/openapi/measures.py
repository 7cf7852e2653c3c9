"""The options of measures, as the parameters of addresses."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from graph.network import MEASURES
from graph.web.measured import NODE_MEASURES
from graph.web.openapi.parts import Parameter
from graph.web.openapi.schemas import TEXT, WHOLE, Schema, one_of, or_blank

__all__ = ["options_of"]

_FLAG = one_of("true", "false")
_OPTIONS: Mapping[str, tuple[str, Schema]] = MappingProxyType(
    {
        "seed": ("Seed of random choices.", WHOLE),
        "sample": ("Number of sampled source nodes; 0: exact where affordable.", WHOLE),
        "group": ("The grouping of nodes: type, or the name of a group.", TEXT),
        "is_weighted": ("Whether merged ties count with their summed weights.", _FLAG),
        "is_directed": ("Whether paths follow the direction of ties.", _FLAG),
        "to": ("A node type, as IRI, prefix:name or local name.", TEXT),
        "node": ("A node, as IRI, prefix:name or local name.", TEXT),
        "by": ("The measure of nodes that ranks them.", one_of(*NODE_MEASURES)),
        "replicas": ("Number of random graphs or random orders to compare with.", WHOLE),
        "error": (
            "Bound on the error of an estimate; 0 leaves it to the sample.",
            {"type": "number", "minimum": 0},
        ),
    }
)


def options_of(measures: Iterable[str]) -> tuple[Parameter, ...]:
    """The options that any of these measures takes."""
    taken = {option for name in measures for option in MEASURES[name].options}
    return tuple(
        Parameter(name, meaning, or_blank(schema))
        for name, (meaning, schema) in _OPTIONS.items()
        if name in taken
    )

"""The negative cases of ``broken.ttl``, with what every situation needs filled in."""

from pathlib import Path
from typing import NamedTuple

from rdflib import RDFS, XSD, Graph, Literal, Namespace, Node, URIRef

__all__ = ["Case", "cases", "filled"]

_FILE = Path(__file__).with_name("broken.ttl")
_SCHEME = "https://w3id.org/maillage/scheme"
_SDMX = "http://purl.org/linked-data/sdmx/2009"

BASIS = Namespace(f"{_SCHEME}/basis/")
EX = Namespace("https://example.org/")
MLG = Namespace("https://w3id.org/maillage/ontology#")
PRECISION = Namespace(f"{_SCHEME}/precision/")
PROV = Namespace("http://www.w3.org/ns/prov#")
QB = Namespace("http://purl.org/linked-data/cube#")
SDMX_ATTRIBUTE = Namespace(f"{_SDMX}/attribute#")
SDMX_CODE = Namespace(f"{_SDMX}/code#")
SDMX_DIMENSION = Namespace(f"{_SDMX}/dimension#")
T = Namespace("https://example.org/test#")


class Case(NamedTuple):
    """A node that breaks one shape.

    Attributes:
        node: the IRI of the node at fault.
        shape: the local name of the node shape.
        path: the property that the finding must name; empty where the rule is about the node.
    """

    node: str
    shape: str
    path: str


def cases() -> tuple[Case, ...]:
    """All negative cases, by the IRI of the node at fault."""
    broken = Graph().parse(_FILE)
    return tuple(
        Case(str(node), *f"{expected} ".split(" ")[:2])
        for node, expected in sorted(broken.subject_objects(T.breaks))
    )


def filled() -> Graph:
    """The data of all cases."""
    broken = Graph().parse(_FILE)
    for node, status in list(broken.subject_objects(T["as"])):
        _add(broken, node, _situation(status))
    for node in list(broken.subjects(T.observation, T.plain)):
        _add(broken, node, _observation())
    return broken


def _add(graph: Graph, node: Node, properties: dict[URIRef, Node]) -> None:
    for path, value in properties.items():
        graph.add((node, path, value))


def _situation(status: Node) -> dict[URIRef, Node]:
    return {
        MLG.epistemicStatus: status,
        MLG.boundsBasis: BASIS.unknown,
        PROV.wasDerivedFrom: EX.source,
        RDFS.label: Literal("it", "en"),
    }


def _observation() -> dict[URIRef, Node]:
    return {
        QB.dataSet: EX.data,
        MLG.obsValue: Literal(1),
        MLG.precision: PRECISION.exact,
        SDMX_DIMENSION.refPeriod: Literal("2018", datatype=XSD.gYear),
        SDMX_ATTRIBUTE.obsStatus: SDMX_CODE["obsStatus-A"],
    }

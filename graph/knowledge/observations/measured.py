"""A result with all that it was found from, and its numbers in columns under the names they are known by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf
from urllib.parse import quote

from graph.network import MEASURES, Network, Result
from graph.network.measures.result import Number
from graph.terms import BASE, XSD, BlankNode, Iri, Literal, is_iri

__all__ = ["Column", "Finding", "columns_of", "measure_iri", "number", "resource"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A result and where it came from.

    Attributes:
        name: of the network: ``partnerships``; of a query without a name, one made of its hash.
        text: the query behind it, its parameters in place.
        network: what was measured.
        result: the numbers and their method.
        ended: when they were there.
        choice: which part of the network was taken, as arguments of an address.
    """

    name: str
    text: str
    network: Network
    result: Result
    ended: datetime
    choice: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """Numbers of one kind.

    Attributes:
        measure: the property that relates what is measured to its number.
        label: its name.
        values: what is measured, by id → its number; of a whole network, the network's name → number.
        is_main: whether it is what the measure scores, not a part of that.
        is_of_nodes: whether nodes are measured, or the network.
    """

    measure: Iri
    label: str
    values: Mapping[str, Number]
    is_main: bool = False
    is_of_nodes: bool = True


def columns_of(result: Result, network: str) -> tuple[Column, ...]:
    """The numbers of a result: of nodes with their parts, and of the whole network.

    What a measure says of ties, years or groups is left out: these have no name that data could share.
    """
    return tuple(_columns(result, network))


def _columns(result: Result, network: str) -> Iterator[Column]:
    described = MEASURES[result.measure]
    if described.scope == "node":
        yield Column(measure_iri(result.measure), described.label, dict(result.scores), is_main=True)
        for part, values in result.parts.items():
            yield Column(measure_iri(result.measure, part), f"{described.label}, {part}", values)
    for name, value in result.summary.items():
        iri, label = measure_iri(result.measure, name), f"{described.label}, {name}"
        yield Column(iri, label, {network: value}, is_of_nodes=False)


def measure_iri(name: str, part: str = "") -> Iri:
    """The property of a measure, or of a number that comes with it.

    >>> measure_iri("degree", "mean neighbours").value
    'https://w3id.org/maillage/measure/degree/mean-neighbours'
    """
    tail = f"/{quote(part.replace(' ', '-'), safe='')}" if part else ""
    return Iri(f"{BASE}measure/{name}{tail}")


def number(value: Number) -> Literal:
    """A whole number as xsd:integer, another as xsd:double.

    >>> number(3).value, number(0.5).value, number(float("inf")).value
    ('3', '0.5', 'INF')
    """
    if isinstance(value, int):
        return Literal(str(value), f"{XSD}integer")
    endless = {inf: "INF", -inf: "-INF"}
    return Literal(endless.get(value, "NaN" if value != value else repr(value)), f"{XSD}double")  # noqa: PLR0124 - NaN is what is not itself


def resource(name: str) -> Iri | BlankNode:
    """The node of that id."""
    return Iri(name) if is_iri(name) else BlankNode(name.removeprefix("_:"))

"""Measures on a page or in a file: options from the address, scores under names, the method in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import NetworkError, ParameterError, UnknownName
from graph.network import MEASURES, Measure, Network, Result, measure
from graph.network.measures.given import read_options
from graph.terms import Iri, is_iri
from graph.web.display import Cell, cell

__all__ = [
    "NODE_MEASURES",
    "Measured",
    "end",
    "given_options",
    "is_too_large",
    "measured",
    "node_measure",
    "number_text",
    "taken",
    "too_large",
]

NODE_MEASURES = tuple(name for name, each in MEASURES.items() if each.scope == "node")
"""Names of the measures that give each node a number."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure on one network, or the reason why there are no numbers.

    Attributes:
        measure: what was computed.
        result: its numbers and method; None where there are none.
        problem: why not; empty where there are.
        columns: names of what a score is made of.
        rows: node or tie, type, value and parts, at most as many as asked for.
    """

    measure: Measure
    result: Result | None
    problem: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, str, str, tuple[str, ...]], ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether scores are left out here."""
        return self.result is not None and len(self.rows) < len(self.result.scores)


def measured(
    network: Network, name: str, options: Mapping[str, Any], *, row_limit: int, edge_limit: int
) -> Measured:
    """A measure for a page; a measure that has no meaning here says why.

    Raises:
        UnknownName: there is no such measure.
    """
    if name not in MEASURES:
        raise UnknownName("measure", name, MEASURES)
    described = MEASURES[name]
    if is_too_large(network, edge_limit):
        return Measured(described, None, too_large(network, edge_limit))
    try:
        result = measure(network, name, **taken(name, options))
    except (NetworkError, ParameterError) as error:
        return Measured(described, None, str(error))
    columns = tuple(result.parts)
    rows = tuple(_row(network, result, *score) for score in result.scores[:row_limit])
    return Measured(described, result, columns=columns, rows=rows)


def taken(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the options that a measure takes."""
    return {key: value for key, value in options.items() if key in MEASURES[name].options}


def given_options(arguments: Mapping[str, str]) -> dict[str, Any]:
    """The options of measures among the arguments of an address.

    Raises:
        ParameterError: a value is not of its type.
        UnknownName: ``by`` names no measure of nodes.
    """
    if by := arguments.get("by"):
        node_measure(by)
    return read_options(arguments)


def node_measure(name: str) -> str:
    """The name, which is that of a measure of nodes.

    Raises:
        UnknownName: it is not; the message names the nearest.
    """
    if name not in NODE_MEASURES:
        raise UnknownName("measure of nodes", name, NODE_MEASURES)
    return name


def is_too_large(network: Network, edge_limit: int) -> bool:
    """Whether the network has more ties than the service measures and draws."""
    return network.number_of_edges() > edge_limit


def number_text(value: float) -> str:
    """A score as people read it: whole numbers whole, others with three digits.

    >>> number_text(3), number_text(0.41666), number_text(0.0)
    ('3', '0.417', '0')
    """
    return str(int(value)) if value == int(value) else f"{value:.3f}"


def end(network: Network, name: str) -> Cell:
    """A node by its label, leading to its page."""
    shown = cell(Iri(name), {}) if is_iri(name) else Cell(name)
    return Cell(network.by_id[name].label, shown.href, shown.title)


def _row(network: Network, result: Result, name: str, value: float) -> tuple[Cell, str, str, tuple[str, ...]]:
    parts = tuple(number_text(part[name]) if name in part else "" for part in result.parts.values())
    if MEASURES[result.measure].scope == "node":
        return end(network, name), network.by_id[name].type_label, number_text(value), parts
    if MEASURES[result.measure].scope != "edge":
        return Cell(name), "", number_text(value), parts
    tie = next(edge for edge in network.edges if edge.id == name)
    ends = f"{network.by_id[tie.source].label} – {network.by_id[tie.target].label}"
    return Cell(ends), tie.relation_label, number_text(value), parts


def too_large(network: Network, edge_limit: int) -> str:
    """What to say of a network that is too large."""
    return (
        f"The network has {network.number_of_edges()} ties; measures and pictures take {edge_limit} "
        "(network_edge_limit). Narrow it by type, relation, status, day or focus."
    )

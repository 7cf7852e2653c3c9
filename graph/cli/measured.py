"""Measures of a network as tables for a terminal, each with its method."""

from collections.abc import Sequence

from graph.cli.show import grid
from graph.network import MEASURES, Network, Result, measure
from graph.terms import shorten

__all__ = ["show_measures"]


def show_measures(network: Network, names: Sequence[str], *, top: int) -> None:
    """A table a measure: the highest nodes or ties first, then the method in a sentence."""
    for name in names:
        result = measure(network, name)
        head = f"{MEASURES[name].label}: {MEASURES[name].counts}"
        whole = [f"{key} {number(value)}." for key, value in result.summary.items() if result.scores]
        caption = "\n".join([*whole, result.method.sentence(), *result.method.warnings])
        columns = (MEASURES[name].scope, "type", "value", *result.parts)
        grid(columns, _rows(network, result, top), title=head, caption=caption)


def _rows(network: Network, result: Result, top: int) -> list[list[str]]:
    if not result.scores:
        return [[name, "", number(value)] for name, value in result.summary.items()]
    return [_row(network, result, name, value) for name, value in result.scores[:top]]


def _row(network: Network, result: Result, name: str, value: float) -> list[str]:
    node = network.by_id.get(name)
    parts = [number(scores.get(name, 0)) for scores in result.parts.values()]
    if node is not None:
        return [f"{node.label} ({shorten(node.id)})", node.type_label, number(value), *parts]
    edge = next((edge for edge in network.edges if edge.id == name), None)
    if edge is None:
        return [name, "", number(value), *parts]
    ends = " – ".join(network.by_id[end].label for end in (edge.source, edge.target))
    return [ends, edge.relation_label, number(value), *parts]


def number(value: float) -> str:
    """A score as people read it: whole numbers whole, others with four digits."""
    return str(int(value)) if value == int(value) else f"{value:.4f}"

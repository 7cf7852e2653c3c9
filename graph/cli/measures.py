"""Measures of a network on the screen: who ranks where, and by what method."""

from collections.abc import Iterable, Sequence

from graph.cli.tables import Cell, counted, show_table, told
from graph.errors import UnknownName
from graph.network import MEASURES, Network, Result, measure
from graph.terms import local_name, shorten

__all__ = ["DEFAULT_MEASURES", "show_measures"]

DEFAULT_MEASURES = ("betweenness", "degree")
_TOP = 20


def show_measures(network: Network, names: Iterable[str], *, top: int = _TOP) -> None:
    """Print nodes by the first measure of nodes, other measures apart, and the method of each.

    Raises:
        UnknownName: there is no such measure.
        NetworkError: a measure has no meaning on this network.
    """
    results = [measure(network, _known(name)) for name in dict.fromkeys(names) or DEFAULT_MEASURES]
    on_nodes = [each for each in results if MEASURES[each.measure].scope == "node"]
    if on_nodes and network.nodes:
        _show_nodes(network, on_nodes, top)
    for result in results:
        if MEASURES[result.measure].scope == "edge":
            _show_edges(network, result, top)
        if result.summary:
            _show_summary(result)
    for result in results:
        told(result.method.sentence())
    for warning in dict.fromkeys(warning for result in results for warning in result.method.warnings):
        told(warning)


def _known(name: str) -> str:
    if name not in MEASURES:
        raise UnknownName("measure", name, MEASURES)
    return name


def _show_nodes(network: Network, results: Sequence[Result], top: int) -> None:
    columns = ("", "node", "type", *(result.measure for result in results))
    scores = [dict(result.scores) for result in results]
    ranked = [name for name, _ in results[0].scores]
    ranked += sorted(network.by_id.keys() - set(ranked))
    rows = []
    for rank, name in enumerate(ranked[:top], 1):
        node = network.by_id[name]
        numbers = (Cell(_shown(each.get(name)), is_number=True) for each in scores)
        rows.append(
            (
                Cell(str(rank), is_number=True),
                Cell(node.label, shorten(node.id)),
                Cell(node.type_label),
                *numbers,
            )
        )
    show_table(columns, rows)
    _say_rest(len(ranked), top, "node")


def _show_edges(network: Network, result: Result, top: int) -> None:
    ties = {edge.id: edge for edge in network.edges}
    rows = []
    for name, score in result.scores[:top]:
        tie = ties[name]
        ends = (network.by_id[end] for end in (tie.source, tie.target))
        rows.append(
            (
                *(Cell(end.label, shorten(end.id)) for end in ends),
                Cell(tie.relation_label or local_name(tie.relation)),
                Cell(_shown(score), is_number=True),
            )
        )
    show_table(("source", "target", "relation", result.measure), rows)
    _say_rest(len(result.scores), top, "tie")


def _show_summary(result: Result) -> None:
    numbers = ", ".join(f"{name} {_shown(value)}" for name, value in result.summary.items())
    told(f"{result.measure}: {numbers}")


def _say_rest(many: int, top: int, noun: str) -> None:
    if many > top:
        told(f"The first {top} of {counted(many, noun)}; maillage network --top shows more.")


def _shown(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.4g}"

"""Measures of a network on the screen: who ranks where, and by what method."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.cli.tables import Cell, counted, show_table, told
from graph.errors import NetworkError, ParameterError, UnknownName
from graph.network import MEASURES, Network, Result, measure
from graph.terms import local_name, shorten

__all__ = ["DEFAULT_MEASURES", "TOP", "results_of", "show_measures", "show_results"]

DEFAULT_MEASURES = ("betweenness", "degree")
TOP = 20


def show_measures(network: Network, names: Iterable[str], options: Mapping[str, Any], *, top: int) -> None:
    """Print nodes by the first measure of nodes, other measures apart, and the method of each.

    Args:
        network: what is measured.
        names: measures, the one to rank by first.
        options: options of measures; each goes to the measures that take it.
        top: how many rows to print.

    Raises:
        UnknownName, ParameterError, NetworkError: as for `results_of`.
    """
    show_results(network, list(results_of(network, names, options)), top=top)


def results_of(network: Network, names: Iterable[str], options: Mapping[str, Any]) -> Iterator[Result]:
    """The results of those measures that have a meaning here; what is wrong with the others is said.

    Raises:
        UnknownName: there is no such measure.
        ParameterError: no measure takes an option, or not that value.
        NetworkError: none of the measures has a meaning on this network.
    """
    return _results(network, _known(names), options)


def show_results(network: Network, results: Sequence[Result], *, top: int) -> None:
    """Print results of measures of a network; see `show_measures`."""
    on_nodes = [each for each in results if MEASURES[each.measure].scope == "node"]
    if on_nodes and network.nodes:
        _show_nodes(network, on_nodes, top)
    for result in results:
        if MEASURES[result.measure].scope == "edge":
            _show_edges(network, result, top)
        elif MEASURES[result.measure].scope not in {"node", "graph"}:
            _show_others(result, top)
        if result.summary:
            _say_summary(result)
    for line in dict.fromkeys(line for each in results for line in _method(each)):
        told(line)
    told(", ".join(f"{each.measure} took {each.method.elapsed_ms:.0f} ms" for each in results) + ".")


def _known(names: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(names))
    for name in found:
        if name not in MEASURES:
            raise UnknownName("measure", name, MEASURES)
    return found


def _results(network: Network, names: Sequence[str], options: Mapping[str, Any]) -> Iterator[Result]:
    for option in options:
        if not any(option in MEASURES[name].options for name in names):
            raise ParameterError(f"The option {option} is not for {' or '.join(names)}.")
    problems = []
    for name in names:
        taken = {key: value for key, value in options.items() if key in MEASURES[name].options}
        try:
            yield measure(network, name, **taken)
        except NetworkError as error:
            problems.append(error)
            told(f"{name}: {error}")
    if problems and len(problems) == len(names):
        raise problems[0]


def _method(result: Result) -> tuple[str, ...]:
    return (result.method.sentence(), *result.method.warnings)


def _show_nodes(network: Network, results: Sequence[Result], top: int) -> None:
    scores = {each.measure: dict(each.scores) for each in results}
    for each in results:
        scores |= {part: dict(values) for part, values in each.parts.items()}
    ranked = [name for name, _ in results[0].scores]
    ranked += sorted(network.by_id.keys() - set(ranked))
    rows = []
    for rank, name in enumerate(ranked[:top], 1):
        node = network.by_id[name]
        numbers = (_number(values.get(name)) for values in scores.values())
        rows.append((_number(rank), Cell(node.label, shorten(node.id)), Cell(node.type_label), *numbers))
    show_table(("", "node", "type", *scores), rows)
    _say_rest(len(ranked), top, "node")


def _show_edges(network: Network, result: Result, top: int) -> None:
    ties = {edge.id: edge for edge in network.edges}
    rows = []
    for name, score in result.scores[:top]:
        tie = ties[name]
        ends = (network.by_id[end] for end in (tie.source, tie.target))
        relation = tie.relation_label or local_name(tie.relation)
        rows.append((*(Cell(end.label, shorten(end.id)) for end in ends), Cell(relation), _number(score)))
    show_table(("source", "target", "relation", result.measure), rows)
    _say_rest(len(result.scores), top, "tie")


def _show_others(result: Result, top: int) -> None:
    """What a measure says of years, groups, degrees and so on."""
    scope = MEASURES[result.measure].scope
    rows = [
        (Cell(name), _number(score), *(_number(values.get(name)) for values in result.parts.values()))
        for name, score in result.scores[:top]
    ]
    show_table((scope, result.measure, *result.parts), rows)
    _say_rest(len(result.scores), top, scope)


def _say_summary(result: Result) -> None:
    numbers = ", ".join(f"{name} {_shown(value)}" for name, value in result.summary.items())
    told(f"{result.measure}: {numbers}")


def _say_rest(many: int, top: int, noun: str) -> None:
    if many > top:
        told(f"The first {top} of {counted(many, noun)}; maillage network --top shows more.")


def _number(value: float | None) -> Cell:
    return Cell("" if value is None else _shown(value), is_number=True)


def _shown(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.4g}"

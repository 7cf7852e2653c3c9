"""Functions under NetworkX's names, and what each of them leaves to NetworkX."""

from collections.abc import Callable, Mapping
from inspect import Signature, signature
from typing import Any, TypeVar

import networkx as nx

from graph.network.backend.graphs import arrays_of

__all__ = [
    "FUNCTIONS",
    "can_run",
    "dispatched",
    "linked",
    "loopless",
    "of_size",
    "only",
    "simple",
    "undirected",
    "whole_vector",
]

Refusal = Callable[[Any, Mapping[str, Any]], str]
"""Of a graph and arguments: why the function does not take them, or nothing."""

FUNCTIONS: dict[str, Callable[..., Any]] = {}
"""Name in NetworkX's dispatch → function."""

_REFUSALS: dict[str, tuple[Signature, tuple[Refusal, ...]]] = {}
_LENGTHS = ("weight", "distance")
Function = TypeVar("Function", bound=Callable[..., Any])


def dispatched(*refusals: Refusal, name: str = "") -> Callable[[Function], Function]:
    """Make a function the backend's under its own name, or another one."""

    def register(function: Function) -> Function:
        key = name or function.__name__
        FUNCTIONS[key] = function
        _REFUSALS[key] = (signature(function), refusals)
        return function

    return register


def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
    """True, or why a call is left to NetworkX."""
    if name not in _REFUSALS:
        return f"Maillage has no {name}"
    form, refusals = _REFUSALS[name]
    try:
        bound = form.bind(*args, **kwargs)
    except TypeError:
        return True
    bound.apply_defaults()
    graph = next(iter(bound.arguments.values()))
    if any(callable(bound.arguments.get(length)) for length in _LENGTHS):
        return "the weight is a function, and arrays hold numbers"
    reasons = (refusal(graph, bound.arguments) for refusal in refusals)
    return next(filter(None, reasons), True)


def only(**values: Any) -> Refusal:
    """Other values of these arguments are left to NetworkX."""

    def refusal(_: Any, arguments: Mapping[str, Any]) -> str:
        other = [name for name, value in values.items() if arguments[name] is not value]
        return f"{other[0]} is other than {values[other[0]]!r}" if other else ""

    return refusal


def undirected(graph: Any, _: Mapping[str, Any]) -> str:
    """Directed graphs are left to NetworkX."""
    return "the graph is directed" if graph.is_directed() else ""


def simple(graph: Any, _: Mapping[str, Any]) -> str:
    """Multigraphs are left to NetworkX."""
    return "the graph is a multigraph" if graph.is_multigraph() else ""


def loopless(graph: Any, _: Mapping[str, Any]) -> str:
    """Graphs with an edge from a node to itself are left to NetworkX."""
    if isinstance(graph, nx.Graph):
        has_loops = any(node in neighbours for node, neighbours in graph.adj.items())
    else:
        has_loops = arrays_of(graph).loops > 0
    return "the graph has loops" if has_loops else ""


def linked(graph: Any, _: Mapping[str, Any]) -> str:
    """Nodes without any edge between them are left to NetworkX."""
    if isinstance(graph, nx.Graph):
        has_edges = any(graph.adj.values())
    else:
        has_edges = len(arrays_of(graph).adjacency.source) > 0
    return "" if has_edges or not len(graph) else "the graph has no edges"


def of_size(least: int, most: int | None = None) -> Refusal:
    """Graphs of fewer nodes, but not of none, or of more are left to NetworkX."""

    def refusal(graph: Any, _: Mapping[str, Any]) -> str:
        if 0 < len(graph) < least:
            return f"the graph has fewer than {least} nodes"
        return f"the graph has more than {most:,} nodes" if most is not None and len(graph) > most else ""

    return refusal


def whole_vector(name: str) -> Refusal:
    """An argument that has no number for some node, or one for what is none, is left to NetworkX."""

    def refusal(graph: Any, arguments: Mapping[str, Any]) -> str:
        labels = graph if isinstance(graph, nx.Graph) else arrays_of(graph).labels
        given = arguments[name]
        is_whole = given is None or set(given) == set(labels)
        return "" if is_whole else f"{name} has not a number for each node"

    return refusal

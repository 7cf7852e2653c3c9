"""Graphs as the backend takes them: a network, or a graph of NetworkX turned into arrays."""

import logging
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any

import networkx as nx
import numpy as np

from graph.network.adjacency import Adjacency, Matrix
from graph.network.backend.declined import LeftToNetworkX
from graph.network.columns import Floats, Ints
from graph.network.network import Network
from graph.network.rows import node_attributes
from graph.networkx_info import NAME

__all__ = ["ArrayGraph", "arrays_of", "convert_from_nx", "convert_to_nx", "lengths"]

_log = logging.getLogger("maillage.networkx")


@dataclass(frozen=True, eq=False)
class ArrayGraph:
    """A graph in arrays, with the labels that people know its nodes by.

    Attributes:
        labels: of the nodes, in NetworkX's order.
        adjacency: the edges, in NetworkX's order.
        has_parallel_edges: whether it is a multigraph.
        whole: names of weights that are whole numbers.
        original: what it was made of.
        values: attribute of nodes → the value of each, None where it has none, and whether each has one.
    """

    labels: Sequence[Any]
    adjacency: Adjacency
    has_parallel_edges: bool
    whole: frozenset[str] = frozenset()
    original: Any = None
    values: Mapping[str, tuple[Sequence[Any], bool]] = field(default_factory=lambda: MappingProxyType({}))

    __networkx_backend__ = NAME

    def is_directed(self) -> bool:
        """Whether edges have a direction."""
        return self.adjacency.is_directed

    def is_multigraph(self) -> bool:
        """Whether two nodes may have several edges."""
        return self.has_parallel_edges

    def __len__(self) -> int:
        return self.adjacency.count

    @cached_property
    def places(self) -> Mapping[Hashable, int]:
        """Label → place."""
        return {label: at for at, label in enumerate(self.labels)}

    def holds(self, node: Any) -> bool:
        """Whether this is one of its nodes; what can't be one is none."""
        try:
            return node in self.places
        except TypeError:
            return False

    def place(self, node: Any) -> int:
        """Where a node stands.

        Raises:
            NodeNotFound: it is none of them.
        """
        if not self.holds(node):
            raise nx.NodeNotFound(f"Node {node} is not in the graph")
        return self.places[node]

    def labelled(self, places: Ints) -> list[Any]:
        """The labels of the nodes at these places."""
        labels = self.labels
        return [labels[at] for at in places.tolist()]

    def named(self, values: Any) -> dict[Any, Any]:
        """Label → number, of an array with a number for each node."""
        return dict(zip(self.labels, values.tolist(), strict=True))

    def attribute(self, name: str) -> tuple[Sequence[Any], bool]:
        """What each node has of an attribute, None where it has none; and whether each has it.

        Raises:
            LeftToNetworkX: it was not asked for when the graph was read.
        """
        if isinstance(self.original, Network):
            known = [node_attributes(node).get(name) for node in self.original.nodes]
            return known, None not in known
        if name not in self.values:
            raise LeftToNetworkX(f"the attribute {name!r} was not read")
        return self.values[name]

    def weight(self, name: str | None) -> str | None:
        """The name of a weight that the edges have; None where each counts 1."""
        return name if name in self.adjacency.weights else None

    @cached_property
    def loops(self) -> int:
        """How many edges go from a node to itself."""
        return int(np.count_nonzero(self.adjacency.source == self.adjacency.target))

    def networkx(self) -> Any:
        """The same as a graph of NetworkX."""
        return convert_to_nx(self)


def arrays_of(graph: "Network | ArrayGraph") -> ArrayGraph:
    """A graph that the backend was given, in arrays."""
    if isinstance(graph, ArrayGraph):
        return graph
    adjacency = graph.adjacency
    found: ArrayGraph = adjacency.kept(
        "arrays", lambda: ArrayGraph(graph.ids, adjacency, graph.is_multigraph(), original=graph)
    )
    return found


def lengths(graph: ArrayGraph, weight: str | None, *, is_reversed: bool = False) -> Matrix:
    """How long the shortest edge from a node to a neighbour is; 1 each where there is no such weight.

    Args:
        graph: whose edges have the weight.
        weight: its name.
        is_reversed: whether a row holds those who point to a node, and not those it points to.

    Raises:
        LeftToNetworkX: a length is not a positive number.
    """
    known = graph.weight(weight)
    if known is None:
        return graph.adjacency.reverse if is_reversed else graph.adjacency.pairs
    values = graph.adjacency.weights[known]
    if not (values > 0).all() or not np.isfinite(values).all():
        raise LeftToNetworkX("a length is not a positive number")
    found = graph.adjacency.lightest(known)
    return found.T.tocsr() if is_reversed and graph.is_directed() else found


def convert_from_nx(
    graph: Any,
    *,
    edge_attrs: Mapping[str, Any] | None = None,
    node_attrs: Mapping[str, Any] | None = None,
    preserve_edge_attrs: bool = False,
    **_: Any,
) -> "ArrayGraph | Network":
    """A graph of NetworkX in arrays, with the weights that are asked for.

    Raises:
        LeftToNetworkX: a weight is no number.
    """
    if isinstance(graph, Network | ArrayGraph):
        return graph
    labels = list(graph)
    place = {label: at for at, label in enumerate(labels)}
    adjacency = graph.adj
    is_multigraph, is_directed = graph.is_multigraph(), graph.is_directed()
    degree = [_ends(neighbours, is_multigraph=is_multigraph) for neighbours in adjacency.values()]
    source = np.repeat(np.arange(len(labels), dtype=np.int32), degree)
    target = np.fromiter(_targets(adjacency, place, is_multigraph=is_multigraph), np.int32, len(source))
    is_first = np.ones(len(source), np.bool_) if is_directed else source <= target
    asked = {} if preserve_edge_attrs else dict(edge_attrs or {})
    read = {name: _weights(adjacency, name, other, is_multigraph) for name, other in asked.items()}
    weights = {name: values[is_first] for name, (values, _) in read.items()}
    return ArrayGraph(
        labels,
        Adjacency(len(labels), source[is_first], target[is_first], is_directed, MappingProxyType(weights)),
        is_multigraph,
        frozenset(name for name, (_, is_whole) in read.items() if is_whole),
        graph,
        MappingProxyType({name: _values(graph, name) for name in node_attrs or ()}),
    )


def convert_to_nx(graph: Any, *, name: str | None = None) -> Any:
    """The same as a graph of NetworkX; what is no graph of ours is given back."""
    if isinstance(graph, ArrayGraph):
        return convert_to_nx(graph.original)
    if isinstance(graph, Network):
        _log.info("%s is done by NetworkX: %r becomes a graph of NetworkX for it", name or "This", graph)
        return graph.to_networkx()
    return graph


def _values(graph: Any, name: str) -> tuple[Sequence[Any], bool]:
    """What each node has of an attribute, and whether each has it."""
    values = [data.get(name) for _, data in graph.nodes(data=True)]
    if not all(isinstance(value, Hashable) for value in values):
        raise LeftToNetworkX(f"the attribute {name!r} is not always hashable")
    return values, all(name in data for _, data in graph.nodes(data=True))


def _ends(neighbours: Mapping[Any, Any], *, is_multigraph: bool) -> int:
    return sum(map(len, neighbours.values())) if is_multigraph else len(neighbours)


def _targets(adjacency: Any, place: Mapping[Any, int], *, is_multigraph: bool) -> Iterable[int]:
    if not is_multigraph:
        return map(place.__getitem__, chain.from_iterable(adjacency.values()))
    return (
        place[label]
        for neighbours in adjacency.values()
        for label, edges in neighbours.items()
        for _ in range(len(edges))
    )


def _weights(adjacency: Any, name: str, other: Any, is_multigraph: bool) -> tuple[Floats, bool]:
    """The weight of each edge of each node, and whether all are whole numbers that floats hold exactly."""
    data = chain.from_iterable(neighbours.values() for neighbours in adjacency.values())
    if is_multigraph:
        data = chain.from_iterable(edges.values() for edges in data)
    values = [each.get(name, other) for each in data]
    kinds = set(map(type, values))
    if not all(issubclass(kind, int | float | np.number) for kind in kinds):
        raise LeftToNetworkX(f"the weight {name!r} is not always a number")
    found = np.array(values, np.float64)
    is_whole = all(issubclass(kind, int | np.integer) for kind in kinds)
    if is_whole and len(found) and np.abs(found).max() > 1 << 53:
        raise LeftToNetworkX(f"the weight {name!r} is too large to be exact")
    return found, is_whole

"""Kernels of rustworkx, which only this file imports: exact betweenness, cut points and bridges.

They run in one thread, so that sums are taken in one order.
"""

from itertools import chain
from typing import Any

import numpy as np
import rustworkx as rx

from graph.network.adjacency import Adjacency
from graph.network.columns import Floats, Ints

__all__ = ["articulation_points", "betweenness", "blocks_at", "bridges", "edge_betweenness"]

_ONE_THREAD = 1 << 62


def betweenness(adjacency: Adjacency, *, with_ends: bool = False) -> Floats:
    """For each node the shares of shortest paths between ordered pairs of others that pass it, summed.

    Of an undirected graph each pair counts once.
    """
    graph = _graph(adjacency)
    found = rx.betweenness_centrality(
        graph, normalized=False, endpoints=with_ends, parallel_threshold=_ONE_THREAD
    )
    return np.array([found[at] for at in range(adjacency.count)], np.float64)


def edge_betweenness(adjacency: Adjacency) -> tuple[Ints, Ints, Floats]:
    """The pairs of neighbours, each once, and the same sums of paths that pass their edge."""
    graph = _graph(adjacency)
    found = rx.edge_betweenness_centrality(graph, normalized=False, parallel_threshold=_ONE_THREAD)
    source, target = _pairs(adjacency)
    return source, target, np.array([found[at] for at in range(len(source))], np.float64)


def articulation_points(adjacency: Adjacency) -> Ints:
    """The nodes without which there are more parts, sorted (Tarjan 1972)."""
    found = rx.articulation_points(_graph(adjacency.undirected))
    return np.sort(np.fromiter(found, np.int64, len(found)))


def blocks_at(adjacency: Adjacency) -> Ints:
    """In how many biconnected blocks each node is (Hopcroft & Tarjan 1973)."""
    found = rx.biconnected_components(_graph(adjacency.undirected))
    ends = np.fromiter(chain.from_iterable(found), np.int64, 2 * len(found))
    block = np.repeat(np.fromiter(found.values(), np.int64, len(found)), 2)
    held = np.unique(block * adjacency.count + ends) % max(adjacency.count, 1)
    return np.bincount(held, minlength=adjacency.count)


def bridges(adjacency: Adjacency) -> Ints:
    """The pairs of neighbours without whose edges there are more parts, a row each, sorted."""
    found = rx.bridges(_graph(adjacency.undirected))
    pairs = np.fromiter(chain.from_iterable(found), np.int64, 2 * len(found)).reshape(-1, 2)
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    order = np.argsort(low * max(adjacency.count, 1) + high)
    return np.column_stack([low[order], high[order]])


def _graph(adjacency: Adjacency) -> Any:
    """The simple graph without loops, as rustworkx has it; its edges are in the order of `_pairs`."""
    return adjacency.kept("rustworkx", lambda: _built(adjacency))


def _built(adjacency: Adjacency) -> Any:
    graph: Any = rx.PyDiGraph() if adjacency.is_directed else rx.PyGraph()
    graph.add_nodes_from(range(adjacency.count))
    source, target = _pairs(adjacency)
    graph.add_edges_from_no_data(list(zip(source.tolist(), target.tolist(), strict=True)))
    return graph


def _pairs(adjacency: Adjacency) -> tuple[Ints, Ints]:
    matrix = adjacency.proper
    source = np.repeat(np.arange(adjacency.count), np.diff(matrix.indptr))
    target = matrix.indices
    if adjacency.is_directed:
        return source, target
    return source[source < target], target[source < target]

"""Simple graphs for measures that have no meaning on parallel ties, with the merge rule said.

A pair of nodes has one edge where it has at least one tie. Loops are dropped. ``weight`` is the sum of
the merged ties' weights (a strength), ``ties`` their number.
"""

from typing import Any

import networkx as nx

from graph.network.network import Network

__all__ = ["simple_graph"]


def simple_graph(network: Network, *, is_directed: bool = False) -> Any:
    """An `nx.DiGraph` (directed) or `nx.Graph` with the network's nodes and one edge a tied pair.

    A tie of an undirected network is read both ways where a directed graph is asked for.
    """
    merged: Any = nx.DiGraph() if is_directed else nx.Graph()
    merged.add_nodes_from(node.id for node in network.nodes)
    for edge in network.edges:
        if not edge.is_loop:
            _add(merged, edge.source, edge.target, edge.weight)
            if is_directed and not network.is_directed():
                _add(merged, edge.target, edge.source, edge.weight)
    return merged


def _add(merged: Any, source: str, target: str, weight: float) -> None:
    if merged.has_edge(source, target):
        merged[source][target]["weight"] += weight
        merged[source][target]["ties"] += 1
    else:
        merged.add_edge(source, target, weight=weight, ties=1)

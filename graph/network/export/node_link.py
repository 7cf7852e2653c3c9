"""Node-link JSON, as `networkx.node_link_graph` reads it."""

import json
from typing import Any

from graph.network.export.kinds import edge_values, metadata, node_values
from graph.network.network import Network
from graph.network.rows import Edge

__all__ = ["node_link", "write_node_link"]


def write_node_link(network: Network) -> bytes:
    """The network as node-link JSON."""
    return (json.dumps(node_link(network), ensure_ascii=False, indent=1) + "\n").encode(errors="replace")


def node_link(network: Network) -> dict[str, Any]:
    """The network as the object that is written; what is unknown is left out."""
    return {
        "directed": network.is_directed(),
        "multigraph": True,
        "graph": metadata(network),
        "nodes": [{"id": node.id, **node_values(node)} for node in network.nodes],
        "edges": [_edge(edge) for edge in network.edges],
    }


def _edge(edge: Edge) -> dict[str, Any]:
    ends = {"source": edge.source, "target": edge.target, "key": edge.id}
    lists = {"evidence": list(edge.evidence), "graphs": list(edge.graphs)}
    return ends | edge_values(edge) | {name: values for name, values in lists.items() if values}

"""Node-link JSON, as `nx.node_link_graph(data, edges="links")` and most JavaScript tools read it."""

import json
from datetime import date
from typing import Any

from graph.network.export.kinds import metadata
from graph.network.network import Edge, Network, Node

__all__ = ["node_link", "write_node_link"]


def write_node_link(network: Network) -> bytes:
    """The network as node-link JSON."""
    return (json.dumps(node_link(network), ensure_ascii=False, indent=1) + "\n").encode()


def node_link(network: Network) -> dict[str, Any]:
    """The network as the object that is written; what is unknown is left out."""
    return {
        "directed": network.is_directed,
        "multigraph": True,
        "graph": metadata(network),
        "nodes": [_node(node) for node in network.nodes],
        "links": [_link(edge) for edge in network.edges],
    }


def _node(node: Node) -> dict[str, Any]:
    entry = {"id": node.id, "label": node.label, "type": node.type, "type_label": node.type_label}
    return {name: value for name, value in (entry | dict(node.groups)).items() if value}


def _link(edge: Edge) -> dict[str, Any]:
    entry = {
        "source": edge.source,
        "target": edge.target,
        "key": edge.id,
        "relation": edge.relation,
        "relation_label": edge.relation_label,
        "tie": edge.tie,
        "from": _text(edge.start),
        "until": _text(edge.until),
        "status": edge.status,
        "evidence": list(edge.evidence),
        "graphs": list(edge.graphs),
        "weight": edge.weight,
    }
    return {name: value for name, value in entry.items() if value}


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""

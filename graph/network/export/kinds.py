"""What a file format for networks is, and what every file says about itself."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.network.network import Network
from graph.network.rows import Edge, Node

__all__ = ["Export", "edge_values", "metadata", "node_values"]


@dataclass(frozen=True, slots=True)
class Export:
    """One way to write a network as a file.

    Attributes:
        name: short name, as in ``--format`` and in addresses.
        label: name for people.
        media_type: the media type it is sent as.
        ending: the ending of its file name, without dot.
        write: the writer; gives UTF-8.
    """

    name: str
    label: str
    media_type: str
    ending: str
    write: Callable[[Network], bytes]


def metadata(network: Network) -> dict[str, str]:
    """What a file says of where its network comes from, in a fixed order; unknown things are left out."""
    origin = network.origin
    known = {
        "title": origin.title,
        "snapshot": origin.snapshot,
        "query_sha256": origin.query_hash,
        "rule": origin.rule,
        "steps": "; ".join(origin.steps),
        "at": origin.at.isoformat() if origin.at else "",
        "nodes": str(network.number_of_nodes()),
        "edges": str(network.number_of_edges()),
        "directed": str(network.is_directed()).lower(),
        "complete": "true" if origin.is_complete else f"false: {origin.reason}",
    }
    return {name: value for name, value in known.items() if value}


def node_values(node: Node) -> dict[str, str]:
    """What is known of a node besides its id, by name."""
    values = {"label": node.label, "type": node.type, "type_label": node.type_label} | dict(node.groups)
    return {name: value for name, value in values.items() if value}


def edge_values(edge: Edge) -> dict[str, str | float]:
    """What is known of an edge besides its id and ends, by name; several sources in one text."""
    values: dict[str, str | float] = {
        "relation": edge.relation,
        "relation_label": edge.relation_label,
        "tie": edge.tie,
        "from": edge.start.isoformat() if edge.start else "",
        "until": edge.until.isoformat() if edge.until else "",
        "status": edge.status,
        "evidence": " ".join(edge.evidence),
        "graphs": " ".join(edge.graphs),
        "weight": edge.weight,
    }
    return {name: value for name, value in values.items() if value}

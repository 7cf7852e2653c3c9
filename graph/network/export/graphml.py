"""GraphML (http://graphml.graphdrawing.org/specification.html), as Gephi, yEd, igraph and NetworkX read it.

Written by hand: what is unknown is left out, signs that XML forbids are dropped, edges keep their ids.
"""

from collections.abc import Iterable, Iterator

from graph.network.export.kinds import edge_values, metadata, node_values
from graph.network.network import Network
from graph.network.rows import Edge, Node
from graph.network.text import escaped

__all__ = ["write_graphml"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"""
_NUMBERS = frozenset({"weight"})


def write_graphml(network: Network) -> bytes:
    """The network as GraphML."""
    about = metadata(network)
    direction = "directed" if network.is_directed() else "undirected"
    lines = [
        _HEAD,
        *_keys("graph", about),
        *_keys("node", dict.fromkeys(name for node in network.nodes for name in node_values(node))),
        *_keys("edge", dict.fromkeys(name for edge in network.edges for name in edge_values(edge))),
        f'<graph id="network" edgedefault="{direction}">',
        *_data("graph", about.items()),
        *(line for node in network.nodes for line in _node(node)),
        *(line for edge in network.edges for line in _edge(edge)),
        "</graph>",
        "</graphml>",
        "",
    ]
    return "\n".join(lines).encode()


def _keys(domain: str, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        kind = "double" if name in _NUMBERS else "string"
        yield f'<key id="{domain[0]}_{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>'


def _data(domain: str, values: Iterable[tuple[str, object]]) -> Iterator[str]:
    for name, value in values:
        yield f'<data key="{domain[0]}_{name}">{escaped(value)}</data>'


def _node(node: Node) -> list[str]:
    return [f'<node id="{escaped(node.id)}">', *_data("node", node_values(node).items()), "</node>"]


def _edge(edge: Edge) -> list[str]:
    ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
    return [f'<edge id="{edge.id}" {ends}>', *_data("edge", edge_values(edge).items()), "</edge>"]

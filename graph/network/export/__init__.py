"""Networks as files for other tools."""

from collections.abc import Mapping
from types import MappingProxyType

from graph.network.export.gexf import write_gexf
from graph.network.export.graphml import write_graphml
from graph.network.export.kinds import Export
from graph.network.export.node_link import node_link, write_node_link
from graph.network.export.tables import write_edges, write_nodes

__all__ = ["EXPORTS", "Export", "node_link"]

EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        each.name: each
        for each in (
            Export("json", "node-link JSON", "application/json", "json", write_node_link),
            Export("graphml", "GraphML", "application/graphml+xml", "graphml", write_graphml),
            Export("gexf", "GEXF 1.3", "application/gexf+xml", "gexf", write_gexf),
            Export("csv", "CSV of ties", "text/csv", "csv", write_edges),
            Export("nodes", "CSV of nodes", "text/csv", "nodes.csv", write_nodes),
        )
    }
)
"""Format name → format."""

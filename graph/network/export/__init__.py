"""Networks as files for other tools."""

from collections.abc import Mapping
from types import MappingProxyType

from graph.network.export.kinds import Export
from graph.network.export.node_link import write_node_link

__all__ = ["EXPORTS", "Export"]

EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        each.name: each
        for each in (Export("json", "node-link JSON", "application/json", "json", write_node_link),)
    }
)
"""Format name → format."""

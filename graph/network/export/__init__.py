"""Networks as files for other tools: one table of formats, for pages, help and descriptions."""

from collections.abc import Mapping
from types import MappingProxyType

from graph.network.export.gexf import write_gexf
from graph.network.export.gml import write_gml
from graph.network.export.graphml import write_graphml
from graph.network.export.json_forms import write_cytoscape, write_node_link
from graph.network.export.kinds import Export
from graph.network.export.pajek import write_pajek
from graph.network.export.tables import write_edges, write_edges_parquet, write_nodes, write_nodes_parquet

__all__ = ["EXPORTS", "Export", "format_of"]

_PARQUET = "application/vnd.apache.parquet"

EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        each.name: each
        for each in (
            Export(
                "json", "node-link JSON", "application/json", "json", write_node_link,
                "NetworkX, D3", "everything",
            ),
            Export(
                "graphml", "GraphML", "application/graphml+xml", "graphml", write_graphml,
                "Gephi, yEd, Cytoscape, igraph, NetworkX", "everything; ids as name tokens, the IRI beside",
            ),
            Export(
                "gexf", "GEXF 1.3", "application/gexf+xml", "gexf", write_gexf,
                "Gephi, NetworkX", "everything; days as intervals, colours by type, sizes by degree",
            ),
            Export(
                "net", "Pajek", "text/plain", "net", write_pajek,
                "Pajek, igraph, NetworkX", "labels, ties, direction, weights, relations; no days or sources",
            ),
            Export(
                "gml", "GML", "text/plain", "gml", write_gml,
                "Gephi, yEd, igraph, NetworkX", "everything; ASCII, other signs by number",
            ),
            Export(
                "cyjs", "Cytoscape JSON", "application/json", "cyjs", write_cytoscape,
                "Cytoscape, Cytoscape.js, NetworkX", "everything",
            ),
            Export(
                "csv", "CSV of ties", "text/csv", "csv", write_edges,
                "spreadsheets, R, pandas", "ties with all that is known of them",
            ),
            Export(
                "nodes", "CSV of nodes", "text/csv", "nodes.csv", write_nodes,
                "spreadsheets, R, pandas", "nodes with all that is known of them",
            ),
            Export(
                "parquet", "Parquet of ties", _PARQUET, "parquet", write_edges_parquet,
                "pandas, polars, DuckDB, R", "ties with all that is known of them, typed",
            ),
            Export(
                "nodes-parquet", "Parquet of nodes", _PARQUET, "nodes.parquet", write_nodes_parquet,
                "pandas, polars, DuckDB, R", "nodes with all that is known of them, typed",
            ),
        )
    }
)  # fmt: skip
"""Format name → format."""


def format_of(name: str) -> str:
    """The format of a file of that name, by its ending; empty where no format has it.

    >>> format_of("a.nodes.csv"), format_of("a.gexf"), format_of("a.doc")
    ('nodes', 'gexf', '')
    """
    endings = sorted(EXPORTS.values(), key=lambda each: -len(each.ending))
    return next((each.name for each in endings if name.lower().endswith(f".{each.ending}")), "")

"""What NetworkX is told of its backend ``maillage`` when it is imported; loads nothing."""

from typing import Any

__all__ = ["NAME", "info"]

NAME = "maillage"


def info() -> dict[str, Any]:
    """Metadata of the backend, as the entry point ``networkx.backend_info`` gives it."""
    return {
        "backend_name": NAME,
        "project": "maillage",
        "package": "graph",
        "short_summary": "Array graphs, taken straight from SPARQL answers.",
        "functions": {name: {} for name in _FUNCTIONS},
    }


_FUNCTIONS = (
    "adamic_adar_index",
    "all_pairs_dijkstra_path_length",
    "all_pairs_shortest_path_length",
    "ancestors",
    "articulation_points",
    "average_clustering",
    "average_degree_connectivity",
    "average_neighbor_degree",
    "average_shortest_path_length",
    "betweenness_centrality",
    "bipartite_degree_centrality",
    "bridges",
    "center",
    "closeness_centrality",
    "clustering",
    "connected_components",
    "constraint",
    "core_number",
    "degree_assortativity_coefficient",
    "degree_centrality",
    "degree_pearson_correlation_coefficient",
    "descendants",
    "diameter",
    "eccentricity",
    "edge_betweenness_centrality",
    "effective_size",
    "eigenvector_centrality",
    "global_efficiency",
    "harmonic_centrality",
    "has_bridges",
    "has_path",
    "hits",
    "in_degree_centrality",
    "is_connected",
    "is_strongly_connected",
    "is_weakly_connected",
    "isolates",
    "jaccard_coefficient",
    "k_truss",
    "katz_centrality",
    "minimum_spanning_tree",
    "modularity",
    "node_connected_component",
    "number_connected_components",
    "number_of_isolates",
    "number_strongly_connected_components",
    "number_weakly_connected_components",
    "onion_layers",
    "out_degree_centrality",
    "pagerank",
    "periphery",
    "preferential_attachment",
    "radius",
    "resource_allocation_index",
    "rich_club_coefficient",
    "shortest_path_length",
    "single_source_dijkstra_path_length",
    "single_source_shortest_path_length",
    "single_target_shortest_path_length",
    "strongly_connected_components",
    "transitivity",
    "triangles",
    "weakly_connected_components",
    "weighted_projected_graph",
    "wiener_index",
)

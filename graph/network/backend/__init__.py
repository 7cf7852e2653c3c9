"""NetworkX's API on arrays: the backend ``maillage`` (https://networkx.org/documentation/stable/backends.html).

A `graph.network.Network` is one of its graphs, so ``nx.pagerank(network)`` runs here without being told to. A
function has NetworkX's name, arguments and result; what it leaves to NetworkX it declines with a reason.
"""

from types import SimpleNamespace

from graph.network.backend import centrality, cohesion, communities, flows, mixing, modes, paths
from graph.network.backend.dispatch import FUNCTIONS, can_run
from graph.network.backend.graphs import ArrayGraph, convert_from_nx, convert_to_nx

__all__ = ["FAMILIES", "FUNCTIONS", "ArrayGraph", "backend"]

FAMILIES = (centrality, flows, cohesion, paths, mixing, modes, communities)
"""The files that register functions."""

backend = SimpleNamespace(
    **FUNCTIONS,
    convert_from_nx=convert_from_nx,
    convert_to_nx=convert_to_nx,
    can_run=can_run,
    should_run=lambda *_: True,
)
"""What NetworkX loads under the name ``maillage``."""

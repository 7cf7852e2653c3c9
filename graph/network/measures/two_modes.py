"""The two sides of a two-mode network, for measures that have a meaning on those alone."""

import numpy as np
from scipy.sparse import csr_array

from graph.errors import NetworkError
from graph.network.adjacency import Matrix
from graph.network.columns import Ints
from graph.network.network import Network

__all__ = ["sides"]


def sides(network: Network, what: str, instead: str) -> tuple[Matrix, Ints, Ints]:
    """Who of the sources is tied to whom of the targets, and the places of both among the nodes.

    Args:
        network: whose sources and targets are two kinds.
        what: who asks, for the message.
        instead: what to do where it is none.

    Raises:
        NetworkError: it is no two-mode network.
    """
    edges = network.edge_table
    sources, one = np.unique(edges.source, return_inverse=True)
    targets, two = np.unique(edges.target, return_inverse=True)
    if not network.is_bipartite or len(np.intersect1d(sources, targets)):
        raise NetworkError(
            f"{what} needs a two-mode network, whose sources and targets are two kinds. {instead}"
        )
    matrix = csr_array((np.ones(len(one)), (one, two)), shape=(len(sources), len(targets)))
    matrix.sum_duplicates()
    matrix.data[:] = 1.0
    return matrix, sources, targets

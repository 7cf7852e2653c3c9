"""Parts that hang together."""

from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints

__all__ = ["components", "spanning_tree"]


def components(matrix: Matrix, *, are_strong: bool = False) -> list[Any]:
    """The places of the nodes of each component, sorted; components by their first node.

    Direction does not matter unless they are to be strong. Strong ones come after all that they point to, as
    by Tarjan's algorithm.
    """
    if not matrix.shape[0]:
        return []
    number, label = connected_components(matrix, connection="strong" if are_strong else "weak")
    order = np.argsort(label, kind="stable")
    found = np.split(order, np.cumsum(np.bincount(label, minlength=number))[:-1])
    return found if are_strong else sorted(found, key=lambda places: int(places[0]))


def spanning_tree(source: Ints, target: Ints, weight: Floats, count: int) -> Ints:
    """The edges of a spanning forest of least weight, by place, lightest first.

    Of equal weights the first edge is taken, as by Kruskal's algorithm; loops are left out.
    """
    rank = np.empty(len(weight), np.int64)
    order = np.argsort(weight, kind="stable")
    rank[order] = np.arange(len(order))
    # Ranks are distinct, so there is one least tree; and they start at 1, for 0 would be no edge.
    is_edge = source != target
    ends = (source[is_edge], target[is_edge])
    tree = minimum_spanning_tree(csr_array((rank[is_edge] + 1.0, ends), shape=(count, count)))
    chosen: Ints = order[np.sort(tree.data.astype(np.int64)) - 1]
    return chosen

"""Parts that hang together."""

from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, minimum_spanning_tree

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints, in_order, starts_of

__all__ = [
    "components",
    "largest_first",
    "number_of_components",
    "smaller_sides",
    "spanning_tree",
    "stretches",
]


def components(matrix: Matrix, *, are_strong: bool = False) -> list[Any]:
    """The places of the nodes of each component, sorted; components by their first node.

    Direction does not matter unless they are to be strong. Strong ones come after all that they point to, as
    by Tarjan's algorithm.
    """
    order, bounds = stretches(matrix, are_strong=are_strong)
    return np.split(order, bounds[1:-1]) if len(order) else []


def stretches(matrix: Matrix, *, are_strong: bool = False) -> tuple[Ints, Ints]:
    """The same as one row of places, component after component, and where each starts and the last ends."""
    if not matrix.shape[0]:
        return np.zeros(0, np.int64), np.zeros(1, np.int64)
    number, label = _labelled(matrix, are_strong=are_strong)
    # SciPy numbers weak components as it meets their first nodes, from the first node on.
    return in_order(label), starts_of(np.bincount(label, minlength=number))


def number_of_components(matrix: Matrix, *, are_strong: bool = False) -> int:
    """How many there are."""
    return int(_labelled(matrix, are_strong=are_strong)[0]) if matrix.shape[0] else 0


def _labelled(matrix: Matrix, *, are_strong: bool) -> tuple[int, Ints]:
    return connected_components(matrix, connection="strong" if are_strong else "weak")


def smaller_sides(matrix: Matrix, bridges: Ints) -> Ints:
    """How many nodes there are on the smaller side of each bridge.

    Args:
        matrix: 1 for each pair of neighbours, symmetric.
        bridges: a pair of neighbours a row, without whose edge there is one component more.
    """
    count = int(matrix.shape[0])
    ends = (bridges[:, 0], bridges[:, 1])
    tree = csr_array((np.ones(len(bridges)), ends), shape=(count, count))
    blocks, block = connected_components(matrix - tree - tree.T, directed=False)
    one, two = block[ends[0]], block[ends[1]]
    below, parent = _subtrees(one, two, np.bincount(block, minlength=blocks))
    part = connected_components(csr_array((np.ones(len(one)), (one, two)), shape=(blocks, blocks)))[1]
    whole = np.bincount(part, np.bincount(block, minlength=blocks), blocks).astype(np.int64)[part]
    child = np.where(parent[one] == two, one, two)
    found: Ints = np.minimum(below[child], whole[child] - below[child])
    return found


def _subtrees(one: Ints, two: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Of a forest with these edges: what hangs below each node, itself included, and its parent."""
    count = len(sizes)
    forest = csr_array((np.ones(len(one)), (one, two)), shape=(count + 1, count + 1))
    # A root above the first node of each tree makes one tree of all.
    first = np.unique(connected_components(forest[:count, :count], directed=False)[1], return_index=True)[1]
    above = csr_array((np.ones(len(first)), (np.full(len(first), count), first)), shape=forest.shape)
    order, parent = breadth_first_order(forest + above, count, directed=False)
    below = [*sizes.tolist(), 0]
    parents = parent.tolist()
    for node in order[:0:-1].tolist():
        below[parents[node]] += below[node]
    return np.array(below), parent


def largest_first(codes: Ints) -> Ints:
    """Groups numbered from 1, the largest first, of equal ones that of the first node."""
    _, first, place, sizes = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(sizes), np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return number[place]


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

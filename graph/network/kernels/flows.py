"""What passes nodes and edges on shortest paths from some sources, by any lengths.

Of each source the edges that lie on shortest paths make a directed graph without cycles. Many of these are
walked side by side: forwards to count paths, backwards to add up what passes (Brandes 2001,
https://doi.org/10.1080/0022250X.2001.9990249; Brandes 2008, https://doi.org/10.1016/j.socnet.2007.11.001).
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from graph.network.adjacency import Matrix, entries
from graph.network.columns import Floats, Ints, Mask, starts_of
from graph.network.kernels.distances import distances_from

__all__ = ["Flows", "flows"]

_MOST_CELLS = 2_000_000


@dataclass(frozen=True, eq=False)
class Flows:
    """What passes, summed over sources.

    Attributes:
        nodes: for each node what passes it, as it neither begins nor ends there.
        ends: for each node how many paths begin or end there.
        edges: for each entry of the matrix what passes it.
    """

    nodes: Floats
    ends: Floats
    edges: Floats


def flows(matrix: Matrix, sources: Ints, *, is_weighted: bool, is_even: bool = False) -> Flows:
    """One unit goes from each source to each node that it reaches, along shortest paths.

    Cost: for each source that of Dijkstra's algorithm, and the entries for each edge of the longest path.

    Args:
        matrix: row u holds those whom u points to, with the positive lengths of these steps.
        sources: places.
        is_weighted: whether lengths count; otherwise each step is 1.
        is_even: whether paths part evenly over the last steps (load, Goh, Kahng & Kim 2001,
            https://doi.org/10.1103/PhysRevLett.87.278701); otherwise each shortest path has as much.
    """
    count, size = matrix.shape[0], max(1, _MOST_CELLS // max(matrix.nnz + matrix.shape[0], 1))
    found = Flows(np.zeros(count), np.zeros(count), np.zeros(matrix.nnz))
    for first in range(0, len(sources), size):
        part = sources[first : first + size]
        far = distances_from(matrix, part, is_weighted=is_weighted)
        at, edge = np.nonzero(_is_tight(matrix, far, is_weighted=is_weighted))
        passing, along = _passed(matrix, part, at, edge, is_even=is_even)
        is_reached = np.isfinite(far)
        found.nodes[:] += passing.sum(axis=0)
        found.ends[:] += is_reached.sum(axis=0)
        np.add.at(found.ends, part, is_reached.sum(axis=1) - 2.0)
        found.edges[:] += np.bincount(edge, along, matrix.nnz)
    return found


def _is_tight(matrix: Matrix, far: Floats, *, is_weighted: bool) -> Mask:
    """For each source and entry whether the step is the last of a shortest path."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    near, there = far[:, rows], far[:, matrix.indices]
    lengths = matrix.data if is_weighted else 1.0
    found: Mask = (near + lengths == there) & (near < there)
    return found


def _passed(matrix: Matrix, sources: Ints, at: Ints, edge: Ints, *, is_even: bool) -> tuple[Floats, Floats]:
    """For each source and node what passes it, and what passes each of the steps given."""
    count, number = matrix.shape[0], len(sources)
    rows = np.repeat(np.arange(count), np.diff(matrix.indptr))
    one, two = at * count + rows[edge], at * count + matrix.indices[edge]
    paths, rounds = _walked(one, two, np.arange(number) * count + sources, number * count)
    before = np.bincount(two, minlength=number * count)
    share = 1.0 / before[two] if is_even else paths[one] / paths[two]
    passing, along = np.zeros(number * count), np.zeros(len(edge))
    for taken in reversed(rounds):
        along[taken] = share[taken] * (1.0 + passing[two[taken]])
        np.add.at(passing, one[taken], along[taken])
    passing = passing.reshape(number, count)
    passing[np.arange(number), sources] = 0.0
    return passing, along


def _walked(one: Ints, two: Ints, starts: Ints, count: int) -> tuple[Floats, list[Ints]]:
    """How many paths lead to each node; and the steps, in rounds, each after all that lead to it.

    Args:
        one: where each step starts, ascending.
        two: where it goes.
        starts: the nodes that paths start from.
        count: number of nodes.
    """
    steps = csr_array((two, two, starts_of(np.bincount(one, minlength=count))), shape=(count, count))
    waiting = np.bincount(two, minlength=count)
    paths, last = np.zeros(count), np.empty(count, np.int64)
    paths[starts] = 1.0
    front, rounds = starts, []
    while len(front):
        taken = entries(steps, front)
        ends = two[taken]
        np.add.at(paths, ends, paths[one[taken]])
        np.subtract.at(waiting, ends, 1)
        ready = ends[waiting[ends] == 0]
        last[ready] = np.arange(len(ready))
        front = ready[last[ready] == np.arange(len(ready))]
        rounds.append(taken)
    return paths, rounds

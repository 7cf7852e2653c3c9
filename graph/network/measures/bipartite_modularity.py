"""Modularity of a two-mode network: whether sources of a group go to targets of the same group."""

import numpy as np
from scipy.sparse import csr_array

from graph.network.adjacency import Matrix
from graph.network.columns import Ints
from graph.network.kernels.parts import largest_first
from graph.network.measures.community import communities_of
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, grouped, undirected
from graph.network.measures.two_modes import sides
from graph.network.network import Network

__all__ = ["MEASURES"]

_ROUNDS = 100


def bipartite_modularity(network: Network, options: Options) -> Computed:
    """How much more sources and targets of one group are tied than by chance, given how many ties each has.

    Q = 1/m · Σ over sources u and targets v of one group of (B(u,v) - k(u)·d(v)/m), B(u,v) 1 where they are
    tied, m the tied pairs, k and d their numbers: at chance pairs of one side are never tied, which the
    ordinary modularity overlooks. Groups are those of a grouping of nodes, or are sought: from Louvain
    communities each side in turn is moved to where it fits best as long as Q grows (Barber's BRIM), one
    division of many. The score of a node is the number of its group, 1 for the largest. Needs a two-mode
    network; direction and weights do not matter. Cost: about linear in the ties for each round.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "x"), Edge("2", "b", "y")], is_bipartite=True)
    >>> found = bipartite_modularity(network, Options())
    >>> found.scores, found.summary["modularity"]
    ({'a': 1, 'b': 2, 'x': 1, 'y': 2}, 0.5)
    """
    matrix, sources, targets = sides(network, "Bipartite modularity", "Use modularity for others.")
    codes = _given(network, options.group) if options.group else _started(network, options.seed)
    one, two = codes[sources], codes[targets]
    if not options.group:
        one, two = _refined(matrix, one, two)
    codes[sources], codes[targets] = one, two
    numbers = largest_first(codes)
    said = (f"groups by {options.group}",) if options.group else ("one division of many",)
    return Computed(
        undirected(network),
        scores=dict(zip(network.ids, numbers.tolist(), strict=True)),
        summary={"modularity": _modularity(matrix, one, two), "groups": int(numbers.max(initial=0))},
        seed=None if options.group else options.seed,
        notes=said,
        kernel=ARRAYS,
    )


def _given(network: Network, group: str) -> Ints:
    """The groups of a grouping; a node without one is a group of its own."""
    codes = grouped(network, group).codes.astype(np.int64)
    alone = np.flatnonzero(codes < 0)
    codes[alone] = codes.max(initial=-1) + 1 + np.arange(len(alone))
    return codes


def _started(network: Network, seed: int) -> Ints:
    found = communities_of(network, seed)
    return np.array([found[name] - 1 for name in network.ids], np.int64)


def _refined(matrix: Matrix, one: Ints, two: Ints) -> tuple[Ints, Ints]:
    """The groups after each side in turn has moved to where it fits best, as long as that gains."""
    best = _modularity(matrix, one, two)
    back = matrix.T.tocsr()
    for _ in range(_ROUNDS):
        moved_one = _moved(matrix, one, two)
        moved_two = _moved(back, two, moved_one)
        gained = _modularity(matrix, moved_one, moved_two)
        if gained <= best + 1e-12:
            break
        one, two, best = moved_one, moved_two, gained
    return one, two


def _moved(matrix: Matrix, own: Ints, other: Ints) -> Ints:
    """For each row the group with which it has most ties beyond chance; its own where none has any."""
    groups = int(max(own.max(initial=0), other.max(initial=0))) + 1
    member = csr_array((np.ones(len(other)), (np.arange(len(other)), other)), shape=(len(other), groups))
    ties = (matrix @ member).tocsr()
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(ties.indptr))
    expected = matrix.sum(axis=1)[rows] * (matrix.sum(axis=0) @ member)[ties.indices] / max(matrix.nnz, 1)
    gain = ties.data - expected
    order = np.lexsort((-ties.indices, gain, rows))
    last = order[np.flatnonzero(np.diff(rows[order], append=-1))]
    found = own.copy()
    found[rows[last]] = ties.indices[last]
    return found


def _modularity(matrix: Matrix, one: Ints, two: Ints) -> float:
    total = float(matrix.nnz)
    if not total:
        return 0.0
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    inside = np.count_nonzero(one[rows] == two[matrix.indices])
    groups = int(max(one.max(), two.max())) + 1
    starts = np.bincount(one, matrix.sum(axis=1), groups)
    ends = np.bincount(two, matrix.sum(axis=0), groups)
    return float(inside / total - (starts * ends).sum() / total**2)


MEASURES = (
    Measure(
        "bipartite_modularity",
        "Bipartite modularity",
        "how much more sources and targets of one group are tied than by chance",
        "node",
        bipartite_modularity,
        ("group", "seed"),
        "Barber 2007, https://doi.org/10.1103/PhysRevE.76.066102",
        is_low_first=True,
    ),
)

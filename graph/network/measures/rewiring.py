"""Random graphs in which every node keeps its degree: what a network is compared with.

Ties change partners: of the ties a-b and c-d become a-d and c-b, unless that makes a loop or a second tie of
a pair (Maslov & Sneppen 2002, https://doi.org/10.1126/science.1065103). In one round all ties are paired off
at random and half the pairs try; a pair is left alone where its old or new ties meddle with another's. So
every round can be undone with the same probability, and all graphs of these degrees become equally likely.
"""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array

from graph.errors import NetworkError
from graph.network.adjacency import Matrix
from graph.network.columns import Ints, Mask
from graph.network.progress import steps

__all__ = ["latticed", "rewired"]

_ROUNDS = 20
_LATTICE_ROUNDS = 60


def rewired(matrix: Matrix, replicas: int, seed: int) -> Iterator[Matrix]:
    """So many random graphs with the degrees of this one, which is symmetric and has no loops.

    Raises:
        NetworkError: none is asked for.
    """
    if not replicas:
        raise NetworkError("A network is compared with random graphs here: replicas must be at least 1.")
    random = np.random.Generator(np.random.PCG64(seed))
    for _ in steps(range(replicas), replicas):
        one, two = _ends(matrix)
        for _ in range(_ROUNDS):
            one, two = _swapped(one, two, matrix.shape[0], random, is_latticed=False)
        yield _matrix(one, two, matrix.shape[0])


def latticed(matrix: Matrix, seed: int) -> Matrix:
    """A graph with these degrees whose ties go to near places on a ring of the nodes, as far as swaps can."""
    random = np.random.Generator(np.random.PCG64(seed))
    one, two = _ends(matrix)
    for _ in range(_LATTICE_ROUNDS):
        one, two = _swapped(one, two, matrix.shape[0], random, is_latticed=True)
    return _matrix(one, two, matrix.shape[0])


def _ends(matrix: Matrix) -> tuple[Ints, Ints]:
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    upper = rows < matrix.indices
    return rows[upper], matrix.indices[upper].astype(np.int64)


def _swapped(
    one: Ints, two: Ints, count: int, random: np.random.Generator, *, is_latticed: bool
) -> tuple[Ints, Ints]:
    """The ends of the ties after one round of swaps."""
    order = random.permutation(len(one))
    turned = random.integers(0, 2, len(one)) == 1
    one, two = np.where(turned, two, one)[order], np.where(turned, one, two)[order]
    half = len(one) // 2
    a, b, c, d = one[:half], two[:half], one[half : 2 * half], two[half : 2 * half]
    chosen = (random.integers(0, 2, half) == 1) & (a != d) & (c != b)
    if is_latticed:
        chosen &= _apart(a, d, count) + _apart(c, b, count) < _apart(a, b, count) + _apart(c, d, count)
    chosen[chosen] = _are_free(one, two, np.flatnonzero(chosen), half, count)
    changed = two.copy()
    changed[:half][chosen], changed[half : 2 * half][chosen] = d[chosen], b[chosen]
    return one, changed


def _are_free(one: Ints, two: Ints, at: Ints, half: int, count: int) -> Mask:
    """Which swaps make ties that are not there and no other makes, and end none that another makes."""
    here = _keys(one, two, count)
    made = np.stack([_keys(one[at], two[at + half], count), _keys(one[at + half], two[at], count)])
    values, places, counts = np.unique(made, return_inverse=True, return_counts=True)
    is_single = counts[places.reshape(made.shape)] == 1
    is_new = ~np.isin(made, here)
    is_left = ~np.isin(np.stack([here[at], here[at + half]]), values)
    found: Mask = (is_single & is_new & is_left).all(axis=0)
    return found


def _keys(one: Ints, two: Ints, count: int) -> Ints:
    return np.minimum(one, two) * count + np.maximum(one, two)


def _apart(one: Ints, two: Ints, count: int) -> Ints:
    distance = np.abs(one - two)
    found: Ints = np.minimum(distance, count - distance)
    return found


def _matrix(one: Ints, two: Ints, count: int) -> Matrix:
    rows, columns = np.concatenate([one, two]), np.concatenate([two, one])
    found = csr_array((np.ones(len(rows)), (rows, columns)), shape=(count, count))
    found.sort_indices()
    return found

"""Communities by modularity, nodes being moved many at a time: the method of Louvain on arrays.

After Blondel et al. 2008, https://doi.org/10.1088/1742-5468/2008/10/P10008, and the moves in batches of Lu,
Halappanavar & Kalyanaraman 2015, https://doi.org/10.1016/j.parco.2015.03.003: all nodes of a random eighth go
at once to where each fits best by itself. Nodes move again after communities merged, as with Rotta & Noack
2011, https://doi.org/10.1145/1963190.1970376.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from graph.network.adjacency import Matrix, entries
from graph.network.columns import Floats, Ints

__all__ = ["communities", "modularity"]

_BATCHES = 8
_MOST_ROUNDS = 50
_NOUGHT = 1e-12
_ENOUGH = 1e-4


@dataclass(frozen=True, eq=False)
class _Level:
    """A weighted graph, symmetric; a loop stands on the diagonal with twice its weight.

    Attributes:
        matrix: who is tied to whom how strongly.
        strength: the sum of each row.
        total: the sum of all.
    """

    matrix: Matrix
    strength: Floats
    total: float

    @classmethod
    def of(cls, matrix: Matrix) -> "_Level":
        strength = np.asarray(matrix.sum(axis=1), np.float64)
        return cls(matrix, strength, float(strength.sum()))

    def modularity(self, label: Ints) -> float:
        """Σ over groups of inside/total - (strength/total)²."""
        rows = np.repeat(np.arange(len(label)), np.diff(self.matrix.indptr))
        inside = self.matrix.data[label[rows] == label[self.matrix.indices]].sum()
        groups = np.bincount(label, self.strength)
        return float(inside / self.total - ((groups / self.total) ** 2).sum())


def modularity(matrix: Matrix, label: Ints) -> float:
    """How much more the ties stay within groups than chance would give (Newman & Girvan 2004).

    Args:
        matrix: strengths of ties, symmetric, at least one.
        label: for each node the number of its group.
    """
    return _Level.of(matrix).modularity(label)


def communities(matrix: Matrix, seed: int) -> Ints:
    """For each node the number of its community, from 0.

    Each community hangs together. Cost: that of sorting the entries, for each of some dozen rounds.

    Args:
        matrix: strengths of ties, symmetric, positive, without loops.
        seed: of the batches.
    """
    label: Ints = np.arange(int(matrix.shape[0]))
    if not matrix.nnz:
        return label
    random = np.random.Generator(np.random.PCG64(seed))
    base, best = _Level.of(matrix), -np.inf
    while True:
        label = _connected(matrix, _climbed(base, _moved(base, label, random), random))
        found = base.modularity(label)
        if found <= best + _ENOUGH:
            return label
        best = found


def _climbed(base: _Level, label: Ints, random: np.random.Generator) -> Ints:
    """Communities of communities, as long as there are fewer."""
    level = base
    groups: Ints = np.unique(label, return_inverse=True)[1]
    numbers: Ints = groups
    while True:
        count = int(numbers.max()) + 1
        level = _Level.of(_merged(level.matrix, numbers, count))
        numbers = np.unique(_moved(level, np.arange(count), random), return_inverse=True)[1]
        groups = numbers[groups]
        if int(numbers.max()) + 1 == count:
            return groups


def _moved(level: _Level, label: Ints, random: np.random.Generator) -> Ints:
    """The community of each node of a level, after rounds of moves from these as long as they gain."""
    count, best = len(level.strength), level.modularity(label)
    for _ in range(_MOST_ROUNDS):
        trial = label.copy()
        held: Floats = np.bincount(trial, level.strength, count).astype(np.float64)
        for batch in np.array_split(random.permutation(count), min(count, _BATCHES)):
            _move(level, batch, trial, held)
        found = level.modularity(trial)
        if found <= best + _NOUGHT:
            break
        label, best = trial, found
    return label


def _move(level: _Level, batch: Ints, label: Ints, held: Floats) -> None:
    """Put each node of a batch where modularity gains most by it alone, in place."""
    taken = entries(level.matrix, batch)
    rows = np.repeat(np.arange(len(batch)), np.diff(level.matrix.indptr)[batch])
    others = level.matrix.indices[taken]
    is_other = others != batch[rows]
    rows, weights = rows[is_other], level.matrix.data[taken][is_other]
    toward = label[others[is_other]]
    # The node's own community is one to stay in, also where no neighbour is in it.
    rows = np.concatenate([rows, np.arange(len(batch))])
    toward = np.concatenate([toward, label[batch]])
    weights = np.concatenate([weights, np.zeros(len(batch))])
    count = len(label)
    keys, places = np.unique(rows * count + toward, return_inverse=True)
    ties = np.bincount(places, weights)
    row, group = keys // count, keys % count
    strength = level.strength[batch][row]
    is_own = group == label[batch][row]
    gain = ties - strength * (held[group] - is_own * strength) / level.total
    order = np.lexsort((is_own, gain, row))
    last = order[np.flatnonzero(np.diff(row[order], append=-1))]
    chosen = group[last]
    np.subtract.at(held, label[batch], level.strength[batch])
    np.add.at(held, chosen, level.strength[batch])
    label[batch] = chosen


def _merged(matrix: Matrix, numbers: Ints, count: int) -> Matrix:
    """The graph of groups: ties between them, and within them on the diagonal."""
    rows = np.repeat(numbers, np.diff(matrix.indptr))
    return coo_array((matrix.data, (rows, numbers[matrix.indices])), shape=(count, count)).tocsr()


def _connected(matrix: Matrix, label: Ints) -> Ints:
    """The parts that hang together of each community: to split one that does not gains modularity."""
    rows = np.repeat(np.arange(len(label)), np.diff(matrix.indptr))
    inside = label[rows] == label[matrix.indices]
    within = csr_array((matrix.data[inside], (rows[inside], matrix.indices[inside])), shape=matrix.shape)
    return np.asarray(connected_components(within, directed=False)[1])

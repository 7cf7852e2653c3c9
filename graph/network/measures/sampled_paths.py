"""Betweenness from sampled shortest paths, with a bound on the error of every node at once.

Each sample is a pair of nodes at random and one of its shortest paths at random; a node's betweenness is the
share of samples whose path it is inside. How many samples are enough follows from how long paths can be
(Riondato & Kornaropoulos 2016, https://doi.org/10.1007/s10618-015-0423-0). A path is found by two searches,
one from either end, of which the one with fewer ties ahead goes on.
"""

from fractions import Fraction
from math import ceil, floor, log, log2

import numpy as np
from scipy.sparse.csgraph import connected_components

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints
from graph.network.progress import steps

__all__ = ["sample_size", "sampled_betweenness"]

_CONSTANT = 0.5
_ENDS = 2


def sample_size(matrix: Matrix, error: float, confidence: float, *, is_directed: bool) -> int:
    """How many paths bound all errors by this much with this probability; 0 where no path has an inside.

    r = c/ε² · (⌊log₂(V-2)⌋ + 1 + ln 1/δ), with V at least the number of nodes on any shortest path, δ what
    the confidence leaves, and c = 0.5 as its authors take it; ε is scaled to pairs without the node itself.
    """
    count = int(matrix.shape[0])
    longest = _longest(matrix, is_directed=is_directed)
    if longest <= _ENDS:
        return 0
    # The square of a float may be 0 or infinite where that of a fraction is a number.
    bound = Fraction(error) * (count - _ENDS) / count
    needed = _CONSTANT * (floor(log2(longest - _ENDS)) + 1 - log(1 - confidence))
    return ceil(Fraction(needed) / bound**2)


def sampled_betweenness(matrix: Matrix, samples: int, seed: int) -> Floats:
    """For each node the share of sampled pairs of others whose path it is inside.

    Args:
        matrix: row u holds those whom u points to; without loops.
        samples: how many pairs.
        seed: of the random choices.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    count = int(matrix.shape[0])
    sides = (_Side(matrix), _Side(matrix.T.tocsr()))
    part = connected_components(matrix, directed=False)[1]
    inside = np.zeros(count)
    for _ in steps(range(samples), samples):
        source = int(random.integers(count))
        target = (source + 1 + int(random.integers(count - 1))) % count
        if part[source] == part[target]:
            for node in _path(sides, source, target, random):
                inside[node] += 1
    found: Floats = inside / samples * count / (count - _ENDS)
    return found


class _Side:
    """One of two searches that go towards each other."""

    def __init__(self, matrix: Matrix) -> None:
        self.indptr, self.indices = matrix.indptr, matrix.indices
        self.depth = np.full(matrix.shape[0], -1, np.int64)
        self.paths = np.zeros(matrix.shape[0])
        self.layers: list[Ints] = []

    def start(self, at: int) -> None:
        """Forget the last search, and begin at a node."""
        for layer in self.layers:
            self.depth[layer] = -1
        self.layers = [np.array([at])]
        self.depth[at], self.paths[at] = 0, 1.0

    def ahead(self) -> int:
        """How many ties the next layer is behind."""
        front = self.layers[-1]
        return int((self.indptr[front + 1] - self.indptr[front]).sum())

    def grow(self) -> Ints:
        """The next layer, with the number of shortest paths that lead to each of its nodes."""
        front = self.layers[-1]
        sizes = self.indptr[front + 1] - self.indptr[front]
        shift = np.repeat(self.indptr[front] - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
        reached = self.indices[np.arange(len(shift)) + shift]
        is_new = self.depth[reached] < 0
        layer, place = np.unique(reached[is_new], return_inverse=True)
        self.paths[layer] = np.bincount(place, np.repeat(self.paths[front], sizes)[is_new], len(layer))
        self.depth[layer] = len(self.layers)
        self.layers.append(layer)
        return layer

    def way_back(self, at: int, back: "_Side", random: np.random.Generator) -> list[int]:
        """The nodes from here to before the start, every shortest way being as likely.

        Args:
            at: where to begin.
            back: the other search, which holds the ties the other way round.
            random: chooses.
        """
        found = []
        for depth in range(int(self.depth[at]) - 1, 0, -1):
            near = back.indices[back.indptr[at] : back.indptr[at + 1]]
            before = near[self.depth[near] == depth]
            at = _chosen(before, self.paths[before], random)
            found.append(at)
        return found


def _path(sides: tuple[_Side, _Side], source: int, target: int, random: np.random.Generator) -> list[int]:
    """The inner nodes of one of the shortest paths at random; none where there is no path."""
    forth, back = sides
    forth.start(source)
    back.start(target)
    while forth.ahead() and back.ahead():
        goes, waits = (forth, back) if forth.ahead() <= back.ahead() else (back, forth)
        layer = goes.grow()
        met = layer[waits.depth[layer] >= 0]
        if len(met):
            middle = _chosen(met, forth.paths[met] * back.paths[met], random)
            ways = [middle, *forth.way_back(middle, back, random), *back.way_back(middle, forth, random)]
            return [node for node in ways if node not in {source, target}]
    return []


def _chosen(nodes: Ints, weights: Floats, random: np.random.Generator) -> int:
    sums = np.cumsum(weights)
    return int(nodes[np.searchsorted(sums, random.random() * sums[-1], side="right")])


def _longest(matrix: Matrix, *, is_directed: bool) -> int:
    """At least the number of nodes on any shortest path."""
    _, label = connected_components(matrix, directed=False)
    if is_directed:
        return int(np.bincount(label, minlength=1).max())
    starts = np.unique(label, return_index=True)[1]
    side, depths = _Side(matrix), [0]
    for start in starts.tolist():
        side.start(start)
        while side.ahead():
            if not len(side.grow()):
                break
        farthest = len(side.layers) - 1 - (len(side.layers[-1]) == 0)
        # Any two nodes are joined by way of the start: at most its two farthest nodes' distances.
        second = farthest if len(side.layers[farthest]) > 1 else farthest - 1
        depths.append(farthest + max(second, 0) + 1)
    return max(depths)

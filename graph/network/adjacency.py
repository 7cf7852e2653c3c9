"""Who is next to whom, as compressed sparse rows: what every kernel computes on.

Nodes are their places 0 … n-1; names stand elsewhere. A matrix is made when it is first asked for, and kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from graph.network.columns import Floats, Ints

__all__ = ["Adjacency", "Matrix", "entries"]

Matrix = Any
"""A `scipy.sparse.csr_array` with sorted columns; row u holds the neighbours that u points to."""


@dataclass(frozen=True, eq=False)
class Adjacency:
    """The edges of a graph between places; of an undirected graph, each edge stands once.

    Attributes:
        count: number of nodes.
        source: where each edge starts.
        target: where it goes.
        is_directed: whether that matters.
        weights: name → weight of each edge.
    """

    count: int
    source: Ints
    target: Ints
    is_directed: bool
    weights: Mapping[str, Floats] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def pairs(self) -> Matrix:
        """1 for each pair of neighbours, however many edges join them; loops on the diagonal.

        Symmetric where the graph is undirected.
        """
        found = self._matrix(np.ones(len(self.source)))
        found.data[:] = 1.0
        return found

    @cached_property
    def proper(self) -> Matrix:
        """The same without loops."""
        return _without_loops(self.pairs)

    @cached_property
    def both_ways(self) -> Matrix:
        """The same with direction dropped."""
        return self.undirected.proper if self.is_directed else self.proper

    @cached_property
    def undirected(self) -> "Adjacency":
        """The same edges with direction dropped."""
        return replace(self, is_directed=False) if self.is_directed else self

    @cached_property
    def reverse(self) -> Matrix:
        """The transpose of ``pairs``: row v holds those who point to v."""
        return self.pairs.T.tocsr() if self.is_directed else self.pairs

    @cached_property
    def edge_counts(self) -> Matrix:
        """How many edges join each pair; a loop once."""
        return self._matrix(np.ones(len(self.source)))

    def summed(self, weight: str | None) -> Matrix:
        """The sum of the weights of the edges that join each pair; their number without a weight."""
        return self.kept(("sum", weight), lambda: self._matrix(self._weight(weight)))

    def incoming(self, weight: str | None) -> Matrix:
        """The transpose of the same: row v holds those who point to v."""
        matrix = self.summed(weight)
        return self.kept(("incoming", weight), matrix.T.tocsr) if self.is_directed else matrix

    def lightest(self, weight: str) -> Matrix:
        """The least of the weights of the edges that join each pair."""
        return self.kept(("least", weight), lambda: self._least(self._weight(weight)))

    def along(self, matrix: Matrix, values: Floats) -> tuple[Ints, Ints, Floats]:
        """The pairs of neighbours, each once, with what entries of a matrix have, both ways added up."""
        rows = np.repeat(np.arange(self.count), np.diff(matrix.indptr))
        if self.is_directed:
            return rows, matrix.indices, values
        found = csr_array((values, matrix.indices, matrix.indptr), shape=matrix.shape)
        both = (found + found.T)[rows, matrix.indices]
        is_first = rows < matrix.indices
        return rows[is_first], matrix.indices[is_first], np.asarray(both).ravel()[is_first]

    def _weight(self, name: str | None) -> Floats:
        return np.ones(len(self.source)) if name is None else self.weights[name]

    def _matrix(self, weight: Floats) -> Matrix:
        """Weights by pair, those of parallel edges added."""
        rows, columns, values = self._both(weight)
        found = csr_array((values, (rows, columns)), shape=(self.count, self.count))
        found.sum_duplicates()
        return found

    def _least(self, weight: Floats) -> Matrix:
        rows, columns, values = self._both(weight)
        order = np.lexsort((values, columns, rows))
        pair = rows[order].astype(np.int64) * self.count + columns[order]
        first = order[np.concatenate([np.ones(min(len(pair), 1), np.bool_), pair[1:] != pair[:-1]])]
        return csr_array((values[first], (rows[first], columns[first])), shape=(self.count, self.count))

    @cached_property
    def steps(self) -> tuple[Ints, Ints]:
        """Where each step along an edge starts and ends; both ways without direction, a loop once."""
        source, target, _ = self._both(self._weight(None))
        return source, target

    def _both(self, weight: Floats) -> tuple[Ints, Ints, Floats]:
        """Rows, columns and values of the matrix; both ways where the graph is undirected, a loop once."""
        if self.is_directed:
            return self.source, self.target, weight
        back = self.source != self.target
        return (
            np.concatenate([self.source, self.target[back]]),
            np.concatenate([self.target, self.source[back]]),
            np.concatenate([weight, weight[back]]),
        )

    def kept(self, key: Any, make: Callable[[], Any]) -> Any:
        """What was made of it under that key, made when it is first asked for."""
        if key not in self._matrices:
            self._matrices[key] = make()
        return self._matrices[key]

    @cached_property
    def _matrices(self) -> dict[Any, Matrix]:
        return {}


def entries(matrix: Matrix, rows: Ints) -> Ints:
    """The places of the entries of these rows, row after row."""
    sizes = matrix.indptr[rows + 1] - matrix.indptr[rows]
    ends = np.cumsum(sizes)
    return np.repeat(matrix.indptr[rows] - ends + sizes, sizes) + np.arange(ends[-1] if len(ends) else 0)


def _without_loops(matrix: Matrix) -> Matrix:
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    if not (rows == matrix.indices).any():
        return matrix
    kept = rows != matrix.indices
    counts = np.bincount(rows[kept], minlength=matrix.shape[0])
    indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(matrix.indptr.dtype)
    return csr_array((matrix.data[kept], matrix.indices[kept], indptr), shape=matrix.shape)

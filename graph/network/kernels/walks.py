"""Importance by walks: PageRank, eigenvector and Katz centrality, hubs and authorities.

The recurrences, starts and tolerances are NetworkX's, so the numbers are as well.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse.linalg import ArpackNoConvergence, svds

from graph.network.adjacency import Matrix
from graph.network.columns import Floats

__all__ = ["NoConvergence", "Rounds", "eigenvector", "hits", "katz", "leading", "pagerank"]


@dataclass(frozen=True, eq=False)
class Rounds:
    """How an iteration starts and ends.

    Attributes:
        start: the first vector.
        tolerance: the change a node, on average, below which it is done.
        most: when to give up.
    """

    start: Floats
    tolerance: float
    most: int


class NoConvergence(Exception):
    """The rounds that were allowed did not suffice."""


def pagerank(
    incoming: Matrix, rounds: Rounds, *, damping: float, personal: Floats, dangling: Floats
) -> Floats:
    """The share of time a random walker spends at each node.

    Args:
        incoming: weights of steps; row v holds those who point to v.
        rounds: they start from a vector that sums to 1.
        damping: the chance of a step along an edge.
        personal: where other steps lead; sums to 1.
        dangling: where steps lead from a node that points to nobody; sums to 1.

    Raises:
        NoConvergence: too many rounds.
    """
    out = np.bincount(incoming.indices, incoming.data, incoming.shape[0])
    share = np.divide(1.0, out, out=np.zeros_like(out, np.float64), where=out != 0)
    is_dangling = np.flatnonzero(share == 0)

    def step(x: Floats) -> Floats:
        along = incoming @ (x * share)
        moved = damping * (along + x[is_dangling].sum() * dangling) + (1 - damping) * personal
        return np.asarray(moved)

    return _repeated(step, rounds)


def eigenvector(incoming: Matrix, rounds: Rounds) -> Floats:
    """The direction that A + 1 turns a vector to, of length 1 (Bonacich 1987).

    Raises:
        NoConvergence: too many rounds.
    """
    return leading(lambda x: incoming @ x, rounds)


def leading(turn: Callable[[Floats], Floats], rounds: Rounds) -> Floats:
    """The direction that a step turns a vector to, the vector added each time, of length 1.

    Raises:
        NoConvergence: too many rounds.
    """

    def step(x: Floats) -> Floats:
        ahead = x + turn(x)
        # A sum of squares and not a dot product, which a library may share out to threads.
        return np.asarray(ahead / (np.sqrt((ahead * ahead).sum()) or 1.0))

    return _repeated(step, rounds)


def katz(incoming: Matrix, rounds: Rounds, *, alpha: float, beta: Floats) -> Floats:
    """Walks that end at each node, each shorter by a step counting 1/α times more (Katz 1953).

    Raises:
        NoConvergence: too many rounds.
    """
    return _repeated(lambda x: np.asarray(alpha * (incoming @ x) + beta), rounds)


def hits(
    matrix: Matrix, *, start: Floats | None, tolerance: float, most_rounds: int
) -> tuple[Floats, Floats]:
    """Hubs and authorities: the leading singular vectors (Kleinberg 1999).

    Raises:
        NoConvergence: too many rounds.
    """
    first = np.ones(matrix.shape[1]) if start is None else start
    try:
        _, _, turned = svds(matrix, k=1, v0=first, maxiter=most_rounds, tol=tolerance)
    except ArpackNoConvergence as error:
        raise NoConvergence(f"{most_rounds} rounds") from error
    authority = turned.ravel().real
    return np.asarray(matrix @ authority), authority


def _repeated(step: Callable[[Floats], Floats], rounds: Rounds) -> Floats:
    x = rounds.start
    for _ in range(rounds.most):
        last, x = x, step(x)
        if np.abs(x - last).sum() < rounds.tolerance * len(x):
            return x
    raise NoConvergence(f"{rounds.most} rounds")

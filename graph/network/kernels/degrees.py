"""Degrees and how they meet: averages over neighbours, correlation over edges, the club of the rich."""

import numpy as np

from graph.network.adjacency import Adjacency
from graph.network.columns import Floats, Ints, frozen

__all__ = ["correlation", "degrees", "mixed", "rich_club"]


def degrees(adjacency: Adjacency, way: str = "both", weight: str | None = None) -> Floats:
    """The edge ends at each node, or their weights, summed: ``in``, ``out``, or ``both``, a loop twice.

    They are kept with the adjacency, and so can't be written to.
    """
    found: Floats = adjacency.kept(("degrees", way, weight), lambda: _summed(adjacency, way, weight))
    return found


def _summed(adjacency: Adjacency, way: str, weight: str | None) -> Floats:
    weights = None if weight is None else adjacency.weights[weight]
    count = adjacency.count
    out = np.bincount(adjacency.source, weights, count)
    into = np.bincount(adjacency.target, weights, count)
    if way == "both" or not adjacency.is_directed:
        return frozen(np.asarray(out + into, np.float64))
    return frozen(np.asarray(out if way == "out" else into, np.float64))


def mixed(adjacency: Adjacency, values: Floats) -> float:
    """Pearson's correlation of the values at the ends of edges without direction, each edge taken both ways.

    A loop is taken once. Not a number where the values do not vary.
    """
    source, target, count = adjacency.source, adjacency.target, adjacency.count
    if not len(source):
        return float("nan")
    loops = np.bincount(source[source == target], minlength=count)
    # Both ends have one mean and one spread, which the nodes tell by how often each is an end.
    ends = degrees(adjacency) - loops
    off = values - (ends * values).sum() / ends.sum()
    spread = (ends * off * off).sum()
    products = 2 * (off.take(source) * off.take(target)).sum() - (loops * off * off).sum()
    return float(products / spread) if spread else float("nan")


def correlation(one: Floats, other: Floats) -> float:
    """Pearson's correlation of two rows of numbers; not a number where one does not vary."""
    if not len(one):
        return float("nan")
    first, second = one - one.mean(), other - other.mean()
    # Sums of products and not dot products, which a library may share out to threads.
    spread = np.sqrt((first * first).sum() * (second * second).sum())
    return float((first * second).sum() / spread) if spread else float("nan")


def rich_club(adjacency: Adjacency) -> dict[int, float]:
    """Degree → the share of pairs of nodes of higher degree that are tied (Zhou & Mondragón 2004)."""
    degree: Ints = degrees(adjacency).astype(np.int64)
    if not len(adjacency.source):
        return {}
    least = np.minimum(degree[adjacency.source], degree[adjacency.target])
    most = int(degree.max()) + 1
    nodes = adjacency.count - np.cumsum(np.bincount(degree, minlength=most))
    edges = len(least) - np.cumsum(np.bincount(least, minlength=most))
    return {
        at: 2 * number / (rich * (rich - 1))
        for at, (rich, number) in enumerate(zip(nodes.tolist(), edges.tolist(), strict=True))
        if rich > 1
    }

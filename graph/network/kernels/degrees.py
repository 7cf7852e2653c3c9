"""Degrees and how they meet: averages over neighbours, correlation over edges, the club of the rich."""

import numpy as np

from graph.network.adjacency import Adjacency
from graph.network.columns import Floats, Ints

__all__ = ["degrees", "edge_degrees", "ends_of_degrees", "rich_club"]


def degrees(adjacency: Adjacency, way: str = "both", weight: str | None = None) -> Floats:
    """The edge ends at each node, or their weights, summed: ``in``, ``out``, or ``both``, a loop twice."""
    weights = None if weight is None else adjacency.weights[weight]
    count = adjacency.count
    out = np.bincount(adjacency.source, weights, count)
    into = np.bincount(adjacency.target, weights, count)
    if way == "both" or not adjacency.is_directed:
        return np.asarray(out + into, np.float64)
    return np.asarray(out if way == "out" else into, np.float64)


def ends_of_degrees(adjacency: Adjacency, at_source: Floats, at_target: Floats) -> tuple[Floats, Floats]:
    """The numbers at both ends of each edge; without direction, of each edge from either end, a loop once."""
    source, target = adjacency.source, adjacency.target
    if not adjacency.is_directed:
        back = source != target
        source, target = np.concatenate([source, target[back]]), np.concatenate([target, source[back]])
    return at_source[source], at_target[target]


def edge_degrees(one: Floats, other: Floats) -> float:
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

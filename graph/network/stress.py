"""Places of the nodes of one connected graph, such that distance on the plane follows distance in ties.

Stress Σ w(i,j)·(|x(i)-x(j)| - d(i,j))², w = d⁻², is lowered by majorisation, each node moving to where the
others would have it (Gansner, Koren & North 2005, https://doi.org/10.1007/978-3-540-31843-9_25). That is
Kamada and Kawai's goal (https://doi.org/10.1016/0020-0190(89)90102-6) without their step sizes. In a large
graph a node asks only those it is tied to and a few pivots, which speak for the nodes around them (Ortmann,
Klimenta & Brandes 2017, https://doi.org/10.7155/jgaa.00440); in a small one all nodes are pivots.

All starts from pivot scaling (Brandes & Pich 2007, https://doi.org/10.1007/978-3-540-70904-6_6). No choice is
random, no sum is left to a library that shares it among threads, and none is to choose among axes as good as
each other, so the same graph gives the same places.
"""

from collections.abc import Callable

import numpy as np

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints
from graph.network.steps import far_apart, spaced_out, steps_from_each

__all__ = ["pivots_for", "rounds_for", "scaled_from_pivots", "stress", "stressed"]

_MOST_AT_START = 50
_FEWEST, _PAIRS = 20, 250_000
_ROUNDS, _WORK = 60, 15_000_000
_STILL = 2e-3
_SHARE = 0.9
_GOLDEN = 2.399963229728653
_LEAST = 1e-9
_APART = 1e-4


def pivots_for(count: int) -> int:
    """How many of so many nodes are pivots: all of 500, 250 of 1,000, 25 of 10,000, 20 at least."""
    return min(count, max(_FEWEST, _PAIRS // count))


def rounds_for(count: int) -> int:
    """How often at most so many nodes are moved: 60 times up to 12,500 of them, 11 times 68,000."""
    return max(1, min(_ROUNDS, _WORK // (count * pivots_for(count))))


def stressed(matrix: Matrix) -> Floats:
    """A row (x, y) for each node of a connected graph; tied nodes are about one apart.

    Cost: (ties + nodes × `pivots_for`) × `rounds_for`.

    Args:
        matrix: the graph, symmetric and without loops, of at least two nodes.
    """
    pivots = spaced_out(matrix, pivots_for(matrix.shape[0]))
    distances = steps_from_each(matrix, pivots)
    places = _spread(scaled_from_pivots(far_apart(matrix, min(len(pivots), _MOST_AT_START))))
    wanted = _wanted(matrix, pivots, distances)
    for _ in range(rounds_for(matrix.shape[0])):
        shift = _SHARE * (wanted(places) - places)
        places = places + shift
        if np.abs(shift).max() < _STILL:
            break
    return places


def stress(matrix: Matrix, places: Floats) -> float:
    """Mean over the pairs of (|x(i)-x(j)|/d(i,j) - 1)², the places being scaled to fit best.

    0 where every distance on the plane is the one in ties; the lower the better. Cost: nodes².
    """
    one, two = np.triu_indices(len(places), 1)
    distances = steps_from_each(matrix, np.arange(len(places)))
    ratio = _lengths(places[one] - places[two]) / distances[one, two]
    ratio *= ratio.sum() / (ratio * ratio).sum()
    return float(((ratio - 1) ** 2).mean())


def scaled_from_pivots(distances: Floats) -> Floats:
    """The two main axes of the distances (columns) of each node (rows) from the pivots."""
    squares = distances**2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    places = -0.5 * _product("nk,ka->na", centred, _main_axes(_product("nk,nl->kl", centred, centred)))
    found: Floats = places * (distances.max() / 2 / (np.abs(places).max() or 1.0))
    return found


def _main_axes(square: Floats) -> Floats:
    """The eigenvectors of the two largest eigenvalues of a symmetric matrix, one a column.

    Of the two directions of each, that in which its largest entry is positive. Where eigenvalues are equal,
    as in a star or a circle, any turn of their axes is as right, and libraries choose by what processor they
    run on; so a little is added to each pivot, another to each.
    """
    apart = np.diag(np.linspace(0, _APART * np.abs(square).max(), len(square)))
    found = np.linalg.eigh(square + apart)[1][:, :-3:-1]
    largest = found[np.abs(found).argmax(axis=0), np.arange(found.shape[1])]
    axes: Floats = found * np.where(largest < 0, -1.0, 1.0)
    return axes


def _product(subscripts: str, one: Floats, two: Floats) -> Floats:
    """A product of matrices, summed in one order however many threads there are."""
    found: Floats = np.einsum(subscripts, one, two, optimize=False)
    return found


def _spread(places: Floats) -> Floats:
    """The same places, each moved a little its own way: nodes alike would otherwise stand on each other."""
    index = np.arange(len(places))
    reach = 0.3 * np.sqrt((index + 1) / len(places))
    moved: Floats = places + np.stack([reach * np.cos(_GOLDEN * index), reach * np.sin(_GOLDEN * index)], 1)
    return moved


def _wanted(matrix: Matrix, pivots: Ints, distances: Floats) -> Callable[[Floats], Floats]:
    """From places to where those it is tied to and the pivots would have each node, by weight."""
    weights = _weights(pivots, distances)
    reach = weights * distances
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    starts = matrix.indptr[:-1]
    total = (weights.sum(axis=1) + np.diff(matrix.indptr))[:, None]

    def wanted(places: Floats) -> Floats:
        others = places[matrix.indices]
        apart = places[rows] - others
        near = others + apart / np.maximum(_lengths(apart), _LEAST)[:, None]
        far = _from_pivots(weights, reach, places, places[pivots])
        found: Floats = (np.add.reduceat(near, starts, axis=0) + far) / total
        return found

    return wanted


def _weights(pivots: Ints, distances: Floats) -> Floats:
    """How much a pivot counts for a node: d⁻² for each node of its own that is at most half as far from it.

    A pivot's own nodes are those that no other pivot is nearer to. 0 for the node itself and its neighbours.
    """
    nearest = distances.argmin(axis=1)
    found = np.empty_like(distances)
    for at in range(len(pivots)):
        own = np.sort(distances[nearest == at, at])
        found[:, at] = np.searchsorted(own, distances[:, at] / 2, side="right")
    weights: Floats = np.where(distances > 1, found / np.maximum(distances, 1) ** 2, 0.0)
    return weights


def _from_pivots(weights: Floats, reach: Floats, places: Floats, pivots: Floats) -> Floats:
    """The sum over the pivots of where each would have a node, by weight."""
    across, down = (places[:, axis, None] - pivots[None, :, axis] for axis in (0, 1))
    pull = reach / np.maximum(np.sqrt(across * across + down * down), _LEAST)
    axes = (
        (weights * pivots[:, axis]).sum(axis=1) + (pull * apart).sum(axis=1)
        for axis, apart in enumerate((across, down))
    )
    return np.stack(list(axes), axis=1)


def _lengths(apart: Floats) -> Floats:
    found: Floats = np.sqrt(apart[:, 0] ** 2 + apart[:, 1] ** 2)
    return found

"""Places of the nodes of one connected graph, such that distance on the plane follows distance in ties.

Stress Σ w(i,j)·(|x(i)-x(j)| - d(i,j))², w = d⁻², is lowered by majorisation (Gansner, Koren & North 2005,
https://doi.org/10.1007/978-3-540-31843-9_25), which is Kamada and Kawai's goal
(https://doi.org/10.1016/0020-0190(89)90102-6) without their step sizes. It starts from pivot scaling
(Brandes & Pich 2007, https://doi.org/10.1007/978-3-540-70904-6_6), which alone serves large graphs. No
choice is random, so the same graph gives the same places.
"""

from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import dijkstra

__all__ = ["stressed"]

Matrix = Any

_DENSE_LIMIT = 700
_PIVOTS = 60
_ROUNDS = 80
_STILL = 2e-3
_GOLDEN = 2.399963229728653


def stressed(simple: Any, names: list[str]) -> dict[str, tuple[float, float]]:
    """Node → (x, y) of a connected `nx.Graph`; tied nodes are about one apart.

    Cost: quadratic in the nodes up to 700 of them; above, linear in the ties and a coarser picture.
    """
    adjacency = nx.to_scipy_sparse_array(simple, names, weight=None)
    places = _spread(_scaled_from_pivots(adjacency))
    if len(names) <= _DENSE_LIMIT:
        places = _majorised(dijkstra(adjacency, directed=False, unweighted=True), places)
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, places, strict=True)}


def _scaled_from_pivots(adjacency: Matrix) -> Matrix:
    """The two main axes of the distances to a few nodes that are far from one another."""
    nearest = np.full(adjacency.shape[0], np.inf)
    columns: list[Matrix] = []
    pivot = 0
    for _ in range(min(_PIVOTS, adjacency.shape[0])):
        column = dijkstra(adjacency, directed=False, indices=[pivot], unweighted=True)[0]
        columns.append(column)
        nearest = np.minimum(nearest, column)
        pivot = int(np.argmax(nearest))
    squares = np.stack(columns, axis=1) ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean()
    axes = np.linalg.eigh(centred.T @ centred)[1][:, -2:][:, ::-1]
    places = -0.5 * centred @ axes
    return places * (np.sqrt(squares.max()) / 2 / (np.abs(places).max() or 1.0))


def _spread(places: Matrix) -> Matrix:
    """The same places, each moved a little its own way: nodes alike would otherwise stand on each other."""
    index = np.arange(len(places))
    reach = 0.3 * np.sqrt((index + 1) / len(places))
    return places + np.stack([reach * np.cos(_GOLDEN * index), reach * np.sin(_GOLDEN * index)], axis=1)


def _majorised(distances: Matrix, places: Matrix) -> Matrix:
    with np.errstate(divide="ignore"):
        weights = np.where(distances > 0, distances**-2.0, 0.0)
    reach = weights * distances
    total = weights.sum(axis=1)[:, None]
    for _ in range(_ROUNDS):
        moved = _step(weights, reach, places) / total
        shift = np.abs(moved - places).max()
        places = moved
        if shift < _STILL:
            break
    return places


def _step(weights: Matrix, reach: Matrix, places: Matrix) -> Matrix:
    """Where the others would have each node stand, weighted; to be divided by the weights' sum."""
    x, y = places[:, 0], places[:, 1]
    across, down = x[:, None] - x[None, :], y[:, None] - y[None, :]
    pull = reach / np.sqrt(np.maximum(across * across + down * down, 1e-18))
    wanted = [weights @ x + (pull * across).sum(axis=1), weights @ y + (pull * down).sum(axis=1)]
    return np.stack(wanted, axis=1)

"""Where nodes stand in a picture: the same network gives the same places, in any process.

Components are laid out apart, each so that distance on the plane follows distance in ties
(`graph.network.stress`), turned to lie flat, then packed side by side (`graph.network.packing`). Two
tied nodes are one apart on average, farther where the nodes of their component would have too little room.
"""

from functools import lru_cache
from math import atan2, cos, sin
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints
from graph.network.kernels.parts import components
from graph.network.network import Network
from graph.network.packing import packed
from graph.network.stress import stressed

__all__ = ["LAYOUT", "Positions", "arrange", "arranged"]

Positions = dict[str, tuple[float, float]]
"""Node id → (x, y), y growing downwards."""

LAYOUT = "stress majorisation from pivot scaling, components apart"
"""How places come about, in words."""

_DIGITS = 4
_ROOM = 0.4
_TWO = np.array([[0.0, 0.0], [1.0, 0.0]])
_SMALL, _SHAPES = 12, 4096


def arrange(network: Network) -> Positions:
    """The place of each node; ids in the order of the network. Cost: as `arranged`."""
    return {name: (x, y) for name, (x, y) in zip(network.ids, arranged(network).tolist(), strict=True)}


def arranged(network: Network) -> Floats:
    """A row (x, y) for each node, in the order of the network; y grows downwards.

    Cost: that of `stressed` for each component.
    """
    matrix = network.adjacency.both_ways
    found: Floats = np.zeros((len(network), 2))
    parts = sorted(components(matrix), key=lambda places: (-len(places), int(places[0])))
    boxes = [_component(matrix, places) for places in parts]
    for places, box in zip(parts, packed(boxes), strict=True):
        found[places] = box
    return np.round(found, _DIGITS) + 0.0


def _component(matrix: Matrix, places: Ints) -> Floats:
    """Places in a component, from (0, 0) on; those of many small components of one shape are found once."""
    if len(places) <= 2:  # noqa: PLR2004 - one or both of two ends
        return _TWO[: len(places)]
    part = matrix[places][:, places]
    if len(places) > _SMALL:
        return _laid_out(part)
    return _small(len(places), part.indptr.tobytes(), part.indices.tobytes(), part.indices.dtype.str)


@lru_cache(_SHAPES)
def _small(count: int, indptr: bytes, indices: bytes, kind: str) -> Floats:
    columns = np.frombuffer(indices, kind)
    rows = np.frombuffer(indptr, kind)
    return _laid_out(csr_array((np.ones(len(columns)), columns, rows), shape=(count, count)))


def _laid_out(part: Matrix) -> Floats:
    places = _lying(_scaled(part, stressed(part)))
    found: Floats = places - places.min(axis=0)
    return found


def _scaled(part: Matrix, places: Floats) -> Floats:
    rows = np.repeat(np.arange(len(places)), np.diff(part.indptr))
    unit = np.sqrt(((places[rows] - places[part.indices]) ** 2).sum(axis=1)).mean()
    spread = np.sqrt(2 * ((places - places.mean(axis=0)) ** 2).sum(axis=1).mean())
    # So large is the disc that nodes fill if each has its room.
    least = np.sqrt(_ROOM * len(places) / np.pi)
    found: Floats = places * max(1 / (unit or 1.0), least / (spread or 1.0))
    return found


def _lying(places: Floats) -> Floats:
    """The same places turned so that the longest axis lies flat, its first node to the left."""
    moved = places - places.mean(axis=0)
    x, y = moved[:, 0], moved[:, 1]
    turn: Any = atan2(2 * (x * y).sum(), (x * x - y * y).sum()) / 2
    turned = np.stack([x * cos(turn) + y * sin(turn), y * cos(turn) - x * sin(turn)], axis=1)
    return -turned if turned[0, 0] > 0 else turned

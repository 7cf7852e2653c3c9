"""Where nodes stand in a picture: the same network gives the same places, in any process.

Components are laid out apart, each so that distance on the plane follows distance in ties
(Kamada & Kawai 1989, https://doi.org/10.1016/0020-0190(89)90102-6), or by seeded springs where that
would take too long (Fruchterman & Reingold 1991, https://doi.org/10.1002/spe.4380211102), then packed
side by side. The plane has no unit: two tied nodes are one apart on average.
"""

from collections.abc import Iterable, Mapping
from math import sqrt
from random import Random
from typing import Any

import networkx as nx

from graph.network.network import Network
from graph.network.simple import simple_graph

__all__ = ["Positions", "arrange"]

Positions = dict[str, tuple[float, float]]
"""Node id → (x, y), y growing downwards."""

_SEED = 42
_STRESS_LIMIT = 150
_GAP = 0.9
_ASPECT = 1.5
_DIGITS = 4


def arrange(network: Network) -> Positions:
    """The place of each node; ids in the order of the network.

    Cost: quadratic in the nodes of the largest component.
    """
    simple = simple_graph(network)
    components = sorted((sorted(each) for each in nx.connected_components(simple)), key=_largest_first)
    boxes = [_at_origin(_component(simple, names)) for names in components]
    places = _packed(boxes)
    return {node.id: places[node.id] for node in network.nodes}


def _largest_first(names: list[str]) -> tuple[int, str]:
    return -len(names), names[0]


def _component(simple: Any, names: list[str]) -> Positions:
    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    part: Any = nx.Graph()
    part.add_nodes_from(names)
    part.add_edges_from(sorted(tuple(sorted(pair)) for pair in simple.subgraph(names).edges))
    if len(names) <= _STRESS_LIMIT:
        found = nx.kamada_kawai_layout(part, weight=None)
    else:
        found = nx.spring_layout(part, seed=_seed(), weight=None, iterations=80)
    return _scaled(part, {name: (float(found[name][0]), float(found[name][1])) for name in names})


def _seed() -> int:
    return Random(_SEED).getrandbits(32)  # noqa: S311 - a layout is no secret


def _scaled(part: Any, places: Positions) -> Positions:
    lengths = [_distance(places[one], places[other]) for one, other in part.edges]
    unit = sum(lengths) / len(lengths) or 1.0
    return {name: (x / unit, y / unit) for name, (x, y) in places.items()}


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return sqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2)


def _at_origin(places: Positions) -> Positions:
    left = min(x for x, _ in places.values())
    top = min(y for _, y in places.values())
    return {name: (x - left, y - top) for name, (x, y) in places.items()}


def _packed(boxes: Iterable[Positions]) -> Positions:
    """Boxes in rows, the first box setting how wide a row may be."""
    sizes = [(max(x for x, _ in box.values()), max(y for _, y in box.values()), box) for box in boxes]
    area = sum((width + _GAP) * (height + _GAP) for width, height, _ in sizes)
    row_limit = max([sqrt(area * _ASPECT), *(width for width, _, _ in sizes)], default=0.0)
    placed: Positions = {}
    left = top = row = 0.0
    for width, height, box in sizes:
        if left and left + width > row_limit:
            left, top, row = 0.0, top + row + _GAP, 0.0
        placed |= _moved(box, left, top)
        left, row = left + width + _GAP, max(row, height)
    return placed


def _moved(box: Mapping[str, tuple[float, float]], left: float, top: float) -> Positions:
    return {name: (round(x + left, _DIGITS), round(y + top, _DIGITS)) for name, (x, y) in box.items()}

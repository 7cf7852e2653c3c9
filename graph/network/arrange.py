"""Where nodes stand in a picture: the same network gives the same places, in any process.

Components are laid out apart, each so that distance on the plane follows distance in ties
(`graph.network.stress`), turned to lie flat, then packed side by side. The plane has no unit: two tied
nodes are one apart on average.
"""

from collections.abc import Iterable, Mapping
from math import atan2, ceil, cos, sin, sqrt
from typing import Any

import networkx as nx

from graph.network.network import Network
from graph.network.simple import simple_graph
from graph.network.stress import stressed

__all__ = ["Positions", "arrange"]

Positions = dict[str, tuple[float, float]]
"""Node id → (x, y), y growing downwards."""

# Room beside and below a component, for names; and the width of the columns it is packed in.
_BESIDE, _BELOW, _STEP = 1.3, 0.8, 0.25
_ASPECT = 1.5
_DIGITS = 4


def arrange(network: Network) -> Positions:
    """The place of each node; ids in the order of the network.

    Cost: that of `stressed` for each component.
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
    part = simple.subgraph(names)
    return _lying(_scaled(part, stressed(part, names)))


def _scaled(part: Any, places: Positions) -> Positions:
    lengths = [_distance(places[one], places[other]) for one, other in part.edges]
    unit = sum(lengths) / len(lengths) or 1.0
    return {name: (x / unit, y / unit) for name, (x, y) in places.items()}


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return sqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2)


def _lying(places: Positions) -> Positions:
    """The same places turned so that the longest axis lies flat, its first node to the left."""
    middle = [sum(values) / len(places) for values in zip(*places.values(), strict=True)]
    moved = {name: (x - middle[0], y - middle[1]) for name, (x, y) in places.items()}
    across = sum(x * y for x, y in moved.values())
    turn = atan2(2 * across, sum(x * x - y * y for x, y in moved.values())) / 2
    turned = {
        name: (x * cos(turn) + y * sin(turn), y * cos(turn) - x * sin(turn)) for name, (x, y) in moved.items()
    }
    side = -1 if turned[min(turned)][0] > 0 else 1
    return {name: (side * x, side * y) for name, (x, y) in turned.items()}


def _at_origin(places: Positions) -> Positions:
    left = min(x for x, _ in places.values())
    top = min(y for _, y in places.values())
    return {name: (x - left, y - top) for name, (x, y) in places.items()}


def _packed(boxes: Iterable[Positions]) -> Positions:
    """Boxes set side by side, each where it comes to stand highest, on a sheet of about 3 to 2."""
    sizes = [
        (max(x for x, _ in box.values()) + _BESIDE, max(y for _, y in box.values()) + _BELOW, box)
        for box in boxes
    ]
    area = sum(wide * high for wide, high, _ in sizes)
    sheet = max([sqrt(area * _ASPECT), *(wide for wide, _, _ in sizes)], default=0.0)
    floor = [0.0] * (ceil(sheet / _STEP) + 1)
    placed: Positions = {}
    for wide, high, box in sizes:
        span = ceil(wide / _STEP)
        tops = [max(floor[at : at + span]) for at in range(max(1, len(floor) - span + 1))]
        at = min(range(len(tops)), key=lambda index: (tops[index], index))
        placed |= _moved(box, at * _STEP, tops[at])
        floor[at : at + span] = [tops[at] + high] * len(floor[at : at + span])
    return placed


def _moved(box: Mapping[str, tuple[float, float]], left: float, top: float) -> Positions:
    return {name: (round(x + left, _DIGITS), round(y + top, _DIGITS)) for name, (x, y) in box.items()}

"""The shapes of nodes and the lines of ties, as path data around a point."""

from collections.abc import Mapping
from math import cos, hypot, pi, sin
from types import MappingProxyType

from graph.network.picture.svg import number

__all__ = ["Point", "arrow_head", "line", "shape"]

Point = tuple[float, float]

# Corners by angle (turns clockwise from the top) and radius, scaled so that all shapes look equally large.
_POLYGONS: Mapping[str, tuple[tuple[float, float], ...]] = MappingProxyType(
    {
        "square": tuple((1 / 8 + at / 4, 1.25) for at in range(4)),
        "diamond": tuple((at / 4, 1.3) for at in range(4)),
        "triangle": tuple((at / 3, 1.4) for at in range(3)),
        "wedge": tuple((1 / 6 + at / 3, 1.4) for at in range(3)),
        "pentagon": tuple((at / 5, 1.18) for at in range(5)),
        "hexagon": tuple((1 / 12 + at / 6, 1.12) for at in range(6)),
        "star": tuple((at / 10, 0.62 if at % 2 else 1.42) for at in range(10)),
    }
)


def shape(name: str, centre: Point, radius: float) -> str:
    """Path data of a shape; the area is about that of a circle of that radius."""
    x, y = centre
    if name == "circle":
        half = f"a{number(radius)} {number(radius)} 0 1 0 "
        return f"M{number(x - radius)} {number(y)}{half}{number(2 * radius)} 0{half}{number(-2 * radius)} 0z"
    corners = (
        (x + radius * far * sin(2 * pi * turn), y - radius * far * cos(2 * pi * turn))
        for turn, far in _POLYGONS[name]
    )
    return "M" + "L".join(f"{number(u)} {number(v)}" for u, v in corners) + "z"


def line(start: Point, end: Point, bend: float) -> tuple[str, Point]:
    """Path data of a tie and its middle; ``bend`` is how far it bows out, 0 for a straight one."""
    (x, y), (u, v) = start, end
    if start == end:
        return _loop(start)
    if not bend:
        return f"M{number(x)} {number(y)}L{number(u)} {number(v)}", ((x + u) / 2, (y + v) / 2)
    length = hypot(u - x, v - y)
    across = ((y - v) / length, (u - x) / length)
    peak = ((x + u) / 2 + 2 * bend * across[0], (y + v) / 2 + 2 * bend * across[1])
    path = f"M{number(x)} {number(y)}Q{number(peak[0])} {number(peak[1])} {number(u)} {number(v)}"
    return path, ((x + u) / 2 + bend * across[0], (y + v) / 2 + bend * across[1])


def arrow_head(start: Point, end: Point, bend: float, gap: float) -> str:
    """Path data of an arrow head that ends ``gap`` before the end."""
    size = 8.0
    (x, y), (u, v) = start, end
    length = hypot(u - x, v - y) or 1.0
    # The curve arrives from its peak, so the head points along that last stretch.
    peak = ((x + u) / 2 - 2 * bend * (v - y) / length, (y + v) / 2 + 2 * bend * (u - x) / length)
    reach = hypot(u - peak[0], v - peak[1]) or 1.0
    along = ((u - peak[0]) / reach, (v - peak[1]) / reach)
    tip = (u - along[0] * gap, v - along[1] * gap)
    back = (tip[0] - along[0] * size, tip[1] - along[1] * size)
    side = (-along[1] * size / 2.4, along[0] * size / 2.4)
    corners = (tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    return "M" + "L".join(f"{number(a)} {number(b)}" for a, b in corners) + "z"


def _loop(at: Point) -> tuple[str, Point]:
    x, y = at
    path = f"M{number(x)} {number(y)}c-34 -44 34 -44 0 0"
    return path, (x, y - 33)

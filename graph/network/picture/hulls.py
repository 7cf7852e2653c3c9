"""Soft areas behind communities, so that groups are seen before they are read."""

from collections.abc import Mapping, Sequence

from graph.network.measures.community import communities_of
from graph.network.network import Network
from graph.network.picture.marks import Point
from graph.network.picture.svg import element, number

__all__ = ["hulls"]

_LEAST, _MOST_NODES = 3, 90
_AROUND = 24.0


def hulls(network: Network, points: Mapping[str, Point]) -> list[str]:
    """One area a community of at least three nodes that is tied to the rest of the network.

    A community that is a whole component stands apart already; large networks have none drawn.
    """
    if network.number_of_nodes() > _MOST_NODES:
        return []
    community = communities_of(network)
    open_ = {community[name] for name in community if _leaves(network, community, name)}
    groups: dict[int, list[Point]] = {}
    for name, at in community.items():
        groups.setdefault(at, []).append(points[name])
    return [_area(found) for at, found in sorted(groups.items()) if len(found) >= _LEAST and at in open_]


def _leaves(network: Network, community: Mapping[str, int], name: str) -> bool:
    return any(community[edge.source] != community[edge.target] for edge in network.ends[name])


def _area(points: Sequence[Point]) -> str:
    corners = _convex(sorted(set(points)))
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "z"
    return element("path", d=path, class_="hull", stroke_width=2 * _AROUND)


def _convex(points: Sequence[Point]) -> list[Point]:
    """The convex hull (Andrew's monotone chain, https://doi.org/10.1016/0020-0190(79)90072-3)."""
    return [*_chain(points)[:-1], *_chain(points[::-1])[:-1]]


def _chain(points: Sequence[Point]) -> list[Point]:
    found: list[Point] = []
    for point in points:
        while len(found) > 1 and _turn(found[-2], found[-1], point) <= 0:
            found.pop()
        found.append(point)
    return found


def _turn(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])

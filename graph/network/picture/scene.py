"""The geometry of a picture: where marks, lines and names stand, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from graph.network.measures import Result
from graph.network.network import Network
from graph.network.picture.labels import Box, Label, Wish, box_around, place, place_on
from graph.network.picture.marks import Point, line
from graph.network.picture.strokes import MOST_TOLD, segments
from graph.network.rows import Edge
from graph.network.text import shortened, wrapped

__all__ = ["TEXT", "TIE_TEXT", "Scene", "Tie", "scene", "strong"]

_AREA, _LARGEST = 620_000.0, 3.0
_CLOSEST, _WIDEST = 20.0, 135.0
_SMALL_NETWORK, _ALL_NAMED = 60, 100
_NAMED_TIES = 60
_MOST_LABELS = 40
_GROWTH = 1.17
_ROUNDS = 5
_BEND = 16.0
TEXT, TIE_TEXT = 14.0, 11.0
_BOLD, _MOST_STRONG = 1.1, 5


@dataclass(frozen=True, slots=True)
class Tie:
    """A line of the picture."""

    edge: Edge
    start: Point
    end: Point
    bend: float
    path: str
    middle: Point


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that has a place.

    Attributes:
        points: node id → centre of its mark.
        radii: node id → radius of its mark.
        ties: the lines, in the order of the network's edges; none where there are too many to be told apart.
        labels: node id → its name, for those that found room.
        tie_labels: edge id → its relation's name, for those that found room.
        bounds: the room all of it takes.
        scale: how many units of the picture are one of the places.
    """

    points: Mapping[str, Point]
    radii: Mapping[str, float]
    ties: tuple[Tie, ...]
    labels: Mapping[str, Label]
    tie_labels: Mapping[str, Label]
    bounds: Box
    scale: float


def scene(network: Network, places: Mapping[str, Point], result: Result) -> Scene:
    """The geometry of a network, given more room until all names of a small network fit."""
    scale = _scale(places)
    found = _scene_at(network, places, result, scale)
    for _ in range(_ROUNDS):
        if network.number_of_nodes() > _SMALL_NETWORK or len(found.labels) == network.number_of_nodes():
            break
        scale *= _GROWTH
        found = _scene_at(network, places, result, scale)
    return found


def _scene_at(network: Network, places: Mapping[str, Point], result: Result, scale: float) -> Scene:
    points = {name: (x * scale, y * scale) for name, (x, y) in places.items()}
    radii = _radii(network, result)
    ties = _ties(network, points)
    marks = {name: box_around(points[name], radius) for name, radius in radii.items()}
    wishes = _wishes(network, result, points, radii)
    named = {wish.name for wish in wishes}
    labels = place(
        wishes,
        [box for name, box in marks.items() if name in named],
        segments(network, points),
        [box for name, box in marks.items() if name not in named],
    )
    taken = [*marks.values(), *(label.box for label in labels.values())]
    return Scene(points, radii, ties, labels, _tie_labels(ties, taken), _bounds(taken, ties), scale)


def _scale(places: Mapping[str, Point]) -> float:
    wide = max((x for x, _ in places.values()), default=0.0) + 1
    high = max((y for _, y in places.values()), default=0.0) + 1
    area = _AREA * max(1.0, min(_LARGEST, sqrt(len(places) / _SMALL_NETWORK)))
    return min(_WIDEST, max(_CLOSEST, sqrt(area / (wide * high))))


def strong(result: Result) -> frozenset[str]:
    """The few highest nodes, whose names are set in bold."""
    most = min(_MOST_STRONG, len(result.scores) // 4)
    return frozenset(name for name, value in result.scores[:most] if value > 0)


def _radii(network: Network, result: Result) -> dict[str, float]:
    scores = dict(result.scores)
    most = max(scores.values(), default=0)
    crowd = max(0.4, min(1.0, sqrt(_SMALL_NETWORK / max(network.number_of_nodes(), 1))))
    return {
        name: crowd * (6 + 13 * sqrt(max(scores.get(name, 0), 0) / most if most > 0 else 0))
        for name in network.ids
    }


def _ties(network: Network, points: Mapping[str, Point]) -> tuple[Tie, ...]:
    if network.number_of_edges() > MOST_TOLD:
        return ()
    edges = tuple(network.edges)
    parallel: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        one, two = sorted((edge.source, edge.target))
        parallel.setdefault((one, two), []).append(edge)
    bends = {
        edge.id: _BEND * (index - (len(together) - 1) / 2) * (1 if edge.source == ends[0] else -1)
        for ends, together in parallel.items()
        for index, edge in enumerate(together)
    }
    return tuple(_tie(edge, points, bends[edge.id]) for edge in edges)


def _tie(edge: Edge, points: Mapping[str, Point], bend: float) -> Tie:
    start, end = points[edge.source], points[edge.target]
    path, middle = line(start, end, bend)
    return Tie(edge, start, end, bend, path, middle)


def _wishes(
    network: Network, result: Result, points: Mapping[str, Point], radii: Mapping[str, float]
) -> list[Wish]:
    scores = dict(result.scores)
    ordered = sorted(network.nodes, key=lambda node: (-scores.get(node.id, 0), node.id))
    if network.number_of_nodes() > _ALL_NAMED:
        ordered = ordered[:_MOST_LABELS]
    bold = strong(result)
    return [
        Wish(
            node.id,
            wrapped(node.label, 25),
            points[node.id],
            radii[node.id],
            TEXT,
            _BOLD if node.id in bold else 1.0,
        )
        for node in ordered
    ]


def _tie_labels(ties: tuple[Tie, ...], taken: list[Box]) -> Mapping[str, Label]:
    if not ties or len(ties) > _NAMED_TIES:
        return {}
    wishes = [
        Wish(tie.edge.id, (shortened(tie.edge.relation_label, 24),), tie.middle, 0.0, TIE_TEXT)
        for tie in ties
        if tie.edge.relation_label
    ]
    return place_on(wishes, taken)


def _bounds(taken: list[Box], ties: tuple[Tie, ...]) -> Box:
    boxes = [*taken, *(box_around(tie.middle, 1.0) for tie in ties)] or [Box(0, 0, 0, 0)]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )

"""Where names stand: beside their nodes, over no other name and no node, crossing few ties.

The most important nodes choose first. A name that finds no free place is left out (it stays in the
tooltip and in the list); callers can give the picture more room and try again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.network.columns import Floats
from graph.network.picture.marks import Point
from graph.network.text import width

__all__ = ["Box", "Label", "Wish", "box_around", "crossings", "place", "place_on"]

_LEADING = 1.15
_AWAY = 4.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in picture units."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether they share a point."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A placed name.

    Attributes:
        lines: its text, one to a line.
        at: where the first baseline is anchored.
        anchor: ``start``, ``middle`` or ``end`` of a line at that point.
        box: the room it takes.
    """

    lines: tuple[str, ...]
    at: Point
    anchor: str
    box: Box


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that wants a place: whose, in what lines and size, beside a mark of what radius.

    ``stretch`` is how much wider than plain letters its letters are.
    """

    name: str
    lines: tuple[str, ...]
    centre: Point
    radius: float
    size: float
    stretch: float = 1.0


def box_around(centre: Point, radius: float) -> Box:
    """The room a mark takes."""
    x, y = centre
    return Box(x - radius, y - radius, x + radius, y + radius)


def place(
    wishes: Iterable[Wish], marks: Iterable[Box], ties: Floats, crowd: Sequence[Box] = ()
) -> Mapping[str, Label]:
    """Name → its label, for those that found a place, served in the order given.

    Args:
        wishes: the names.
        marks: what no name may cover.
        ties: what names should not cover: a row (x, y, x, y) for each straight line.
        crowd: marks that names should not cover either, but may: those of nameless nodes in a large network.
    """
    taken = list(marks)
    crowded = np.array([(box.left, box.top, box.right, box.bottom) for box in crowd]).reshape(-1, 4)
    found: dict[str, Label] = {}
    for wish in wishes:
        free = [each for each in _candidates(wish) if not any(each.box.overlaps(box) for box in taken)]
        if free:
            # min() keeps the first of equals, so the order of the candidates is the order of preference.
            best = min(free, key=lambda each: crossings(each.box, ties) + 4 * _overlaps(each.box, crowded))
            found[wish.name] = best
            taken.append(best.box)
    return found


def crossings(box: Box, segments: Floats) -> int:
    """How many straight lines, a row (x, y, x, y) each, pass through a box (Liang & Barsky's clipping)."""
    x, y, u, v = segments.T
    first, last = np.zeros(len(segments)), np.ones(len(segments))
    is_beside = np.zeros(len(segments), np.bool_)
    for step, room in (
        (x - u, x - box.left),
        (u - x, box.right - x),
        (y - v, y - box.top),
        (v - y, box.bottom - y),
    ):
        is_beside |= (step == 0) & (room < 0)
        at = room / np.where(step == 0, np.inf, step)
        first = np.where(step < 0, np.maximum(first, at), first)
        last = np.where(step > 0, np.minimum(last, at), last)
    return int(np.count_nonzero((first < last) & ~is_beside))


def _overlaps(box: Box, others: Floats) -> int:
    left, top, right, bottom = others.T
    is_shared = (box.left < right) & (left < box.right) & (box.top < bottom) & (top < box.bottom)
    return int(np.count_nonzero(is_shared))


def place_on(wishes: Iterable[Wish], taken: Iterable[Box]) -> Mapping[str, Label]:
    """Name → its label right on its point, for those where nothing else stands."""
    boxes = list(taken)
    found: dict[str, Label] = {}
    for wish in wishes:
        label = _label(wish, (0.0, 0.0))
        if not any(label.box.overlaps(box) for box in boxes):
            found[wish.name] = label
            boxes.append(label.box)
    return found


def _candidates(wish: Wish) -> list[Label]:
    """Right, left, below, above, then the corners; then the same a little farther away."""
    found = []
    for away in (_AWAY, _AWAY + wish.size):
        gap = wish.radius + away
        slant = 0.72 * gap
        offsets = ((gap, 0), (-gap, 0), (0, gap), (0, -gap))
        corners = ((slant, slant), (-slant, slant), (slant, -slant), (-slant, -slant))
        found += [_label(wish, offset) for offset in (*offsets, *corners)]
    return found


def _label(wish: Wish, offset: Point) -> Label:
    wide = wish.stretch * max(width(line, wish.size) for line in wish.lines)
    leading = _LEADING * wish.size
    high = leading * len(wish.lines)
    x, y = wish.centre[0] + offset[0], wish.centre[1] + offset[1]
    left = x if offset[0] > 0 else x - wide if offset[0] < 0 else x - wide / 2
    top = y if offset[1] > 0 else y - high if offset[1] < 0 else y - high / 2
    anchor = "start" if offset[0] > 0 else "end" if offset[0] < 0 else "middle"
    box = Box(left - 2, top, left + wide + 2, top + high)
    return Label(wish.lines, (x, top + 0.86 * wish.size), anchor, box)

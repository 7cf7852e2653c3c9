"""Where names stand: beside their nodes, over no other name and no node, crossing few ties.

The most important nodes choose first. A name that finds no free place is left out (it stays in the
tooltip and in the list); callers can give the picture more room and try again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.network.picture.marks import Point
from graph.network.text import width

__all__ = ["Box", "Label", "Segment", "Wish", "box_around", "place", "place_on"]

_LEADING = 1.15
_AWAY = 4.0
Segment = tuple[Point, Point]


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

    def is_crossed_by(self, segment: Segment) -> bool:
        """Whether a straight line passes through (Liang & Barsky's clipping)."""
        (x, y), (u, v) = segment
        first, last = 0.0, 1.0
        for step, room in (
            (x - u, x - self.left),
            (u - x, self.right - x),
            (y - v, y - self.top),
            (v - y, self.bottom - y),
        ):
            if step == 0:
                if room < 0:
                    return False
                continue
            at = room / step
            first, last = (max(first, at), last) if step < 0 else (first, min(last, at))
        return first < last


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
    wishes: Iterable[Wish], marks: Iterable[Box], ties: Sequence[Segment], crowd: Sequence[Box] = ()
) -> Mapping[str, Label]:
    """Name → its label, for those that found a place, served in the order given.

    Args:
        wishes: the names.
        marks: what no name may cover.
        ties: what names should not cover.
        crowd: marks that names should not cover either, but may: those of nameless nodes in a large network.
    """
    taken = list(marks)
    found: dict[str, Label] = {}
    for wish in wishes:
        free = [each for each in _candidates(wish) if not any(each.box.overlaps(box) for box in taken)]
        if free:
            # min() keeps the first of equals, so the order of the candidates is the order of preference.
            best = min(free, key=lambda each: _covered(each.box, ties, crowd))
            found[wish.name] = best
            taken.append(best.box)
    return found


def _covered(box: Box, ties: Sequence[Segment], crowd: Sequence[Box]) -> int:
    return sum(box.is_crossed_by(tie) for tie in ties) + 4 * sum(box.overlaps(mark) for mark in crowd)


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

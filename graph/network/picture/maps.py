"""A network on a map: nodes where they are on the earth, meridians and parallels around them, no coasts.

The map is equirectangular (x = λ·cos φ₀, y = -φ; Snyder 1987, https://doi.org/10.3133/pp1395, p. 90), true to
scale along its middle parallel φ₀. A tie is a straight line on the page, not the way it takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, cos, pi, radians, sqrt

import numpy as np

from graph.errors import NetworkError
from graph.network.columns import Floats, Mask
from graph.network.network import Network
from graph.network.picture.labels import Box
from graph.network.picture.svg import element, number
from graph.network.picture.words import counted

__all__ = ["MAP", "Chart", "charted", "graticule"]

MAP = "equirectangular map"
"""How places on a map come about, in words."""

_WIDE, _LEAST_DEGREES = 14.0, 0.2
_STEPS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_MOST_LINES = 7
_STEEPEST = 75.0
_GOLDEN, _APART = pi * (3 - sqrt(5)), 0.12
_MARGIN, _TEXT = 14.0, 11.0


@dataclass(frozen=True, eq=False)
class Chart:
    """A network on a map.

    Attributes:
        network: the nodes that have a place, and the ties among them.
        places: node id → (x, y) from about (0, 0) on, y growing downwards.
        west: longitude at x = 0, in degrees.
        north: latitude at y = 0, in degrees.
        across: units of x for a degree of longitude.
        down: units of y for a degree of latitude.
        told: which nodes have no place of their own, and what is left out.
    """

    network: Network
    places: Mapping[str, tuple[float, float]]
    west: float
    north: float
    across: float
    down: float
    told: str


def charted(network: Network, coordinates: Mapping[str, tuple[float, float]]) -> Chart:
    """The network on a map; a node without a place stands amid those of its neighbours that have one.

    Args:
        network: what to show.
        coordinates: node id → latitude and longitude, in degrees.

    Raises:
        NetworkError: no node has a place.
    """
    sphere, is_placed = _on_sphere(network, coordinates)
    own = int(np.count_nonzero(is_placed))
    if not own:
        raise NetworkError(
            "No node of this network has coordinates. A map needs geo:hasGeometry/geo:asWKT, or latitude and "
            "longitude, of the nodes or of the places they are located in."
        )
    around = network.adjacency.both_ways @ sphere
    is_amid = ~is_placed & (np.abs(around).max(axis=1) > 0)
    sphere = np.where(is_amid[:, None], around, sphere)
    edges, is_shown = network.edge_table, is_placed | is_amid
    kept = [name for name, is_kept in zip(network.ids, is_shown.tolist(), strict=True) if is_kept]
    part = network.part("nodes with a place", is_shown[edges.source] & is_shown[edges.target], kept)
    told = [f"{counted(own, 'node')} stand where they are"]
    told += (
        [f"{counted(int(is_amid.sum()), 'node')} amid the places they are tied to"] if is_amid.any() else []
    )
    gone = len(network) - len(part)
    told += [f"{counted(gone, 'node')} without a place are left out"] if gone else []
    return _chart(part, sphere[is_shown], "; ".join(told) + ".")


def graticule(chart: Chart, scale: float, bounds: Box) -> list[str]:
    """Meridians and parallels within the bounds of a drawing on that scale, with their degrees."""
    across, down = chart.across * scale, chart.down * scale
    left, right = bounds.left - _MARGIN, bounds.right + _MARGIN
    top, bottom = bounds.top - _MARGIN, bounds.bottom + _MARGIN
    east, west = chart.west + right / across, chart.west + left / across
    south, north = chart.north - bottom / down, chart.north - top / down
    step = _step(max(east - west, north - south))
    lines, names = [], []
    for degree in _degrees(west, east, step):
        x = (degree - chart.west) * across
        lines.append(f"M{number(x)} {number(top)}V{number(bottom)}")
        names.append(_name(_said((degree + 180) % 360 - 180, "E", "W"), x + 3, bottom - 3))
    for degree in _degrees(south, north, step):
        y = (chart.north - degree) * down
        lines.append(f"M{number(left)} {number(y)}H{number(right)}")
        names.append(_name(_said(degree, "N", "S"), left + 3, y - 3))
    drawn = element("path", d="".join(lines), class_="tie faint", stroke_width=0.7)
    return [element("g", drawn, *names, class_="quiet")]


def _on_sphere(network: Network, coordinates: Mapping[str, tuple[float, float]]) -> tuple[Floats, Mask]:
    """A row (x, y, z) of length one for each node, 0 where it has no place; and which have one."""
    found = np.zeros((len(network), 3))
    is_placed = np.zeros(len(network), np.bool_)
    for at, name in enumerate(network.ids):
        if name in coordinates:
            latitude, longitude = np.radians(coordinates[name])
            found[at] = (
                np.cos(latitude) * np.cos(longitude),
                np.cos(latitude) * np.sin(longitude),
                np.sin(latitude),
            )
            is_placed[at] = True
    return found, is_placed


def _chart(part: Network, sphere: Floats, told: str) -> Chart:
    latitude = np.degrees(np.arctan2(sphere[:, 2], np.hypot(sphere[:, 0], sphere[:, 1])))
    longitude = np.degrees(np.arctan2(sphere[:, 1], sphere[:, 0]))
    middle = float(latitude.max() + latitude.min()) / 2
    squeeze = cos(radians(max(-_STEEPEST, min(_STEEPEST, middle))))
    wide = max(float(np.ptp(longitude)) * squeeze, float(np.ptp(latitude)), _LEAST_DEGREES)
    unit = _WIDE / wide
    west, north = float(longitude.min()), float(latitude.max())
    found = np.stack([(longitude - west) * squeeze * unit, (north - latitude) * unit], axis=1)
    places = np.round(found + _beside(found), 4) + 0.0
    named = {name: (x, y) for name, (x, y) in zip(part.ids, places.tolist(), strict=True)}
    return Chart(part, named, west, north, squeeze * unit, unit, told)


def _beside(places: Floats) -> Floats:
    """How far each node stands from its place, so that those of one place surround it."""
    found = np.zeros_like(places)
    seen: dict[tuple[float, float], int] = {}
    for at, (x, y) in enumerate(np.round(places, 2).tolist()):
        turn = seen.get((x, y), 0)
        seen[x, y] = turn + 1
        reach = _APART * sqrt(turn)
        found[at] = (reach * cos(turn * _GOLDEN), reach * np.sin(turn * _GOLDEN))
    return found


def _step(degrees: float) -> float:
    """A round number of degrees of which so many hold seven at most."""
    return next((each for each in _STEPS if degrees / each <= _MOST_LINES), _STEPS[-1])


def _degrees(first: float, last: float, step: float) -> list[float]:
    return [round(at * step, 2) for at in range(ceil(first / step), int(last // step) + 1)]


def _said(degree: float, above: str, below: str) -> str:
    side = "" if degree in {0.0, -180.0} else f" {above}" if degree > 0 else f" {below}"
    return f"{abs(degree):g}°{side}"


def _name(text: str, x: float, y: float) -> str:
    return element("text", text, x=x, y=y, font_size=_TEXT)

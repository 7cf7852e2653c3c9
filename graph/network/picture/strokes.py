"""The ties of a large network: a few paths for all of them, one line a pair of nodes."""

from collections.abc import Mapping

import numpy as np

from graph.network.columns import Floats, Ints
from graph.network.network import Network
from graph.network.picture.marks import Point, arrow_head
from graph.network.picture.svg import element, number
from graph.network.picture.words import FIRM
from graph.terms import local_name

__all__ = ["MOST_TOLD", "segments", "strokes"]

MOST_TOLD = 500
"""Most ties that are lines of their own, each with its words."""

_WIDTHS = ((1.0, 0.8), (2.0, 1.6), (5.0, 2.8))


def segments(network: Network, points: Mapping[str, Point]) -> Floats:
    """The pairs of neighbours as straight lines: a row (x, y, x, y) each."""
    one, two, _, _ = _pairs(network)
    places = np.array([points[name] for name in network.ids]).reshape(-1, 2)
    return np.concatenate([places[one], places[two]], axis=1)


def strokes(network: Network, points: Mapping[str, Point], radii: Mapping[str, float]) -> list[str]:
    """One path for all lines of one look: solid where a tie is stated or derived, wider where it weighs more.

    Lines are faint, so that what they cover is seen.
    """
    lines = segments(network, points)
    _, _, is_firm, weight = _pairs(network)
    level = np.searchsorted([least for least, _ in _WIDTHS], weight, side="right").clip(1) - 1
    written = []
    for firm in (True, False):
        for at, (_, wide) in enumerate(_WIDTHS):
            chosen = lines[(is_firm == firm) & (level == at)]
            if len(chosen):
                style = "tie faint" if firm else "tie faint dashed"
                written.append(element("path", d=_path(chosen), class_=style, stroke_width=wide))
    return [*written, *_heads(network, points, radii)]


def _pairs(network: Network) -> tuple[Ints, Ints, Ints, Floats]:
    """Pairs of different nodes that are tied: their places, whether a tie is firm, the sum of weights."""
    edges, count = network.edge_table, len(network)
    low, high = np.minimum(edges.source, edges.target), np.maximum(edges.source, edges.target)
    key, pair = np.unique(low.astype(np.int64) * count + high, return_inverse=True)
    firm = edges.status.mapped(local_name).is_in(FIRM)
    is_firm = np.bincount(pair, weights=firm, minlength=len(key)) > 0
    weight = np.bincount(pair, weights=edges.weight, minlength=len(key))
    one, two = key // max(count, 1), key % max(count, 1)
    proper = one != two
    return one[proper], two[proper], is_firm[proper], weight[proper]


def _path(lines: Floats) -> str:
    return "".join(
        f"M{number(x)} {number(y)}L{number(u)} {number(v)}" for x, y, u, v in np.round(lines, 1).tolist()
    )


def _heads(network: Network, points: Mapping[str, Point], radii: Mapping[str, float]) -> list[str]:
    if not network.is_directed():
        return []
    edges, ids = network.edge_table, network.ids
    pairs = np.unique(np.stack([edges.source, edges.target], axis=1), axis=0).tolist()
    heads = (
        arrow_head(points[ids[one]], points[ids[two]], 0.0, radii[ids[two]] + 2)
        for one, two in pairs
        if one != two
    )
    return [element("path", d="".join(heads), class_="head")]

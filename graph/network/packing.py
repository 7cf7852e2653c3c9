"""Drawings set side by side on a sheet, with room between them."""

from collections.abc import Sequence
from math import ceil, sqrt

import numpy as np

from graph.network.columns import Floats

__all__ = ["packed"]

# Room beside and below a drawing, for names; and the width of the columns they are packed in.
_ROOM, _STEP = np.array([1.3, 0.8]), 0.25
_ASPECT = 1.5


def packed(drawings: Sequence[Floats]) -> list[Floats]:
    """The same drawings, each moved to where it comes to stand highest, on a sheet of about 3 to 2.

    Cost: drawings × columns of the sheet.

    Args:
        drawings: rows (x, y) from (0, 0) on, the largest drawing first.
    """
    sizes = [drawing.max(axis=0) + _ROOM for drawing in drawings]
    area = sum(float(wide * high) for wide, high in sizes)
    sheet = max([sqrt(area * _ASPECT), *(float(wide) for wide, _ in sizes)], default=0.0)
    floor = np.zeros(ceil(sheet / _STEP) + 1)
    found = []
    for drawing, (wide, high) in zip(drawings, sizes, strict=True):
        span = min(ceil(wide / _STEP), len(floor))
        tops = np.lib.stride_tricks.sliding_window_view(floor, span).max(axis=1)
        at = int(tops.argmin())
        found.append(drawing + np.array([at * _STEP, tops[at]]))
        floor[at : at + span] = tops[at] + high
    return found

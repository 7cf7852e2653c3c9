"""The legend: what shapes, lines and sizes mean, each with how often it occurs."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.network.measures import Result
from graph.network.network import Network
from graph.network.picture.marks import shape
from graph.network.picture.palette import Kind, Looks
from graph.network.picture.svg import element
from graph.network.picture.words import FIRM
from graph.network.text import escaped, shortened, width
from graph.terms import local_name

__all__ = ["Legend", "legend"]

_ROW, _SIZE, _SIGN, _GAP = 24.0, 13.0, 26.0, 22.0


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend as markup, with its top left corner at (0, 0), and how high it is."""

    markup: str
    height: float


@dataclass(frozen=True, slots=True)
class _Item:
    """One sign with its meaning; the sign is drawn around (0, 0)."""

    sign: str
    text: str

    @property
    def wide(self) -> float:
        return _SIGN + width(self.text, _SIZE) + _GAP


def legend(
    network: Network, looks: Looks, result: Result | None, wide: float, *, has_areas: bool = False
) -> Legend:
    """The legend of a picture that is so wide, in rows."""
    items = _lines(network, result, has_areas=has_areas)
    if looks.core:
        sign = element("path", d=shape("circle", (4.0, 0.0), 6.5), class_="mark hollow core")
        items.append(_Item(sign, f"innermost core, k = {looks.core_number} ({len(looks.core)})"))
    rows = [*_rows([_kind(each) for each in looks.kinds], wide), *_rows(items, wide)]
    lines = [
        element("g", *_row(items), transform=f"translate(0 {index * _ROW + _ROW / 2:g})")
        for index, items in enumerate(rows)
    ]
    return Legend("".join(lines), len(rows) * _ROW)


def _rows(items: Iterable[_Item], wide: float) -> list[list[_Item]]:
    rows: list[list[_Item]] = []
    left = wide
    for item in items:
        if left + item.wide > wide or not rows:
            rows.append([])
            left = 0.0
        rows[-1].append(item)
        left += item.wide
    return rows


def _row(items: Iterable[_Item]) -> list[str]:
    written, left = [], 0.0
    for item in items:
        words = element("text", escaped(item.text), x=_SIGN - 8, y=4.5, font_size=_SIZE)
        written.append(element("g", item.sign, words, transform=f"translate({left:g} 0)"))
        left += item.wide
    return written


def _kind(kind: Kind) -> _Item:
    style = {"class_": "mark hollow"} if kind.is_hollow else {"class_": "mark", "fill": kind.colour}
    return _Item(
        element("path", d=shape(kind.shape, (4.0, 0.0), 6.5), **style),
        f"{shortened(kind.label, 32)} ({kind.count})",
    )


def _lines(network: Network, result: Result | None, *, has_areas: bool) -> list[_Item]:
    counts = {local_name(iri): number for iri, number in network.statuses().items()}
    items = []
    for is_firm, style in ((True, "tie"), (False, "tie dashed")):
        found = {name: number for name, number in counts.items() if (name in FIRM) == is_firm}
        if found:
            text = ", ".join(f"{name or 'status unknown'} ({number})" for name, number in found.items())
            items.append(_Item(element("path", d="M-6 0H14", class_=style, stroke_width=1.6), text))
    scores = [value for _, value in result.scores] if result else []
    if result and max(scores, default=0) > 0:
        two = element("path", d=shape("circle", (-5.0, 0.0), 3.0) + shape("circle", (5.0, 0.0), 6.5))
        sign = element("g", two, class_="mark hollow")
        items.append(
            _Item(sign, f"size: {result.method.measure.lower()}, {min(scores):.3g} to {max(scores):.3g}")
        )
    if has_areas:
        items.append(
            _Item(element("path", d="M-1 0H9", class_="hull swatch", stroke_width=14), "community (Louvain)")
        )
    if network.is_directed():
        items.append(
            _Item(element("path", d="M12 0L3 -4L3 4z", class_="head"), "arrow: from source to target")
        )
    return items

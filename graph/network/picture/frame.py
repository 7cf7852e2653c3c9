"""The sheet around a drawing: title, what it shows in words, the legend, the method."""

from dataclasses import dataclass
from hashlib import sha256

from graph.network.picture.labels import Box
from graph.network.picture.legend import Legend
from graph.network.picture.style import STYLE
from graph.network.picture.svg import element, number, text_lines
from graph.network.text import escaped, shortened, width

__all__ = ["LEGEND_MARGIN", "Sheet", "framed", "sheet_width"]

_MARGIN = 28.0
LEGEND_MARGIN = _MARGIN + 6
_LEAST_WIDTH = 760.0
_TITLE, _WORDS, _CAPTION = 21.0, 14.0, 12.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a sheet.

    Attributes:
        title: the heading.
        intro: what the drawing shows, in short, under the title.
        words: the same at length, for those who can't see.
        body: the drawing, as markup.
        bounds: the room it takes.
        legend: what its signs mean.
        caption: how its numbers came about.
        has_links: whether nodes are links.
        facts: how the picture came about, for machines; nothing where empty.
    """

    title: str
    intro: str
    words: str
    body: tuple[str, ...]
    bounds: Box
    legend: Legend
    caption: str
    has_links: bool
    facts: str = ""


def sheet_width(bounds: Box) -> float:
    """How wide a sheet is that holds so wide a drawing."""
    return max(_LEAST_WIDTH, bounds.right - bounds.left + 2 * _MARGIN)


def framed(sheet: Sheet) -> str:
    """The SVG document."""
    wide = sheet_width(sheet.bounds)
    inner = wide - 2 * _MARGIN
    intro = _lines(sheet.intro, _WORDS, inner, 4)
    top = 58.0 + 19 * len(intro) + 22
    below = top + sheet.bounds.bottom - sheet.bounds.top + 36
    caption = _lines(sheet.caption, _CAPTION, inner, 6)
    written = below + sheet.legend.height + 24
    across = (wide - sheet.bounds.left - sheet.bounds.right) / 2
    heading = (shortened(sheet.title, int(inner / 12)),)
    mark = sha256(f"{sheet.title}\n{sheet.words}".encode()).hexdigest()[:8]
    parts = [
        element("title", escaped(sheet.title), id=f"t{mark}"),
        element("desc", escaped(sheet.words), id=f"d{mark}"),
        *([element("metadata", escaped(sheet.facts))] if sheet.facts else []),
        element("style", STYLE),
        element("rect", class_="paper", width="100%", height="100%"),
        text_lines(heading, x=_MARGIN, y=40.0, leading=24, font_size=_TITLE, font_weight=600),
        text_lines(intro, x=_MARGIN, y=65.0, leading=19, font_size=_WORDS, class_="quiet"),
        _at(across, top - sheet.bounds.top, *sheet.body),
        _at(LEGEND_MARGIN, below, sheet.legend.markup, class_="quiet"),
        text_lines(caption, x=_MARGIN, y=written, leading=16, font_size=_CAPTION, class_="quiet"),
    ]
    return _document(parts, wide, written + 16 * len(caption) + 8, mark, has_links=sheet.has_links)


def _at(x: float, y: float, *body: str, class_: str | None = None) -> str:
    return element("g", *body, class_=class_, transform=f"translate({number(x)} {number(y)})")


def _document(parts: list[str], wide: float, high: float, mark: str, *, has_links: bool) -> str:
    written = element(
        "svg",
        "\n",
        "\n".join(parts),
        "\n",
        xmlns="http://www.w3.org/2000/svg",
        class_="mlg-net",
        viewBox=f"0 0 {number(wide)} {number(high)}",
        width=wide,
        height=high,
        # The parts of an image can't be reached, so a picture with links is a group.
        role="group" if has_links else "img",
        aria_labelledby=f"t{mark}",
        aria_describedby=f"d{mark}",
    )
    return written + "\n"


def _lines(text: str, size: float, wide: float, most: int) -> tuple[str, ...]:
    """The text in lines that fit; the last of the most allowed ends in an ellipsis where more follows."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if width(joined, size) > wide and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = joined
    if len(lines) > most:
        lines[most - 1 :] = [f"{lines[most - 1].rstrip(' ,;.')} …"]
    return tuple(lines)

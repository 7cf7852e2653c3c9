"""Pictures as PNG and PDF, made of the SVG, so that all of them show the same.

Typst draws them: text in the PDF can be searched and copied, fonts are taken from the system and, where it
has none, from what Typst brings along. No time is written, so the same picture gives the same bytes wherever
the same fonts are.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import Literal

import typst

from graph.errors import NetworkError

__all__ = ["PICTURES", "PictureFormat"]

_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_WORDS = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)
_PAGE = b"""
#set page(width: float(sys.inputs.width) * 1pt, height: float(sys.inputs.height) * 1pt, margin: 0pt)
#set document(title: sys.inputs.title, description: sys.inputs.words, date: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.words)
"""
# A PNG has two dots for each unit of a picture, which is sharp on any screen, as long as it has at most so
# many; a page of PDF is at most 200 inches long (ISO 32000-1, annex C.2).
_DOTS, _MOST_DOTS = 2.0, 40_000_000
_LONGEST_PAGE = 14_400.0
_POINTS = 72.0


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """One way to write a picture.

    Attributes:
        name: short, as in addresses; the ending of a file.
        label: what people call it.
        media_type: as registered.
        write: from the picture as SVG to the file.
    """

    name: str
    label: str
    media_type: str
    write: Callable[[str], bytes]


def as_svg(picture: str) -> bytes:
    """The picture itself."""
    return picture.encode()


def as_png(picture: str) -> bytes:
    """The picture in dots: two for each of its units, fewer where that would be more than 40 million.

    Raises:
        NetworkError: it can't be drawn.
    """
    wide, high = _size(picture)
    dots = min(_DOTS, (_MOST_DOTS / (wide * high)) ** 0.5)
    return _written(picture, "png", dots)


def as_pdf(picture: str) -> bytes:
    """The picture as a page of its size, in points; a page longer than PDF allows is made smaller.

    Raises:
        NetworkError: it can't be drawn.
    """
    return _written(picture, "pdf", min(1.0, _LONGEST_PAGE / max(_size(picture))))


def _written(picture: str, name: Literal["png", "pdf"], scale: float) -> bytes:
    wide, high = _size(picture)
    page = {
        "svg": picture,
        "title": _text(_TITLE, picture),
        "words": _text(_WORDS, picture),
        "width": f"{wide * scale:.2f}",
        "height": f"{high * scale:.2f}",
    }
    try:
        found = typst.compile(_PAGE, format=name, ppi=_POINTS, sys_inputs=page)
    except typst.TypstError as error:
        raise NetworkError(f"The picture can't be written as {name}: {error}. Ask for it as svg.") from error
    return bytes(found)


def _size(picture: str) -> tuple[float, float]:
    found = _SIZE.search(picture)
    if found is None:
        raise NetworkError("The picture has no size.")
    return float(found[1]), float(found[2])


def _text(pattern: re.Pattern[str], picture: str) -> str:
    found = pattern.search(picture)
    return unescape(found[1]) if found else ""


PICTURES: Mapping[str, PictureFormat] = MappingProxyType(
    {
        each.name: each
        for each in (
            PictureFormat("svg", "SVG", "image/svg+xml", as_svg),
            PictureFormat("png", "PNG", "image/png", as_png),
            PictureFormat("pdf", "PDF", "application/pdf", as_pdf),
        )
    }
)
"""Format name → format."""

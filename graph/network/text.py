"""Text that is safe to put into XML, and how wide it is on the page."""

import re
from unicodedata import combining, east_asian_width

__all__ = ["clean", "escaped", "shortened", "width", "wrapped"]

# What XML 1.0 has no form for (https://www.w3.org/TR/xml/#charsets), and signs that turn their neighbours.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")
_MARKUP = (
    ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"),
    ("\t", "&#9;"), ("\n", "&#10;"), ("\r", "&#13;"),
)  # fmt: skip

_SHARES = (
    (frozenset("ijl'|"), 0.28),
    (frozenset("tfrI.,:;!()[]/ -·"), 0.39),
    (frozenset("csvxyzkJ"), 0.57),
    (frozenset("mwMW@%&—…"), 0.98),
)


def clean(text: str) -> str:
    r"""The text without signs that XML forbids or that reverse what stands beside them.

    >>> clean("a\x00b\x1bc")
    'abc'
    """
    return _FORBIDDEN.sub("", text)


def escaped(text: object) -> str:
    """The text as content or attribute value of XML.

    >>> escaped('<a> & "b"')
    '&lt;a&gt; &amp; &quot;b&quot;'
    """
    found = str(text)
    # A large network has a million texts, most of them plain: replacing is ten times as fast as a table.
    if not (found.isascii() and found.isprintable()):
        found = clean(found)
    for sign, entity in _MARKUP:
        found = found.replace(sign, entity)
    return found


def shortened(text: str, limit: int) -> str:
    """The text in one line of at most so many signs, cut at a word where one is near.

    >>> shortened("Association of start-ups", 16)
    'Association of…'
    """
    line = " ".join(clean(text).split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > limit // 2 else cut).rstrip(" ,;:-") + "…"


def wrapped(text: str, limit: int) -> tuple[str, ...]:
    """The text in one line of at most so many signs, or in two of about equal length, cut where they end.

    >>> wrapped("Partnership to promote the territory", 24)
    ('Partnership to', 'promote the territory')
    """
    line = " ".join(clean(text).split())
    if len(line) <= limit or " " not in line:
        return (shortened(line, limit + limit // 2),)
    breaks = [at for at, sign in enumerate(line) if sign == " "]
    best = min(breaks, key=lambda at: (max(at, len(line) - at - 1), at))
    return shortened(line[:best], limit + limit // 4), shortened(line[best + 1 :], limit + limit // 4)


def width(text: str, size: float) -> float:
    """About how wide a line is in a sans-serif face of that size, rather too wide than too narrow."""
    return size * sum(map(_advance, text))


def _advance(sign: str) -> float:
    """The share of the size that a sign takes in a wide face (DejaVu Sans)."""
    if combining(sign) or sign in "\u200d\ufe0f":
        return 0.0
    if east_asian_width(sign) in "WF" or ord(sign) > 0xFFFF:  # noqa: PLR2004 - beyond the first plane: pictures
        return 1.2
    return next((share for signs, share in _SHARES if sign in signs), 0.72 if sign.isupper() else 0.62)

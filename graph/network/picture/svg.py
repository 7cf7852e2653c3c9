"""Writing SVG: elements as text, numbers short, everything escaped."""

from collections.abc import Iterable

from graph.network.text import escaped

__all__ = ["element", "number", "text_lines"]


def element(name: str, *children: str, **attributes: object) -> str:
    """An element; children are markup already, attribute names take ``_`` for ``-``, None is left out.

    >>> element("path", d="M0 0", stroke_width=2, class_="a", fill=None)
    '<path d="M0 0" stroke-width="2" class="a"/>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, float) else escaped(value)


def number(value: float) -> str:
    """A coordinate with one decimal at most, without a trailing zero.

    >>> number(12.04), number(-0.04), number(3.25)
    ('12', '0', '3.2')
    """
    text = f"{value:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")


def text_lines(lines: Iterable[str], *, x: float, y: float, leading: float, **attributes: object) -> str:
    """A text element with one ``tspan`` a line, the first baseline at y.

    A line but the last ends in a space, so that a reader of the text does not run two words together.
    """
    written = list(lines)
    texts = [*(f"{escaped(line)} " for line in written[:-1]), *map(escaped, written[-1:])]
    spans = (element("tspan", text, x=x, y=y + leading * index) for index, text in enumerate(texts))
    return element("text", *spans, **attributes)

"""One node with its neighbours, for its page: names in two columns, what ties them beside each.

The columns never collide, however many neighbours there are, up to a limit beyond which the picture says
how many it leaves out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import UnknownName
from graph.network.columns import Coded
from graph.network.network import Network
from graph.network.picture.frame import LEGEND_MARGIN, Sheet, framed, sheet_width
from graph.network.picture.labels import Box
from graph.network.picture.legend import legend
from graph.network.picture.marks import Point
from graph.network.picture.nodes import Link, linked, mark
from graph.network.picture.palette import Kind, looks_by_type
from graph.network.picture.svg import element, number, text_lines
from graph.network.picture.words import FIRM, counted, node_words, tie_words
from graph.network.rows import Edge, Node
from graph.network.text import escaped, shortened, width, wrapped
from graph.terms import local_name

__all__ = ["draw_ego"]

_MOST = 60
_ROW, _REACH, _BULGE = 38.0, 190.0, 90.0
_RADIUS, _CENTRE, _CENTRE_SIGNS = 8.0, 17.0, 20
_TEXT, _TIES = 14.0, 11.5


@dataclass(frozen=True, slots=True)
class _Spoke:
    """A neighbour: its ties with the focus, the same in words, its place, its side (1 is right)."""

    node: Node
    edges: tuple[Edge, ...]
    tied: str
    at: Point
    side: int

    @property
    def name(self) -> str:
        return shortened(self.node.label, 44)


def draw_ego(network: Network, focus: str, *, title: str = "", link: Link | None = None) -> str:
    """The picture of a node (by id) amid its neighbours; ties among neighbours are not drawn.

    Args:
        network: where to look for ties.
        focus: the node.
        title: heading; the node's name where empty.
        link: gives the address that a node links to.

    Raises:
        UnknownName: there is no such node.
    """
    if focus not in network.by_id:
        raise UnknownName("node in this network", focus, network.by_id)
    star = _star(network, focus)
    shown = _shown(star, focus)
    spokes = _spokes(shown, focus)
    looks = looks_by_type(shown)
    bounds = _bounds(spokes)
    body = (
        *(_line(shown, spoke, edge, index) for spoke in spokes for index, edge in enumerate(spoke.edges)),
        *(_neighbour(spoke, looks.by_node[spoke.node.id], link) for spoke in spokes),
        _centre(shown.by_id[focus], len(star.edges), looks.by_node[focus]),
    )
    room = sheet_width(bounds) - 2 * LEGEND_MARGIN
    words = _words(star, shown, focus)
    snapshot = f"Snapshot {network.origin.snapshot}." if network.origin.snapshot else ""
    sheet = Sheet(
        title=title or shown.by_id[focus].label,
        intro=words,
        words=words,
        body=body,
        bounds=bounds,
        legend=legend(shown, looks, None, room),
        caption=snapshot,
        has_links=link is not None,
    )
    return framed(sheet)


def _star(network: Network, focus: str) -> Network:
    """The focus, its neighbours and the ties that touch the focus; loops are left out."""
    edges, place = network.edge_table, network.place(focus)
    touching = (edges.source == place) ^ (edges.target == place)
    return network.part(f"ties of {network.by_id[focus].label}", touching, (focus,))


def _shown(star: Network, focus: str) -> Network:
    """The same with no more neighbours than can be read: those with most ties."""
    others = sorted(
        (node for node in star.nodes if node.id != focus),
        key=lambda node: (-len(star.ends[node.id]), node.id),
    )
    kept = Coded.of(star.ids).is_in({focus, *(node.id for node in others[:_MOST])})
    edges = star.edge_table
    return star.part("those with most ties", kept[edges.source] & kept[edges.target], (focus,))


def _spokes(shown: Network, focus: str) -> list[_Spoke]:
    """Neighbours in order of relation and name; the first half stands right, the others left."""
    others = [node for node in shown.nodes if node.id != focus]
    ordered = sorted(others, key=lambda node: (shown.ends[node.id][0].relation_label, node.label, node.id))
    half = (len(ordered) + 1) // 2
    found = []
    for side, column in ((1, ordered[:half]), (-1, ordered[half:])):
        for index, node in enumerate(column):
            edges = shown.ends[node.id]
            tied = _relations(edges, focus, is_directed=shown.is_directed())
            found.append(_Spoke(node, edges, shortened(tied, 52), _place(index, len(column), side), side))
    return found


def _place(index: int, count: int, side: int) -> Point:
    """A point of a bow: evenly spaced rows, farther out in the middle."""
    y = (index - (count - 1) / 2) * _ROW
    share = 2 * y / (_ROW * count) if count else 0.0
    return side * (_REACH + _BULGE * (1 - share * share)), y


def _line(shown: Network, spoke: _Spoke, edge: Edge, index: int) -> str:
    lean = (index - (len(spoke.edges) - 1) / 2) * 14
    x, y = spoke.at
    path = f"M0 0Q{number(x / 2)} {number(y * 0.75 + lean)} {number(x - spoke.side * _RADIUS)} {number(y)}"
    style = "tie" if local_name(edge.status) in FIRM else "tie dashed"
    words = element("title", escaped(tie_words(edge, shown.by_id)))
    return element("g", words, element("path", d=path, class_=style, stroke_width=1.5))


def _neighbour(spoke: _Spoke, kind: Kind, link: Link | None) -> str:
    x, y = spoke.at
    left = x + spoke.side * (_RADIUS + 7)
    anchor = None if spoke.side > 0 else "end"
    # What is read aloud begins with what is seen (WCAG 2.5.3), also where that is cut short.
    seen = "" if spoke.name == spoke.node.label else spoke.name
    words = ", ".join(filter(None, (seen, spoke.node.label, spoke.node.type_label, spoke.tied)))
    name = element(
        "text", escaped(spoke.name), x=left, y=y - 1, font_size=_TEXT, text_anchor=anchor, class_="label"
    )
    tied = element(
        "text",
        escaped(spoke.tied),
        x=left,
        y=y + 13,
        font_size=_TIES,
        text_anchor=anchor,
        class_="quiet of-tie",
    )
    parts = [element("title", escaped(words)), mark(kind, spoke.at, _RADIUS), name]
    return linked(spoke.node, parts, words, link) + tied


def _centre(node: Node, ties: int, kind: Kind) -> str:
    name = text_lines(
        wrapped(node.label, _CENTRE_SIGNS),
        x=0.0,
        y=_CENTRE + 19,
        leading=17,
        font_size=15.0,
        text_anchor="middle",
        class_="label strong",
    )
    words = element("title", escaped(node_words(node, ties, None, "")))
    return element("g", words, mark(kind, (0.0, 0.0), _CENTRE), name)


def _relations(edges: Sequence[Edge], focus: str, *, is_directed: bool) -> str:
    """What ties the neighbour to the focus; where ties have a direction, an arrow from or to the focus."""
    arrows = {True: " →", False: " ←"} if is_directed else {True: "", False: ""}
    named = (f"{edge.relation_label or 'tied'}{arrows[edge.source == focus]}" for edge in edges)
    return " · ".join(dict.fromkeys(named))


def _bounds(spokes: Sequence[_Spoke]) -> Box:
    far = {-1: _REACH, 1: _REACH}
    for spoke in spokes:
        text = max(width(spoke.name, _TEXT), width(spoke.tied, _TIES))
        far[spoke.side] = max(far[spoke.side], abs(spoke.at[0]) + text + _RADIUS + 10)
    high = max((abs(spoke.at[1]) + 22 for spoke in spokes), default=0.0)
    return Box(-far[-1], -max(high, 24.0), far[1], max(high, 64.0))


def _words(star: Network, shown: Network, focus: str) -> str:
    others = len(star.nodes) - 1
    kept = len(shown.nodes) - 1
    cut = f"; the {kept} with most ties are shown" if kept < others else ""
    size = f"{counted(len(star.edges), 'tie')} with {counted(others, 'neighbour')}"
    start = f"{star.by_id[focus].label} has {size}{cut}."
    relations = dict.fromkeys(edge.relation_label or "tied" for edge in star.edges)
    return f"{start} Relations: {', '.join(relations)}." if relations else start

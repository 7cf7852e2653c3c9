"""Marks, lines and names as markup, from their geometry."""

from collections.abc import Callable, Iterable

import numpy as np

from graph.network.measures import Result
from graph.network.network import Network
from graph.network.picture.labels import Label
from graph.network.picture.marks import Point, arrow_head, shape
from graph.network.picture.palette import Kind, Looks
from graph.network.picture.scene import TEXT, TIE_TEXT, Scene, Tie, strong
from graph.network.picture.strokes import strokes
from graph.network.picture.svg import element, text_lines
from graph.network.picture.words import FIRM, node_words, tie_words
from graph.network.rows import Node
from graph.network.text import escaped
from graph.terms import local_name

__all__ = ["Link", "linked", "mark", "node_marks", "tie_marks"]

Link = Callable[[Node], str]
"""The address of a node's page."""


def tie_marks(network: Network, scene: Scene) -> list[str]:
    """All lines, then the names on them; where they are many, a few paths for all."""
    if not scene.ties:
        return strokes(network, scene.points, scene.radii)
    lines = [_tie(network, tie, scene) for tie in scene.ties]
    names = [_name(label, TIE_TEXT, "label quiet of-tie") for label in scene.tie_labels.values()]
    return [element("g", *lines), element("g", *names)]


def _tie(network: Network, tie: Tie, scene: Scene) -> str:
    style = "tie" if local_name(tie.edge.status) in FIRM else "tie dashed"
    wide = min(5.0, 1.4 + 0.6 * (tie.edge.weight - 1))
    children = [
        element("title", escaped(tie_words(tie.edge, network.by_id))),
        element("path", d=tie.path, class_=style, stroke_width=wide),
    ]
    if network.is_directed() and not tie.edge.is_loop:
        gap = scene.radii[tie.edge.target] + 3
        children.append(element("path", d=arrow_head(tie.start, tie.end, tie.bend, gap), class_="head"))
    return element("g", *children)


def node_marks(network: Network, scene: Scene, looks: Looks, result: Result, link: Link | None) -> list[str]:
    """All nodes with their names, each a link where there is a page; the highest names are strong."""
    scores = dict(result.scores)
    bold = strong(result)
    written = []
    for node, ties in zip(network.nodes, _tie_counts(network), strict=True):
        words = node_words(node, ties, scores.get(node.id), result.measure)
        kind = looks.by_node[node.id]
        drawn = mark(kind, scene.points[node.id], scene.radii[node.id], is_core=node.id in looks.core)
        children = [element("title", escaped(words)), drawn]
        if node.id in scene.labels:
            style = f"label{' quiet' * kind.is_hollow}{' strong' * (node.id in bold)}"
            children.append(_name(scene.labels[node.id], TEXT, style))
        written.append(linked(node, children, words, link))
    return written


def _tie_counts(network: Network) -> list[int]:
    """How many ties each node has, a loop counted once."""
    edges, count = network.edge_table, len(network)
    ends = np.concatenate([edges.source, edges.target[~edges.is_loop()]])
    found: list[int] = np.bincount(ends, minlength=count).tolist()
    return found


def mark(kind: Kind, at: Point, radius: float, *, is_core: bool = False) -> str:
    """The mark of a kind: filled, or an outline where it stands for a tie of several parties.

    One of the core has a wide outline.
    """
    path, core = shape(kind.shape, at, radius), " core" * is_core
    if kind.is_hollow:
        return element("path", d=path, class_=f"mark hollow{core}")
    return element("path", d=path, class_=f"mark{core}", fill=kind.colour)


def linked(node: Node, children: Iterable[str], words: str, link: Link | None) -> str:
    """Markup as the link to a node's page, or as a group where there is none."""
    if link is None:
        return element("g", *children)
    return element("a", *children, href=link(node), aria_label=words)


def _name(label: Label, size: float, style: str) -> str:
    return text_lines(
        label.lines,
        x=label.at[0],
        y=label.at[1],
        leading=1.15 * size,
        font_size=size,
        text_anchor=None if label.anchor == "start" else label.anchor,
        class_=style,
    )

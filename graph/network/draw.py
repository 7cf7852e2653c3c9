"""A network as SVG."""

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from graph.network.arrange import arrange
from graph.network.measures import measure
from graph.network.network import Network, Node

__all__ = ["draw"]


def draw(
    network: Network,
    *,
    title: str = "",
    size_by: str = "degree",
    link: Callable[[Node], str] | None = None,
) -> str:
    """The picture of a network as an SVG document."""
    places = arrange(network)
    scores = dict(measure(network, size_by).scores)
    most = max(scores.values(), default=0) or 1
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 20 14" role="img">',
        f"<title>{escape(title)}</title>",
    ]
    for edge in network.edges:
        (x, y), (u, v) = places[edge.source], places[edge.target]
        lines.append(f'<path d="M{x} {y}L{u} {v}" stroke="gray" stroke-width=".02"/>')
    for node in network.nodes:
        x, y = places[node.id]
        radius = 0.06 + 0.1 * scores.get(node.id, 0) / most
        label = f'<text x="{x}" y="{y}" font-size=".3">{escape(node.label)}</text>'
        href = quoteattr(link(node) if link else node.id)
        lines.append(f'<a href={href}><circle cx="{x}" cy="{y}" r="{radius:.3f}"/>{label}</a>')
    return "\n".join([*lines, "</svg>", ""])

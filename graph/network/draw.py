"""A network as SVG: marks by type, lines by status, names that do not collide, a legend, words for all.

The document is valid XML, needs no script, font or request, follows light and dark, and prints. Nodes are
links where the caller says to what. Without links the picture is one image to assistive technology; with
links it is a group, since an image's parts could not be reached.
"""

from graph.errors import NetworkError
from graph.network.arrange import arrange
from graph.network.measures import MEASURES, Result, measure
from graph.network.network import Network
from graph.network.picture.frame import LEGEND_MARGIN, Sheet, framed, sheet_width
from graph.network.picture.hulls import hulls
from graph.network.picture.legend import legend
from graph.network.picture.nodes import Link, node_marks, tie_marks
from graph.network.picture.palette import kinds_of
from graph.network.picture.scene import scene
from graph.network.picture.words import headline, summary

__all__ = ["Link", "draw"]


def draw(network: Network, *, title: str = "", size_by: str = "degree", link: Link | None = None) -> str:
    """The picture of a network, with title, legend, method line and text summary.

    Args:
        network: what to draw.
        title: heading; the network's own where empty.
        size_by: the measure of nodes that marks are sized by; area grows with the score.
        link: gives the address that a node links to; without it nodes are no links.

    Raises:
        UnknownName: there is no such measure.
        NetworkError: the measure does not score nodes, or has no meaning on this network.
    """
    result = _sizes(network, size_by)
    by_node, kinds = kinds_of(network)
    found = scene(network, arrange(network), result)
    areas = hulls(network, found.points)
    body = (*areas, *tie_marks(network, found), *node_marks(network, found, by_node, result, link))
    room = sheet_width(found.bounds) - 2 * LEGEND_MARGIN
    return framed(
        Sheet(
            title=title or network.origin.title or "Network",
            intro=headline(network, result),
            words=summary(network, result),
            body=body,
            bounds=found.bounds,
            legend=legend(network, kinds, result, room, has_areas=bool(areas)),
            caption=result.method.sentence(),
            has_links=link is not None,
        )
    )


def _sizes(network: Network, name: str) -> Result:
    if name in MEASURES and MEASURES[name].scope != "node":
        raise NetworkError(
            f"Marks are sized by a measure of nodes; {name} scores the {MEASURES[name].scope}."
        )
    return measure(network, name)

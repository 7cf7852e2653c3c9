"""A network as SVG: marks by type, lines by status, names that do not collide, a legend, words for all.

The document is valid XML, needs no script, font or request, follows light and dark, and prints. Nodes are
links where the caller says to what. Without links the picture is one image to assistive technology; with
links it is a group, since an image's parts could not be reached.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from graph.errors import NetworkError
from graph.network.arrange import LAYOUT, arrange
from graph.network.measures import MEASURES, Result, measure
from graph.network.network import Network
from graph.network.picture.crowd import MOST_NODES, foremost
from graph.network.picture.facts import facts
from graph.network.picture.frame import LEGEND_MARGIN, Sheet, framed, sheet_width
from graph.network.picture.hulls import hulls
from graph.network.picture.legend import legend
from graph.network.picture.looks import COLOURED_BY, looks_of
from graph.network.picture.maps import MAP, charted, graticule
from graph.network.picture.nodes import Link, node_marks, tie_marks
from graph.network.picture.palette import Looks
from graph.network.picture.scene import Scene, scene
from graph.network.picture.words import headline, summary

__all__ = ["Link", "View", "draw"]


@dataclass(frozen=True, slots=True)
class View:
    """How to show a network, beside its title, sizes and links.

    Attributes:
        colour_by: what shape and colour stand for: ``type``, or ``community``, which outlines the core too.
        most: how many nodes to show at most; of a larger network those that score highest, and it is said.
        note: what else to say under the picture: where the data comes from.
        coordinates: node id → latitude and longitude in degrees, for a map; None is no map.
        options: options of measures (`Options`); the measure of sizes takes those that are its own.
    """

    colour_by: str = COLOURED_BY[0]
    most: int = MOST_NODES
    note: str = ""
    coordinates: Mapping[str, tuple[float, float]] | None = None
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


def draw(
    network: Network,
    *,
    title: str = "",
    size_by: str = "degree",
    view: View | None = None,
    link: Link | None = None,
) -> str:
    """The picture of a network, with title, legend, method line and text summary.

    Args:
        network: what to draw.
        title: heading; the network's own where empty.
        size_by: the measure of nodes that marks are sized by; area grows with the score.
        view: how to show it.
        link: gives the address that a node links to; without it nodes are no links.

    Raises:
        UnknownName: there is no such measure, or shape and colour can't stand for that.
        ParameterError, NetworkError: the measure lacks an option, scores no nodes or has no meaning here.
    """
    chosen = view or View()
    result = _sizes(network, size_by, chosen.options)
    looks = looks_of(network, result, chosen.colour_by)
    part, left_out = foremost(network, result, chosen.most)
    laid = _laid_out(part, result, looks, chosen)
    shown, found, areas = laid.network, laid.scene, laid.under
    room = sheet_width(found.bounds) - 2 * LEGEND_MARGIN
    sheet = Sheet(
        title=title or network.origin.title or "Network",
        intro=_joined(headline(network, result), left_out, laid.told),
        words=_joined(summary(network, result), left_out, laid.told),
        body=(*areas, *tie_marks(shown, found), *node_marks(shown, found, looks, result, link)),
        bounds=found.bounds,
        legend=legend(network, looks, result, room, has_areas=laid.has_areas),
        caption=_joined(result.method.sentence(), looks.told, chosen.note),
        has_links=link is not None,
        facts=facts(network, result, looks, layout=laid.layout, left_out=_joined(left_out, laid.told)),
    )
    return framed(sheet)


@dataclass(frozen=True, slots=True)
class _Laid:
    """What is shown, where; what lies under it; and in words how that came about."""

    network: Network
    scene: Scene
    under: list[str]
    layout: str
    told: str = ""
    has_areas: bool = False


def _laid_out(network: Network, result: Result, looks: Looks, view: View) -> _Laid:
    if view.coordinates is None:
        found = scene(network, arrange(network), result)
        areas = hulls(network, found.points) if looks.by == "type" else []
        return _Laid(network, found, areas, LAYOUT, has_areas=bool(areas))
    chart = charted(network, view.coordinates)
    found = scene(chart.network, chart.places, result)
    return _Laid(chart.network, found, graticule(chart, found.scale, found.bounds), MAP, chart.told)


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _sizes(network: Network, name: str, options: Mapping[str, Any]) -> Result:
    if name in MEASURES and MEASURES[name].scope != "node":
        raise NetworkError(
            f"Marks are sized by a measure of nodes; {name} scores the {MEASURES[name].scope}."
        )
    own = MEASURES[name].options if name in MEASURES else ()
    return measure(network, name, **{key: value for key, value in options.items() if key in own})

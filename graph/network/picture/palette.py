"""What each kind of node looks like: a shape and a colour, never colour alone.

The colours are those of Okabe and Ito, which people with any colour vision tell apart
(https://jfly.uni-koeln.de/color/). Families share a colour and differ in shape, so that the same kind
looks the same in every picture; kinds that nobody foresaw take what is free.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graph.network.network import Network
from graph.network.rows import Node
from graph.terms import expand

__all__ = ["FREE_LOOKS", "OTHER_COLOUR", "Kind", "Looks", "colours_of", "looks_by_type"]

_ORANGE, _SKY, _GREEN, _YELLOW = "#e69f00", "#56b4e9", "#009e73", "#f0e442"
_BLUE, _VERMILION, _PURPLE, OTHER_COLOUR = "#0072b2", "#d55e00", "#cc79a7", "#999999"

_KNOWN: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        expand(name): mark
        for name, mark in {
            "mlg:StartUp": ("circle", _ORANGE),
            "mlg:LargeCompany": ("square", _ORANGE),
            "schema:Product": ("triangle", _ORANGE),
            "mlg:Accelerator": ("triangle", _VERMILION),
            "mlg:Incubator": ("wedge", _VERMILION),
            "mlg:CoworkingSpace": ("hexagon", _VERMILION),
            "mlg:HostingFacility": ("square", _VERMILION),
            "mlg:GeneralHostingFacility": ("pentagon", _VERMILION),
            "mlg:SpecializedHostingFacility": ("diamond", _VERMILION),
            "mlg:SupportOrganization": ("star", _VERMILION),
            "mlg:InvestorOrganization": ("diamond", _PURPLE),
            "mlg:Label": ("star", _PURPLE),
            "mlg:Award": ("pentagon", _PURPLE),
            "mlg:PublicBody": ("square", _BLUE),
            "mlg:PromotionAgency": ("pentagon", _BLUE),
            "mlg:SubmarineCableSystem": ("square", _BLUE),
            "mlg:EcosystemCommunity": ("hexagon", _GREEN),
            "mlg:ResearchOrganization": ("square", _GREEN),
            "mlg:LandingPoint": ("circle", _GREEN),
            "mlg:UnnamedGroup": ("hexagon", _SKY),
            "foaf:Person": ("circle", _SKY),
            "schema:Person": ("circle", _SKY),
            "org:Organization": ("square", _SKY),
            "mlg:EventSeries": ("star", _YELLOW),
            "mlg:EventEdition": ("diamond", _YELLOW),
            "mlg:Venue": ("wedge", _YELLOW),
            "mlg:Place": ("wedge", _GREEN),
        }.items()
    }
)
_COLOURS = (_ORANGE, _SKY, _GREEN, _BLUE, _VERMILION, _PURPLE, _YELLOW)
_SHAPES = ("circle", "square", "triangle", "diamond", "hexagon", "wedge", "pentagon", "star")
FREE_LOOKS = tuple(
    (_SHAPES[(round_ + index) % len(_SHAPES)], colour)
    for round_ in range(len(_SHAPES))
    for index, colour in enumerate(_COLOURS)
)
"""Shapes and colours, the first seven alike in neither."""

_MOST_KINDS = 14
_SITUATION = expand("mlg:Situation")


@dataclass(frozen=True, slots=True)
class Kind:
    """A line of the legend and the look of its nodes.

    Attributes:
        label: name of the type.
        shape: name of a shape in `marks`.
        colour: fill, ``#rrggbb``.
        count: how many nodes are of it.
        is_hollow: drawn as an outline: a node that stands for a tie of several parties.
    """

    label: str
    shape: str
    colour: str
    count: int
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class Looks:
    """What the nodes of a picture look like.

    Attributes:
        by: what shape and colour stand for.
        by_node: node id → its kind.
        kinds: all kinds for the legend.
        core: nodes with a wide outline: those of the innermost core.
        core_number: the k of that core.
        told: how they were found, in words.
    """

    by: str
    by_node: Mapping[str, Kind]
    kinds: tuple[Kind, ...]
    core: frozenset[str] = frozenset()
    core_number: int = 0
    told: str = ""


def looks_by_type(network: Network) -> Looks:
    """A kind for each type, the most frequent first; beyond fourteen types, the rarest are "other"."""
    nodes, ties = tuple(network.nodes), network.edge_table.tie.counts()
    keys = {node.id: (node.id in ties or _SITUATION in node.kinds, node.type) for node in nodes}
    groups: dict[tuple[bool, str], list[Node]] = {}
    for node in nodes:
        groups.setdefault(keys[node.id], []).append(node)
    ordered = sorted(groups, key=lambda key: (key[0], -len(groups[key]), groups[key][0].type_label, key[1]))
    kept, rest = ordered[:_MOST_KINDS], ordered[_MOST_KINDS:]
    looks = _looks(kept)
    kinds = {
        key: Kind(_label(groups[key][0]), *looks[key], len(groups[key]), is_hollow=key[0]) for key in kept
    }
    other = Kind("other", "circle", OTHER_COLOUR, sum(len(groups[key]) for key in rest))
    by_node = {name: kinds.get(key, other) for name, key in keys.items()}
    return Looks("type", by_node, (*kinds.values(), *([other] if rest else [])))


def colours_of(types: Sequence[str]) -> tuple[str, ...]:
    """The colours that nodes of these types (IRIs, the most frequent first) have in pictures."""
    keys = [(False, each) for each in types[:_MOST_KINDS]]
    looks = _looks(keys)
    return (*(looks[key][1] for key in keys), *[OTHER_COLOUR] * (len(types) - len(keys)))


def _label(node: Node) -> str:
    return node.type_label or "type unknown"


def _looks(keys: Iterable[tuple[bool, str]]) -> dict[tuple[bool, str], tuple[str, str]]:
    """A shape and colour for each: its own where it is known, else the first that is free."""
    asked = list(keys)
    found = {key: _KNOWN[key[1]] for key in asked if not key[0] and key[1] in _KNOWN}
    hollow = iter(_SHAPES[3:] + _SHAPES[:3])
    for key in asked:
        if key in found:
            continue
        if key[0]:
            found[key] = (next(hollow), OTHER_COLOUR)
        else:
            found[key] = next(mark for mark in FREE_LOOKS if mark not in found.values())
    return found

"""What shape, colour and outline of a node stand for: its type, or its community and the innermost core."""

from collections.abc import Mapping
from types import MappingProxyType

from graph.errors import UnknownName
from graph.network.measures import Result, measure
from graph.network.network import Network
from graph.network.picture.palette import FREE_LOOKS, OTHER_COLOUR, Kind, Looks, looks_by_type
from graph.network.text import shortened

__all__ = ["COLOURED_BY", "looks_of"]

COLOURED_BY = ("type", "community")
"""What shape and colour can stand for."""

_MOST = 8
_NAME = 22


def looks_of(network: Network, result: Result, colour_by: str) -> Looks:
    """The looks of the nodes of a network.

    Raises:
        UnknownName: shape and colour can't stand for that.
    """
    if colour_by not in COLOURED_BY:
        raise UnknownName("way to colour nodes", colour_by, COLOURED_BY)
    return _by_community(network, result) if colour_by == "community" else looks_by_type(network)


def _by_community(network: Network, result: Result) -> Looks:
    """A kind for each of the eight largest communities, named after its node that scores highest."""
    found = measure(network, "communities")
    community = {name: int(at) for name, at in found.scores}
    sizes = _counted(community)
    shown = sorted(sizes)[:_MOST]
    first = {community[name]: name for name, _ in reversed(result.scores)}
    labels = {at: network.nodes[network.place(first[at]) or 0].label for at in shown}
    kinds = {
        at: Kind(f"around {shortened(labels[at], _NAME)}", *FREE_LOOKS[index], sizes[at])
        for index, at in enumerate(shown)
    }
    rest = len(network) - sum(sizes[at] for at in shown)
    other = Kind(f"{len(sizes) - len(shown)} other communities", "circle", OTHER_COLOUR, rest)
    by_node = {name: kinds.get(at, other) for name, at in community.items()}
    k, core = _innermost_core(network)
    told = (
        f"Shape and colour: {found.summary['communities']} communities by Louvain's method, modularity "
        f"{found.summary['modularity']:.2f}, {', '.join(found.method.notes)}, seed {found.method.seed}."
    )
    return Looks("community", by_node, (*kinds.values(), *([other] if rest else [])), core, k, told)


def _counted(community: Mapping[str, int]) -> Mapping[int, int]:
    sizes: dict[int, int] = {}
    for at in community.values():
        sizes[at] = sizes.get(at, 0) + 1
    return MappingProxyType(sizes)


def _innermost_core(network: Network) -> tuple[int, frozenset[str]]:
    """The largest k for which there is a k-core, and its nodes; none where no tie closes a circle."""
    scores = measure(network, "core_number").scores
    most = int(max((value for _, value in scores), default=0))
    return most, frozenset(name for name, value in scores if value == most and most > 1)

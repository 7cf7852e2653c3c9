"""What a file format for networks is, and what every file says about itself."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.network.network import Network

__all__ = ["Export", "metadata"]


@dataclass(frozen=True, slots=True)
class Export:
    """One way to write a network as a file.

    Attributes:
        name: short name, as in ``--format`` and in addresses.
        label: name for people.
        media_type: the media type it is sent as.
        ending: the ending of its file name, without dot.
        write: the writer; gives the bytes of the file.
        readers: programs that read it.
        carries: what of a network it keeps and what it can't, in words.
    """

    name: str
    label: str
    media_type: str
    ending: str
    write: Callable[[Network], bytes]
    readers: str
    carries: str


def metadata(network: Network) -> dict[str, str]:
    """What a file says of where its network comes from, in a fixed order; unknown things are left out."""
    origin = network.origin
    known = {
        "title": origin.title,
        "snapshot": origin.snapshot,
        "query_sha256": origin.query_hash,
        "rule": origin.rule,
        "steps": "; ".join(origin.steps),
        "at": origin.at.isoformat() if origin.at else "",
        "nodes": str(network.number_of_nodes()),
        "edges": str(network.number_of_edges()),
        "directed": str(network.is_directed()).lower(),
        "complete": "true" if origin.is_complete else f"false: {origin.reason}",
    }
    return {name: value for name, value in known.items() if value}

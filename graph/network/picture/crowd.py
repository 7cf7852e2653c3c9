"""The part of a large network that a picture shows, and what it leaves out."""

import numpy as np

from graph.network.measures import Result
from graph.network.network import Network
from graph.network.picture.words import counted

__all__ = ["MOST_NODES", "foremost"]

MOST_NODES = 2_000
"""Most nodes that a picture shows unless fewer are asked for."""


def foremost(network: Network, result: Result, most: int = MOST_NODES) -> tuple[Network, str]:
    """The network with no more than so many nodes, and in words what is left out; empty where nothing is.

    Those stay that the measure ranks highest, of equals those with the first ids, with all ties among them.
    """
    if len(network) <= most:
        return network, ""
    kept = [name for name, _ in result.scores[:most]]
    is_kept = np.zeros(len(network), np.bool_)
    is_kept[[at for name in kept if (at := network.place(name)) is not None]] = True
    edges = network.edge_table
    part = network.part(
        f"the {most:,} nodes ranked highest", is_kept[edges.source] & is_kept[edges.target], kept
    )
    left = (
        f"Shown are the {counted(len(part), 'node')} highest by {result.method.measure.lower()} and "
        f"the {counted(part.number_of_edges(), 'tie')} among them; "
        f"{counted(len(network) - len(part), 'node')} and "
        f"{counted(network.number_of_edges() - part.number_of_edges(), 'tie')} are left out."
    )
    return part, left

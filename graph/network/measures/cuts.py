"""Cuts: the nodes and ties without which a network would break."""

import numpy as np

from graph.network.columns import Ints
from graph.network.kernels import compiled
from graph.network.kernels.parts import smaller_sides
from graph.network.measures.kinds import COMPILED, Computed, Measure, Options, undirected
from graph.network.network import Network

__all__ = ["MEASURES"]


def articulation_points(network: Network, _: Options) -> Computed:
    """Which nodes hold parts of the network together.

    The score is how many more components there are when the node leaves; only nodes with a score of at
    least 1 are listed. Equals the number of biconnected blocks that meet at the node, less one.
    Direction and weights do not matter. Cost: linear in the ties.

    >>> from graph.network import Edge, Network
    >>> star = Network.of([Edge("1", "a", "b"), Edge("2", "a", "c"), Edge("3", "a", "d")])
    >>> articulation_points(star, Options()).scores
    {'a': 2}
    """
    form = undirected(network)
    more = compiled.blocks_at(form.adjacency) - 1
    scores = {network.ids[at]: int(more[at]) for at in np.flatnonzero(more > 0).tolist()}
    return Computed(form, scores, {"articulation points": len(scores)}, kernel=COMPILED)


def bridges(network: Network, _: Options) -> Computed:
    """Which single ties hold parts of the network together.

    The score of a tie is the number of nodes on the smaller side when it ends; only bridges are listed.
    A pair with parallel ties is no bridge. Direction and weights do not matter. Cost: linear in the ties.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c"), Edge("3", "b", "c")])
    >>> bridges(network, Options()).scores
    {'1': 1}
    """
    form, edges = undirected(network), network.edge_table
    joined = _keys(edges.source, edges.target, len(network))
    keys, first, ties = np.unique(joined, return_index=True, return_counts=True)
    pairs = compiled.bridges(form.adjacency)
    place = np.searchsorted(keys, _keys(pairs[:, 0], pairs[:, 1], len(network)))
    is_single = ties[place] == 1
    sizes = smaller_sides(form.matrix, pairs[is_single])
    tie = first[place[is_single]].tolist()
    scores = {network.edges[at].id: size for at, size in zip(tie, sizes.tolist(), strict=True)}
    return Computed(form, scores, {"bridges": len(scores)}, kernel=COMPILED)


def _keys(one: Ints, two: Ints, count: int) -> Ints:
    """A number for each pair of places, whatever its order."""
    return np.minimum(one, two).astype(np.int64) * count + np.maximum(one, two)


MEASURES = (
    Measure(
        "articulation_points",
        "Articulation points",
        "components that a node's leaving would add",
        "node",
        articulation_points,
        (),
        "Hopcroft & Tarjan 1973, https://doi.org/10.1145/362248.362272",
    ),
    Measure(
        "bridges",
        "Bridges",
        "nodes that a single tie's end would cut off",
        "edge",
        bridges,
        (),
        "Tarjan 1974, https://doi.org/10.1016/0020-0190(74)90003-9",
    ),
)

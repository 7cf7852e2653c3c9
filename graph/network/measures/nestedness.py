"""Nestedness: whether those with few ties choose among what those with many ties have."""

from collections.abc import Collection
from itertools import combinations

from graph.errors import NetworkError
from graph.network.measures.kinds import Computed, Measure, Options, undirected
from graph.network.network import Network

__all__ = ["MEASURES"]

_PAIR_LIMIT = 2_000_000


def nestedness(network: Network, _: Options) -> Computed:
    """How far the counterparts of a node with few ties are those of nodes with more ties (NODF).

    NODF = 100 · Σ over pairs of nodes of one side of |N(u) ∩ N(v)| / d(v) where d(u) > d(v), else 0, divided
    by the number of pairs of both sides; N(v) the d(v) counterparts of v. From 0 to 100. ``sources`` and
    ``targets`` are the same for one side alone. Needs a two-mode network; direction and weights do not
    matter. Cost: the pairs of each side, times their counterparts.

    >>> from graph.network import Edge, Network
    >>> ties = [Edge("1", "a", "x"), Edge("2", "a", "y"), Edge("3", "b", "x")]
    >>> nestedness(Network.of(ties, is_bipartite=True), Options()).summary
    {'nestedness': 100.0, 'sources': 100.0, 'targets': 100.0}
    """
    sides = _sides(network)
    pairs = [len(side) * (len(side) - 1) // 2 for side in sides]
    if sum(pairs) > _PAIR_LIMIT:
        raise NetworkError(f"Nestedness would compare {sum(pairs):,} pairs; the limit is {_PAIR_LIMIT:,}.")
    sums = [sum(_share(one, two) for one, two in combinations(side.values(), 2)) for side in sides]
    summary = {
        name: 100 * total / number
        for name, total, number in (
            ("nestedness", sum(sums), sum(pairs)),
            ("sources", sums[0], pairs[0]),
            ("targets", sums[1], pairs[1]),
        )
        if number
    }
    return Computed(undirected(network), summary=summary)


def _sides(network: Network) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    sources: dict[str, set[str]] = {}
    targets: dict[str, set[str]] = {}
    for edge in network.edges:
        sources.setdefault(edge.source, set()).add(edge.target)
        targets.setdefault(edge.target, set()).add(edge.source)
    if not network.is_bipartite or sources.keys() & targets.keys():
        raise NetworkError("Nestedness needs a two-mode network, whose sources and targets are two kinds.")
    return sources, targets


def _share(one: Collection[str], two: Collection[str]) -> float:
    few, many = sorted((one, two), key=len)
    return len(set(few) & set(many)) / len(few) if len(few) < len(many) else 0.0


MEASURES = (
    Measure(
        "nestedness",
        "Nestedness",
        "how far those with few ties choose among what those with many have",
        "graph",
        nestedness,
        (),
        "Almeida-Neto et al. 2008, https://doi.org/10.1111/j.0030-1299.2008.16644.x",
    ),
)

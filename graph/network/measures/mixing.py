"""Mixing: whether like is tied to like, and whether several kinds of tie join the same pairs."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import sqrt

from graph.network.measures.kinds import Computed, Measure, Options, undirected
from graph.network.network import Network
from graph.terms import local_name

__all__ = ["MEASURES"]


def assortativity(network: Network, options: Options) -> Computed:
    """Whether nodes are tied to nodes like themselves.

    ``degree``: Pearson's correlation of the degrees at the two ends of a tied pair, from -1 (hubs tied to
    small nodes) to 1. The grouping (type by default): (tr e - Σ e²) / (1 - Σ e²), e the matrix of shares of
    tied ends by group: 1 where all ties stay within a group, 0 at chance; nodes without a group are left
    out of it. A number that is not defined (all degrees equal, one group only) is left out and said.
    Direction and weights are ignored. Cost: linear in the ties.

    >>> from graph.network import Edge, Network, Node
    >>> star = Network.of([Edge("1", "a", "b"), Edge("2", "a", "c"), Edge("3", "a", "d")])
    >>> round(assortativity(star, Options()).summary["degree"], 6)
    -1.0
    """
    group = options.group or "type"
    form = undirected(network)
    degrees = dict(form.graph.degree())
    ends = [pair for one, two in form.graph.edges for pair in ((one, two), (two, one))]
    kind = {node.id: node.group(group) for node in network.nodes}
    grouped = [(kind[one], kind[two]) for one, two in ends if kind[one] and kind[two]]
    found = {
        "degree": _correlation([(degrees[one], degrees[two]) for one, two in ends]),
        group: _attribute_assortativity(grouped),
    }
    summary = {name: value for name, value in found.items() if value is not None}
    notes = tuple(f"{name} assortativity is not defined here" for name in found.keys() - summary.keys())
    return Computed(form, summary=summary, notes=tuple(sorted(notes)))


def overlap(network: Network, _: Options) -> Computed:
    """Which relations join the same pairs of nodes (multiplexity).

    For each two relations, Jaccard's J = |A ∩ B| / |A ∪ B| over the pairs of nodes that each joins, direction
    aside: 1 where they join the same pairs; relations that share none are left out. ``pairs with several
    relations`` counts the pairs that at least two join. Cost: linear in the ties, times the relations.

    >>> from graph.network import Edge, Network
    >>> ties = [("a", "b", "x:funds"), ("b", "a", "x:hosts"), ("b", "c", "x:hosts")]
    >>> network = Network.of(Edge(str(at), *tie) for at, tie in enumerate(ties))
    >>> overlap(network, Options()).summary
    {'pairs': 2, 'pairs with several relations': 1, 'funds and hosts': 0.5}
    """
    form = undirected(network)
    joined: dict[str, set[frozenset[str]]] = {}
    for edge in network.edges:
        if not edge.is_loop:
            joined.setdefault(edge.relation, set()).add(frozenset((edge.source, edge.target)))
    names = {edge.relation: edge.relation_label or local_name(edge.relation) for edge in network.edges}
    counts = Counter(pair for pairs in joined.values() for pair in pairs)
    summary: dict[str, float] = {
        "pairs": len(counts),
        "pairs with several relations": sum(number > 1 for number in counts.values()),
    }
    for one, two in combinations(sorted(joined), 2):
        shared, either = joined[one] & joined[two], joined[one] | joined[two]
        if shared:
            summary[f"{names[one]} and {names[two]}"] = len(shared) / len(either)
    return Computed(form, summary=summary)


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    if not pairs:
        return None
    mean = sum(one for one, _ in pairs) / len(pairs)
    spread = sum((one - mean) ** 2 for one, _ in pairs)
    shared = sum((one - mean) * (two - mean) for one, two in pairs)
    # Each pair stands in both orders, so both ends have one mean and one spread.
    return shared / sqrt(spread * spread) if spread > 0 else None


def _attribute_assortativity(pairs: Sequence[tuple[str, str]]) -> float | None:
    if not pairs:
        return None
    ends = Counter(one for one, _ in pairs)
    within = sum(one == two for one, two in pairs) / len(pairs)
    chance = sum((number / len(pairs)) ** 2 for number in ends.values())
    return (within - chance) / (1 - chance) if chance < 1 else None


MEASURES = (
    Measure(
        "assortativity",
        "Assortativity",
        "whether nodes are tied to nodes like themselves",
        "graph",
        assortativity,
        ("group",),
        "Newman 2003, https://doi.org/10.1103/PhysRevE.67.026126",
    ),
    Measure(
        "overlap",
        "Overlap of relations",
        "pairs of nodes that several relations join",
        "graph",
        overlap,
        (),
        "Jaccard 1912, https://doi.org/10.1111/j.1469-8137.1912.tb05611.x",
    ),
)

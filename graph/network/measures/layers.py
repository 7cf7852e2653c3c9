"""Layers: each relation a network of its own, and how these meet in pairs and nodes (multiplexity)."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import sqrt
from typing import NamedTuple

import numpy as np

from graph.network.columns import Floats, Ints
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, undirected
from graph.network.network import Network
from graph.terms import local_name

__all__ = ["MEASURES"]


class _Layer(NamedTuple):
    """A relation: its name, the pairs it joins (sorted numbers), and for each node its neighbours in it."""

    name: str
    pairs: Ints
    degrees: Ints


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
    layers = _layers(network)
    pairs, counts = np.unique(_joined(layers), return_counts=True)
    summary: dict[str, float] = {
        "pairs": len(pairs),
        "pairs with several relations": int(np.count_nonzero(counts > 1)),
    }
    for one, two in combinations(layers, 2):
        if shared := len(np.intersect1d(one.pairs, two.pairs)):
            summary[f"{one.name} and {two.name}"] = shared / (len(one.pairs) + len(two.pairs) - shared)
    return Computed(undirected(network), summary=summary, kernel=ARRAYS)


def layer_correlation(network: Network, _: Options) -> Computed:
    """Whether two relations join the same pairs, and whether the same nodes have many of either.

    ``ties``: Pearson's correlation over all N = n(n-1)/2 pairs of nodes of two columns of 0 and 1 (joined or
    not), (N·s - a·b) / √(a(N-a)·b(N-b)) with a and b the pairs that each joins and s those both do: 1 where
    they join the same pairs, 0 at chance. ``degrees``: Pearson's correlation over all nodes of the numbers of
    neighbours in either. A number that is not defined is left out. Direction and weights do not matter.
    Cost: linear in the ties, times the relations.

    >>> from graph.network import Edge, Network
    >>> ties = [("a", "b", "x:funds"), ("b", "a", "x:hosts"), ("b", "c", "x:hosts")]
    >>> network = Network.of(Edge(str(at), *tie) for at, tie in enumerate(ties))
    >>> {name: round(value, 6) for name, value in layer_correlation(network, Options()).summary.items()}
    {'funds and hosts, ties': 0.5, 'funds and hosts, degrees': 0.5}
    """
    possible = len(network) * (len(network) - 1) // 2
    summary: dict[str, float] = {}
    for one, two in combinations(_layers(network), 2):
        found = {
            "ties": _of_pairs(one.pairs, two.pairs, possible),
            "degrees": _of_degrees(one.degrees, two.degrees),
        }
        summary |= {f"{one.name} and {two.name}, {what}": n for what, n in found.items() if n is not None}
    return Computed(undirected(network), summary=summary, kernel=ARRAYS)


def participation(network: Network, _: Options) -> Computed:
    """How evenly a node's ties spread over the relations.

    P(v) = L/(L-1) · (1 - Σ over relations of (k(v,r)/o(v))²), with L relations, k(v,r) the neighbours of v in
    relation r and o(v) their sum: 0 where all are of one relation, 1 where each has as many. ``neighbours``
    is o(v). Nodes without ties have no value, and a network of fewer than two relations has none.
    Direction and weights do not matter. Cost: linear in the ties.

    >>> from graph.network import Edge, Network
    >>> ties = [("a", "b", "x:funds"), ("b", "c", "x:hosts")]
    >>> network = Network.of(Edge(str(at), *tie) for at, tie in enumerate(ties))
    >>> participation(network, Options()).scores
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    layers, form = _layers(network), undirected(network)
    if len(layers) <= 1:
        return Computed(form, notes=("fewer than two relations",), kernel=ARRAYS)
    degrees = np.array([each.degrees for each in layers], np.float64)
    total = degrees.sum(axis=0)
    shares = np.divide(degrees, total, out=np.zeros_like(degrees), where=total > 0)
    values = (1 - (shares**2).sum(axis=0)) * len(layers) / (len(layers) - 1)
    tied = np.flatnonzero(total).tolist()
    scores = {network.ids[at]: float(values[at]) for at in tied}
    return Computed(
        form, scores, parts={"neighbours": {network.ids[at]: int(total[at]) for at in tied}}, kernel=ARRAYS
    )


def _layers(network: Network) -> list[_Layer]:
    """The relations by IRI, each with its pairs; loops make none."""
    return sorted(_each_layer(network), key=lambda layer: layer.name)


def _each_layer(network: Network) -> Iterator[_Layer]:
    edges, count = network.edge_table, len(network)
    codes, iris = edges.relation.ranked()
    low, high = np.minimum(edges.source, edges.target), np.maximum(edges.source, edges.target)
    keys = low.astype(np.int64) * count + high
    for code, iri in enumerate(iris):
        chosen = (codes == code) & (low != high)
        pairs = np.unique(keys[chosen])
        if len(pairs):
            label = edges.relation_label[int(np.argmax(codes == code))] or local_name(iri) or "unknown"
            ends = np.concatenate([pairs // count, pairs % count])
            yield _Layer(label, pairs, np.bincount(ends, minlength=count))


def _joined(layers: Sequence[_Layer]) -> Ints:
    return np.concatenate([each.pairs for each in layers]) if layers else np.zeros(0, np.int64)


def _of_pairs(one: Ints, two: Ints, possible: int) -> float | None:
    a, b, shared = len(one), len(two), len(np.intersect1d(one, two))
    spread = a * (possible - a) * b * (possible - b)
    return (possible * shared - a * b) / sqrt(spread) if spread > 0 else None


def _of_degrees(one: Ints, two: Ints) -> float | None:
    x, y = _centred(one), _centred(two)
    spread = float((x**2).sum()) * float((y**2).sum())
    return float((x * y).sum()) / sqrt(spread) if spread > 0 else None


def _centred(values: Ints) -> Floats:
    found: Floats = values - values.mean()
    return found


MEASURES = (
    Measure(
        "overlap",
        "Overlap of relations",
        "pairs of nodes that several relations join",
        "graph",
        overlap,
        (),
        "Jaccard 1912, https://doi.org/10.1111/j.1469-8137.1912.tb05611.x",
    ),
    Measure(
        "layer_correlation",
        "Correlation of relations",
        "whether two relations join the same pairs, and the same nodes often",
        "graph",
        layer_correlation,
        (),
        "Battiston, Nicosia & Latora 2014, https://doi.org/10.1103/PhysRevE.89.032804",
    ),
    Measure(
        "participation",
        "Participation in relations",
        "how evenly a node's ties spread over the relations",
        "node",
        participation,
        (),
        "Battiston, Nicosia & Latora 2014, https://doi.org/10.1103/PhysRevE.89.032804",
    ),
)

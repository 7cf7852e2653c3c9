"""Robustness: how a network falls apart when nodes leave, the most tied first, at random, or one by name."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

import numpy as np
from scipy.sparse.csgraph import connected_components

from graph.errors import NetworkError
from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints
from graph.network.kernels.distances import reach
from graph.network.kernels.parts import largest_first
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, spread_of, undirected
from graph.network.measures.partners import node_of
from graph.network.network import Network
from graph.network.progress import steps

__all__ = ["MEASURES"]

_STEP_LIMIT = 30_000_000
_NEARNESS_LIMIT = 20_000


def robustness(network: Network, options: Options) -> Computed:
    """How much of the network holds together while its nodes leave one by one.

    R = 1/n · Σ over q = 1 … n of S(q), S(q) the largest component's share of all n nodes after q have left:
    near 0 where it falls apart at once, (n-1)/2n at most. ``targeted``: each time the node with most
    neighbours left (of equal ones the first by id); ``random``: the mean over as many seeded orders as
    ``replicas``, and its ``spread`` (standard deviation). ``half`` tells the share of nodes that must leave
    until less than half of the nodes hold together. Direction and weights do not matter.
    Cost: replicas · (n + m), refused above 30 million.

    >>> from graph.network import Edge, Network
    >>> star = Network.of(Edge(name, "hub", name) for name in "abcd")
    >>> found = robustness(star, Options()).summary
    >>> round(found["targeted"], 6), found["targeted half"]
    (0.16, 0.2)
    """
    form = undirected(network)
    matrix, count = form.matrix, len(network)
    work = (options.replicas + 1) * (count + int(matrix.nnz))
    if work > _STEP_LIMIT:
        raise NetworkError(
            f"Robustness would take {work:,} steps; the limit is {_STEP_LIMIT:,}. "
            "Ask for fewer replicas, or filter the network first."
        )
    random = np.random.Generator(np.random.PCG64(options.seed))
    targeted = _shares(matrix, _by_degree(matrix))
    at_random = [
        _shares(matrix, random.permutation(count)) for _ in steps(range(options.replicas), options.replicas)
    ]
    return Computed(
        form,
        summary=_summary(targeted, at_random) if count else {},
        sample=options.replicas,
        sampled="random order",
        seed=options.seed,
        guarantee="spread reported; targeted is exact",
        kernel=ARRAYS,
    )


def departure(network: Network, options: Options) -> Computed:
    """What falls apart when one node leaves.

    The score of each other node of its component is the number of the part it is in afterwards, 1 for the
    largest, those of equal size by their first id. ``ties lost`` counts the ties of the one that leaves,
    parallel ones each; ``parts`` the pieces; ``cut off`` the nodes outside the largest of them; ``efficiency
    lost`` is ΔE as in `removal_impact` but of this component alone, left out above 20,000 nodes in it.
    Direction and weights do not matter. Cost: n·m/64.

    >>> from graph.network import Edge, Network
    >>> path = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c"), Edge("3", "c", "d")])
    >>> found = departure(path, Options(node="b"))
    >>> found.scores, found.summary["cut off"], round(11 * found.summary["efficiency lost"], 6)
    ({'a': 2, 'c': 1, 'd': 1}, 1, 5.0)
    """
    form = undirected(network)
    leaving = node_of(network, options.node, "departure")
    _, label = connected_components(form.matrix, directed=False)
    held = np.flatnonzero(label == label[leaving])
    place = int(np.searchsorted(held, leaving))
    part = form.matrix[held][:, held]
    left = np.delete(np.arange(len(held)), place)
    without = part[left][:, left]
    numbers = largest_first(
        connected_components(without, directed=False)[1] if len(left) else np.zeros(0, np.int64)
    )
    edges = network.edge_table
    summary: dict[str, float] = {
        "ties lost": int(np.count_nonzero((edges.source == leaving) | (edges.target == leaving))),
        "parts": int(numbers.max(initial=0)),
        "cut off": int(np.count_nonzero(numbers > 1)),
    }
    if len(held) <= _NEARNESS_LIMIT:
        summary["efficiency lost"] = _loss(part, without, place)
    scores = {network.ids[at]: int(number) for at, number in zip(held[left].tolist(), numbers, strict=True)}
    label_ = network.by_id[network.ids[leaving]].label
    return Computed(form, scores, summary, notes=(f"without {label_}",), kernel=ARRAYS)


def _loss(part: Matrix, without: Matrix, place: int) -> float:
    near = reach(part).reciprocal
    before = near.sum() - 2 * near[place]
    after = reach(without).reciprocal.sum()
    return float(1 - after / before) if before > 0 else 0.0


def _by_degree(matrix: Matrix) -> Ints:
    """Nodes in the order in which each time the one with most neighbours left leaves."""
    indptr, indices = matrix.indptr.tolist(), matrix.indices.tolist()
    degrees = np.diff(matrix.indptr).tolist()
    queue = [(-degree, at) for at, degree in enumerate(degrees)]
    heapify(queue)
    order: list[int] = []
    has_left = [False] * len(degrees)
    while queue:
        degree, at = heappop(queue)
        if has_left[at] or -degree != degrees[at]:
            continue
        has_left[at] = True
        order.append(at)
        for other in indices[indptr[at] : indptr[at + 1]]:
            if not has_left[other]:
                degrees[other] -= 1
                heappush(queue, (-degrees[other], other))
    return np.array(order, np.int64)


def _shares(matrix: Matrix, order: Ints) -> Floats:
    """S(q) for q = 1 … n: nodes come back in reverse, and the parts they join grow together."""
    indptr, indices = matrix.indptr.tolist(), matrix.indices.tolist()
    root, size, largest = list(range(len(order))), [0] * len(order), 0
    found = [0] * (len(order) + 1)
    for left, at in zip(range(len(order), 0, -1), reversed(order.tolist()), strict=True):
        found[left] = largest
        size[at] = 1
        for other in indices[indptr[at] : indptr[at + 1]]:
            if size[other]:
                _join(root, size, at, other)
        largest = max(largest, size[_root(root, at)])
    return np.array(found[1:]) / max(len(order), 1)


def _join(root: list[int], size: list[int], one: int, two: int) -> None:
    big, small = _root(root, one), _root(root, two)
    if big != small:
        big, small = (big, small) if size[big] >= size[small] else (small, big)
        root[small] = big
        size[big] += size[small]


def _root(root: list[int], at: int) -> int:
    while root[at] != at:
        root[at] = root[root[at]]
        at = root[at]
    return at


def _summary(targeted: Floats, at_random: Sequence[Floats]) -> dict[str, float]:
    summary = {"targeted": float(targeted.mean()), "targeted half": _half(targeted)}
    if at_random:
        means = np.array([each.mean() for each in at_random])
        halves = [_half(each) for each in at_random]
        summary |= {
            "random": float(means.mean()),
            "spread": spread_of(means),
            "random half": sum(halves) / len(halves),
        }
    return summary


def _half(shares: Floats) -> float:
    return (int(np.argmax(shares < 1 / 2)) + 1) / len(shares)


MEASURES = (
    Measure(
        "robustness",
        "Robustness",
        "how much holds together while nodes leave, the most tied first or at random",
        "graph",
        robustness,
        ("replicas", "seed"),
        "Schneider et al. 2011, https://doi.org/10.1073/pnas.1009440108",
    ),
    Measure(
        "departure",
        "Departure",
        "the part in which a node is left when a named one leaves",
        "node",
        departure,
        ("node",),
        "after Latora & Marchiori 2001, https://doi.org/10.1103/PhysRevLett.87.198701",
        is_low_first=True,
    ),
)

"""Removal: what the others lose when a node leaves."""

from typing import NamedTuple

import numpy as np
from scipy.sparse.csgraph import connected_components

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints, Mask
from graph.network.kernels.distances import reach
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, undirected
from graph.network.network import Network
from graph.network.progress import steps

__all__ = ["MEASURES"]

WORK_LIMIT = 2_000_000_000
_LEAST_SAMPLE = 16


def removal_impact(network: Network, options: Options) -> Computed:
    """The share of efficiency that the other nodes lose among themselves when a node leaves.

    ΔE(v) = 1 - E'(v)/E(v), E(v) = Σ over ordered pairs s ≠ t, both other than v, of 1/d(s,t), and E'(v) the
    same after v and its ties are taken out; d counts ties, 1/d is 0 where there is no path. 0 where the
    others lose nothing, 1 where no two of them stay connected. ``components added`` says how many more
    parts there are. Direction and weights are ignored.
    Cost: n²·m/64; above n²·m = 2 billion, E and E' are summed over k seeded sources s only.

    >>> from graph.network import Edge, Network
    >>> star = Network.of([Edge("1", "a", "b"), Edge("2", "a", "c"), Edge("3", "a", "d")])
    >>> found = removal_impact(star, Options())
    >>> found.scores, found.parts["components added"]["a"]
    ({'a': 1.0, 'b': 0.0, 'c': 0.0, 'd': 0.0}, 2)
    """
    form = undirected(network)
    matrix, count = form.matrix, len(network)
    # Nobody's shortest path runs through a node with one neighbour: its leaving costs the others nothing.
    inner = np.flatnonzero(np.diff(matrix.indptr) > 1)
    sources = _sources(count, len(inner) * form.pairs, options)
    losses, added = np.zeros(count), np.zeros(count, np.int64)
    if len(inner):
        whole = _Whole.of(matrix, sources)
        for at in steps(inner.tolist(), len(inner)):
            losses[at], added[at] = _without(whole, at)
    sample = len(sources) if len(sources) < count else 0
    return Computed(
        form,
        scores=dict(zip(network.ids, losses.tolist(), strict=True)),
        parts={"components added": dict(zip(network.ids, added.tolist(), strict=True))},
        components="pairs without a path count as infinitely far",
        sample=sample,
        seed=options.seed if sample else None,
        guarantee="no guarantee" if sample else "",
        kernel=ARRAYS,
    )


def _sources(nodes: int, work: int, options: Options) -> Ints:
    wanted = options.sample
    if not wanted and nodes * work > WORK_LIMIT:
        wanted = max(_LEAST_SAMPLE, WORK_LIMIT // work)
    if not 0 < wanted < nodes:
        return np.arange(nodes)
    random = np.random.Generator(np.random.PCG64(options.seed))
    return np.sort(random.choice(nodes, wanted, replace=False))


class _Whole(NamedTuple):
    """A network before anybody leaves.

    Attributes:
        matrix: who is next to whom.
        is_source: from which nodes nearness is summed.
        near: for each node Σ 1/d over the sources other than itself.
        label: the component of each node.
        sums: the sum of ``near`` over each component.
    """

    matrix: Matrix
    is_source: Mask
    near: Floats
    label: Ints
    sums: Floats

    @classmethod
    def of(cls, matrix: Matrix, sources: Ints) -> "_Whole":
        near = reach(matrix, sources).reciprocal
        label = connected_components(matrix, directed=False)[1]
        is_source = np.zeros(matrix.shape[0], np.bool_)
        is_source[sources] = True
        return cls(matrix, is_source, near, label, np.bincount(label, near).astype(np.float64))


def _without(whole: _Whole, at: int) -> tuple[float, int]:
    """The share of nearness that the others lose without a node, and how many more parts they are.

    Only its own component is searched anew: nothing changes elsewhere.
    """
    is_left = whole.label == whole.label[at]
    is_left[at] = False
    part = whole.matrix[is_left][:, is_left]
    own = float(reach(whole.matrix, np.array([at])).reciprocal.sum()) if whole.is_source[at] else 0.0
    before = float(whole.sums.sum() - whole.near[at]) - own
    after = float(whole.sums.sum() - whole.sums[whole.label[at]])
    after += float(reach(part, np.flatnonzero(whole.is_source[is_left])).reciprocal.sum())
    parts = connected_components(part, directed=False)[0]
    return 1 - after / before if before > 0 else 0.0, int(parts) - 1


MEASURES = (
    Measure(
        "removal_impact",
        "Removal impact",
        "share of efficiency the others lose when a node leaves",
        "node",
        removal_impact,
        ("sample", "seed"),
        "after Latora & Marchiori 2001, https://doi.org/10.1103/PhysRevLett.87.198701",
    ),
)

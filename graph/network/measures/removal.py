"""Removal: what the others lose when a node leaves."""

from collections.abc import Sequence
from random import Random
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from graph.network.measures.kinds import Computed, Measure, Options, undirected
from graph.network.network import Network
from graph.network.progress import steps

__all__ = ["MEASURES"]

_WORK_LIMIT = 50_000_000
_LEAST_SAMPLE = 16


def removal_impact(network: Network, options: Options) -> Computed:
    """The share of efficiency that the other nodes lose among themselves when a node leaves.

    ΔE(v) = 1 - E'(v)/E(v), E(v) = Σ over ordered pairs s ≠ t, both other than v, of 1/d(s,t), and E'(v) the
    same after v and its ties are taken out; d counts ties, 1/d is 0 where there is no path. 0 where the
    others lose nothing, 1 where no two of them stay connected. ``components added`` says how many more
    parts there are. Direction and weights are ignored.
    Cost: n²·m for the exact value; above a limit, E and E' are summed over k seeded sources s only.

    >>> from graph.network import Edge, Network
    >>> star = Network.of([Edge("1", "a", "b"), Edge("2", "a", "c"), Edge("3", "a", "d")])
    >>> found = removal_impact(star, Options())
    >>> found.scores, found.parts["components added"]["a"]
    ({'a': 1.0, 'b': 0.0, 'c': 0.0, 'd': 0.0}, 2)
    """
    form = undirected(network)
    names = sorted(form.graph)
    # Nobody's shortest path runs through a node with one neighbour: its leaving costs the others nothing.
    inner = [at for at, name in enumerate(names) if form.graph.degree(name) > 1]
    sources = _sources(len(names), len(inner) * form.graph.number_of_edges(), options)
    adjacency = csr_array(nx.to_scipy_sparse_array(form.graph, names, weight=None)) if inner else None
    losses, added = _losses(adjacency, inner, sources)
    sample = len(sources) if len(sources) < len(names) else 0
    return Computed(
        form,
        scores={name: losses.get(at, 0.0) for at, name in enumerate(names)},
        parts={"components added": {name: added.get(at, 0) for at, name in enumerate(names)}},
        components="pairs without a path count as infinitely far",
        sample=sample,
        seed=options.seed if sample else None,
        guarantee="no guarantee" if sample else "",
    )


def _sources(nodes: int, work: int, options: Options) -> list[int]:
    wanted = options.sample
    if not wanted and nodes * work > _WORK_LIMIT:
        wanted = max(_LEAST_SAMPLE, _WORK_LIMIT // work)
    everyone = range(nodes)
    if not 0 < wanted < nodes:
        return list(everyone)
    return sorted(Random(options.seed).sample(everyone, wanted))  # noqa: S311 - no secret


def _losses(
    adjacency: Any, inner: Sequence[int], sources: Sequence[int]
) -> tuple[dict[int, float], dict[int, int]]:
    if adjacency is None:
        return {}, {}
    parts = connected_components(adjacency, directed=False)[0]
    nearness = _nearness(adjacency, sources)
    losses, added = {}, {}
    for at in steps(inner, len(inner)):
        without = _without(adjacency, at)
        rows = [index for index, source in enumerate(sources) if source != at]
        left = [sources[index] for index in rows]
        before = nearness[rows].sum() - nearness[rows, at].sum()
        after = _nearness(without, left).sum()
        losses[at] = float(1 - after / before) if before else 0.0
        # The node itself stays behind as a part of its own.
        added[at] = int(connected_components(without, directed=False)[0]) - 1 - parts
    return losses, added


def _nearness(adjacency: Any, sources: Sequence[int]) -> Any:
    """1/d from each source to each node; 0 to itself and where there is no path."""
    if not len(sources):
        return np.zeros((0, adjacency.shape[0]))
    distances = np.atleast_2d(dijkstra(adjacency, directed=False, indices=sources, unweighted=True))
    with np.errstate(divide="ignore"):
        return np.where(distances > 0, 1 / distances, 0.0)


def _without(adjacency: Any, at: int) -> Any:
    kept = np.ones(adjacency.shape[0])
    kept[at] = 0
    masked = adjacency.multiply(kept[:, None]).multiply(kept[None, :]).tocsr()
    masked.eliminate_zeros()
    return masked


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

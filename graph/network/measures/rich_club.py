"""Rich club: whether nodes of many ties are tied to one another more than their degrees explain."""

from collections.abc import Sequence

import numpy as np

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, spread_of, undirected
from graph.network.measures.rewiring import rewired
from graph.network.network import Network

__all__ = ["MEASURES"]


def rich_club(network: Network, options: Options) -> Computed:
    """How densely the nodes above a degree are tied, beside random graphs with the same degrees.

    ρ(k) = φ(k)/φ₀(k), with φ(k) = 2·e(k)/(n(k)·(n(k)-1)) for the n(k) nodes of more than k neighbours and the
    e(k) tied pairs among them, φ₀(k) its mean over R random graphs with the same degrees (ties swapped).
    Above 1 the rich are tied to each other more than their degrees explain. The scores are ρ by k; k where φ₀
    is 0 or fewer than two nodes are above have none. ``density`` is φ, ``expected`` φ₀ and ``spread`` its
    standard deviation. Direction and weights do not matter. Cost: R swaps of all ties.

    >>> from graph.network import Edge, Network
    >>> found = rich_club(Network.of(Edge(tie, *tie) for tie in ("ab", "bc", "ca", "cd")), Options())
    >>> found.parts["density"]["1"], found.scores["1"]
    (1.0, 1.0)
    """
    form = undirected(network)
    degrees = np.diff(form.matrix.indptr)
    found = _densities(form.matrix, degrees)
    random = np.array(
        [_densities(each, degrees) for each in rewired(form.matrix, options.replicas, options.seed)]
    )
    mean = random.mean(axis=0)
    known = np.flatnonzero(mean > 0).tolist()
    return Computed(
        form,
        scores={str(k): float(found[k] / mean[k]) for k in known},
        parts={
            "density": _by_degree(found, known),
            "expected": _by_degree(mean, known),
            "spread": {str(k): spread_of(random[:, k]) for k in known},
        },
        sample=options.replicas,
        sampled="random graph",
        seed=options.seed,
        guarantee="spread reported",
        kernel=ARRAYS,
    )


def _densities(matrix: Matrix, degrees: Ints) -> Floats:
    """φ(k) for k from 0 below the largest degree; 0 where fewer than two nodes are above."""
    most = int(degrees.max(initial=0))
    rows = np.repeat(np.arange(len(degrees)), degrees)
    poorer = np.minimum(degrees[rows], degrees[matrix.indices])
    nodes = _above(degrees, most).astype(np.float64)
    ends = _above(poorer, most)
    return np.divide(ends, nodes * (nodes - 1), out=np.zeros(most), where=nodes > 1)


def _above(values: Ints, most: int) -> Ints:
    """How many values are above k, for k from 0 below the largest."""
    counts = np.bincount(values, minlength=most + 1)
    return np.cumsum(counts[::-1])[::-1][1:]


def _by_degree(values: Floats, known: Sequence[int]) -> dict[str, float]:
    return {str(k): float(values[k]) for k in known}


MEASURES = (
    Measure(
        "rich_club",
        "Rich club",
        "how densely nodes above a degree are tied, beside random graphs of the same degrees",
        "degree",
        rich_club,
        ("replicas", "seed"),
        "Colizza et al. 2006, https://doi.org/10.1038/nphys209",
    ),
)

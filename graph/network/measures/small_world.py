"""Small world: short ways and many triangles at once, held against random graphs of the same degrees."""

import numpy as np
from scipy.sparse.csgraph import connected_components

from graph.network.adjacency import Matrix
from graph.network.columns import Ints
from graph.network.kernels.distances import reach
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, spread_of, undirected
from graph.network.measures.rewiring import latticed, rewired
from graph.network.network import Network

__all__ = ["MEASURES", "transitivity"]

_WORK_LIMIT = 20_000_000
_LEAST_SAMPLE = 64


def small_world(network: Network, options: Options) -> Computed:
    """Whether ways are as short as in a random graph while neighbours are tied as in a lattice.

    σ = (C/C₀)/(L/L₀), above 1 in a small world; ω = L₀/L - C/C₁, near 0 in a small world, towards 1 in a
    random graph and -1 in a lattice. C is the transitivity (three times the triangles over the paths of two
    ties), L the mean distance of two nodes that reach each other, both of the largest component; C₀ and L₀
    are means over R random graphs with its degrees (ties swapped), C₁ is the transitivity of one such graph
    swapped towards a ring. What is not defined (no triangles) is left out. ``spread`` is the standard
    deviation of σ over the R graphs. Direction and weights do not matter.
    Cost: (R+1)·n·m; above a limit, L is taken from k seeded sources.

    >>> from graph.network import Edge, Network
    >>> steps = [(at, at + step) for at in range(30) for step in (1, 2)]
    >>> ring = [Edge(f"{one} {two}", f"n{one:02}", f"n{two % 30:02}") for one, two in steps]
    >>> found = small_world(Network.of(ring), Options()).summary
    >>> found["transitivity"], round(found["mean distance"], 3), found["omega"] < 0
    (0.5, 4.138, True)
    """
    form = undirected(network)
    matrix = _largest(form.matrix)
    sources = _sources(matrix, options)
    clustering, distance = transitivity(matrix), _mean_distance(matrix, sources)
    random = [
        (transitivity(each), _mean_distance(each, sources))
        for each in rewired(matrix, options.replicas, options.seed)
    ]
    summary: dict[str, float] = {"transitivity": clustering, "mean distance": distance}
    if distance:
        summary |= _compared(clustering, distance, random, transitivity(latticed(matrix, options.seed)))
    return Computed(
        form,
        summary=summary,
        components=f"largest component only, {matrix.shape[0]} nodes",
        sample=options.replicas,
        sampled="random graph",
        seed=options.seed,
        guarantee="spread reported",
        notes=(f"distances from {len(sources)} of {matrix.shape[0]} nodes",),
        kernel=ARRAYS,
    )


def _mean_distance(matrix: Matrix, sources: Ints) -> float:
    """The mean number of ties from a source to a node that it reaches; 0 where none reaches another."""
    found = reach(matrix, sources)
    pairs = int(found.reached.sum())
    return int(found.total.sum()) / pairs if pairs else 0.0


def transitivity(matrix: Matrix) -> float:
    """Three times the triangles over the paths of two ties; 0 without such paths."""
    degrees = np.diff(matrix.indptr).astype(np.float64)
    paths = float((degrees * (degrees - 1)).sum())
    return float(((matrix @ matrix) * matrix).sum()) / paths if paths else 0.0


def _compared(
    clustering: float, distance: float, random: list[tuple[float, float]], lattice: float
) -> dict[str, float]:
    clusterings, distances = np.array(random).T
    found: dict[str, float] = {
        "random transitivity": float(clusterings.mean()),
        "random mean distance": float(distances.mean()),
    }
    if clusterings.all():
        each = (clustering / clusterings) / (distance / distances)
        found["sigma"] = (clustering / clusterings.mean()) / (distance / distances.mean())
        found["spread"] = spread_of(each)
    if lattice:
        found["omega"] = float(distances.mean()) / distance - clustering / lattice
    return found


def _largest(matrix: Matrix) -> Matrix:
    if not matrix.shape[0]:
        return matrix
    _, label = connected_components(matrix, directed=False)
    chosen = label == np.argmax(np.bincount(label))
    return matrix[chosen][:, chosen]


def _sources(matrix: Matrix, options: Options) -> Ints:
    count = matrix.shape[0]
    work = count * max(int(matrix.nnz), 1) * (options.replicas + 1) // 256
    wanted = options.sample or (
        max(_LEAST_SAMPLE, count * _WORK_LIMIT // work) if work > _WORK_LIMIT else count
    )
    if wanted >= count:
        return np.arange(count)
    return np.sort(np.random.Generator(np.random.PCG64(options.seed)).choice(count, wanted, replace=False))


MEASURES = (
    Measure(
        "small_world",
        "Small world",
        "short ways and many triangles at once, beside random graphs",
        "graph",
        small_world,
        ("replicas", "sample", "seed"),
        "Humphries & Gurney 2008, https://doi.org/10.1371/journal.pone.0002051; "
        "Telesford et al. 2011, https://doi.org/10.1089/brain.2011.0038",
    ),
)

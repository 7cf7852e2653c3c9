"""How a network holds together: components, cores, triangles, density."""

import numpy as np
from scipy.sparse import triu

from graph.network.kernels.parts import components as parts_of
from graph.network.kernels.peeling import peeled
from graph.network.kernels.triangles import triangle_counts
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, directed, undirected
from graph.network.network import Network

__all__ = ["MEASURES"]


def components(network: Network, _: Options) -> Computed:
    """Which parts of the network have no tie to each other.

    The score of a node is the number of its component, 1 for the largest, those of equal size by their
    first id. Direction does not matter (weak components). Cost: linear in the ties.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "c", "c")])
    >>> components(network, Options()).scores
    {'a': 1, 'b': 1, 'c': 2}
    """
    form = undirected(network)
    # Components come by their first node; those of one size stay in this order.
    found = sorted(parts_of(form.matrix), key=lambda places: -len(places))
    scores = {network.ids[at]: number for number, places in enumerate(found, 1) for at in places.tolist()}
    summary = {
        "components": len(found),
        "largest": len(found[0]) if found else 0,
        "without ties": sum(len(places) == 1 for places in found),
    }
    return Computed(form, scores, summary, kernel=ARRAYS)


def core_number(network: Network, _: Options) -> Computed:
    """How deep in the core a node lies.

    The k-core is the largest part in which every node has at least k neighbours within the part; the score
    of a node is the largest k whose core holds it. ``degeneracy`` is the largest score.
    Direction, weights and loops do not matter. Cost: linear in the ties.

    >>> from graph.network import Edge, Network
    >>> triangle = [Edge("1", "a", "b"), Edge("2", "b", "c"), Edge("3", "a", "c"), Edge("4", "c", "d")]
    >>> core_number(Network.of(triangle), Options()).scores
    {'a': 2, 'b': 2, 'c': 2, 'd': 1}
    """
    form = undirected(network)
    scores = dict(zip(network.ids, peeled(form.matrix)[0].tolist(), strict=True))
    return Computed(form, scores, {"degeneracy": max(scores.values(), default=0)}, kernel=ARRAYS)


def clustering(network: Network, _: Options) -> Computed:
    """How many of a node's neighbours are tied to each other.

    c(v) = 2·t(v) / (d(v)·(d(v)-1)), t(v) the triangles at v and d(v) its neighbours; 0 below two neighbours.
    ``average`` is the mean over all nodes, ``transitivity`` three times the triangles over the paths of two
    ties. Direction and weights do not matter. Cost: at most m^1.5.

    >>> from graph.network import Edge, Network
    >>> triangle = [Edge("1", "a", "b"), Edge("2", "b", "c"), Edge("3", "a", "c")]
    >>> clustering(Network.of(triangle), Options()).scores
    {'a': 1.0, 'b': 1.0, 'c': 1.0}
    """
    form = undirected(network)
    degrees = np.diff(form.matrix.indptr).astype(np.float64)
    one, two = triu(form.matrix, 1).tocoo().coords if form.pairs else (np.zeros(0, np.int64),) * 2
    triangles = triangle_counts(one.astype(np.int64), two.astype(np.int64), len(network)).astype(np.float64)
    paths = degrees * (degrees - 1) / 2
    values = np.divide(triangles, paths, out=np.zeros(len(network)), where=paths > 0)
    summary = {
        "average": float(values.mean()) if len(network) else 0.0,
        "transitivity": float(triangles.sum() / paths.sum()) if paths.any() else 0.0,
    }
    scores = dict(zip(network.ids, values.tolist(), strict=True))
    notes = ("a two-mode network has no triangles",) if network.is_bipartite else ()
    return Computed(form, scores, summary, notes=notes, kernel=ARRAYS)


def density(network: Network, _: Options) -> Computed:
    """The share of possible pairs that are tied.

    D = m / M, m the tied pairs and M those possible: n(n-1)/2, or n(n-1) where direction is followed, or
    the product of the two sides in a two-mode network. 0 where no pair is possible. Cost: linear.

    >>> from graph.network import Edge, Network
    >>> density(Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")]), Options()).summary["density"]
    0.6666666666666666
    """
    form = directed(network) if network.is_directed() else undirected(network)
    nodes, pairs = len(network), form.pairs
    possible = nodes * (nodes - 1) // (1 if network.is_directed() else 2)
    notes: tuple[str, ...] = ()
    if network.is_bipartite:
        edges = network.edge_table
        sources, targets = (len(np.unique(ends)) for ends in (edges.source, edges.target))
        possible = sources * targets
        notes = (f"of {sources} × {targets} pairs between the two sides",)
    return Computed(
        form, summary={"density": pairs / possible if possible else 0.0}, notes=notes, kernel=ARRAYS
    )


_TARJAN = "Hopcroft & Tarjan 1973, https://doi.org/10.1145/362248.362272"
MEASURES = (
    Measure(
        "components",
        "Components",
        "parts of the network that have no tie to each other",
        "node",
        components,
        (),
        _TARJAN,
        is_low_first=True,
    ),
    Measure(
        "core_number",
        "Core number",
        "how deep in the core a node lies",
        "node",
        core_number,
        (),
        "Seidman 1983, https://doi.org/10.1016/0378-8733(83)90028-X",
    ),
    Measure(
        "clustering",
        "Clustering",
        "share of a node's neighbours that are tied to each other",
        "node",
        clustering,
        (),
        "Watts & Strogatz 1998, https://doi.org/10.1038/30918",
    ),
    Measure(
        "density",
        "Density",
        "share of possible pairs that are tied",
        "graph",
        density,
        (),
        "Wasserman & Faust 1994, https://doi.org/10.1017/CBO9780511815478",
    ),
)

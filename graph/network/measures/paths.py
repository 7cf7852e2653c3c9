"""Measures of distance: closeness, eccentricity, distance to a kind of node."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.errors import ParameterError, UnknownName
from graph.network.adjacency import Matrix
from graph.network.columns import Ints, Mask
from graph.network.kernels.distances import Reach, reach
from graph.network.kernels.parts import components as parts_of
from graph.network.measures.kinds import ARRAYS, Computed, Form, Measure, Options, undirected
from graph.network.network import Network
from graph.terms import expand, local_name, shorten

__all__ = ["MEASURES"]

WORK_LIMIT = 2_000_000_000
"""Nodes times pairs up to which all distances are counted: some ten seconds."""

_LEAST_SAMPLE = 20
_REACHED = "scaled by the share of nodes reached"
_EACH = "each component by itself"


def closeness(network: Network, options: Options) -> Computed:
    """How near a node is to all others, counted in ties.

    c(v) = (r-1)/(n-1) · (r-1)/Σ d(v,u), the sum over the r-1 other nodes u that v reaches, d the number of
    ties on a shortest path (Wasserman & Faust's form, which compares nodes of different components);
    between 0 and 1, and 0 for a node without ties. Direction and weights are not used.
    Cost: n·m/64; above n·m = 2 billion the mean distance is estimated from k seeded sources in each
    component.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")])
    >>> closeness(network, Options()).scores["b"]
    1.0
    """
    form = undirected(network)
    found = _searched(form, options)
    size = found.component_sizes - 1
    distance = np.divide(
        found.reach.total, found.reach.reached, out=np.zeros(len(network)), where=found.is_reached
    )
    values = np.divide(
        size / max(len(network) - 1, 1), distance, out=np.zeros(len(network)), where=distance > 0
    )
    scores = dict(zip(network.ids, values.tolist(), strict=True))
    return Computed(form, scores, components=_REACHED, kernel=ARRAYS, **found.said(options, "no guarantee"))


def eccentricity(network: Network, options: Options) -> Computed:
    """How far the farthest node is that a node reaches, in ties.

    e(v) = max d(v,u) over the nodes u in v's component; 0 for a node without ties. ``diameter`` and
    ``radius`` are the largest and the smallest e within the largest component.
    Direction and weights are not used. Cost: n·m/64; above n·m = 2 billion, the distance to the farthest of
    k seeded sources in each component, which is never larger than the true value.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")])
    >>> eccentricity(network, Options()).scores
    {'a': 2, 'b': 1, 'c': 2}
    """
    form = undirected(network)
    found = _searched(form, options)
    values = found.reach.farthest
    ends = values[found.component_sizes == found.component_sizes.max(initial=0)]
    scores = dict(zip(network.ids, values.tolist(), strict=True))
    summary = {"diameter": int(ends.max()), "radius": int(ends.min())} if len(ends) else {}
    return Computed(
        form, scores, summary, components=_EACH, kernel=ARRAYS, **found.said(options, "lower bounds")
    )


def distance(network: Network, options: Options) -> Computed:
    """How many ties a node is away from the nearest node of a type.

    d(v) = min over the nodes u of the type (or a subclass) of the number of ties on a shortest path; 0 for
    a node of that type itself. Nodes that reach none have no score. Direction and weights are not used.
    Cost: linear in the ties.

    >>> from graph.network import Edge, Network, Node
    >>> network = Network.of(
    ...     [Edge("1", "a", "b"), Edge("2", "b", "c")], [Node("c", "C", "x:Investor", kinds=("x:Investor",))]
    ... )
    >>> distance(network, Options(to="Investor")).scores
    {'c': 0, 'b': 1, 'a': 2}
    """
    form = undirected(network)
    starts = _of_type(network, options.to)
    rings = _rings(form.matrix, starts)
    scores = {network.ids[at]: steps for steps, ring in enumerate(rings) for at in ring.tolist()}
    unreached = len(network) - len(scores)
    notes = (f"to the nearest of {len(starts)} of type {options.to}", f"{unreached} nodes reach none")
    return Computed(form, scores, notes=notes, kernel=ARRAYS)


def _rings(matrix: Matrix, starts: Ints) -> Iterator[Ints]:
    """The nodes at each distance from the nearest start."""
    is_near = np.zeros(matrix.shape[0], np.bool_)
    ring = starts
    while len(ring):
        yield ring
        is_near[ring] = True
        reached = np.unique(matrix[ring].indices)
        ring = reached[~is_near[reached]]


def _of_type(network: Network, name: str) -> Ints:
    known = sorted({iri for node in network.nodes for iri in (node.type, *node.kinds) if iri})
    if not name:
        listed = ", ".join(map(shorten, known)) or "no types at all"
        raise ParameterError(
            f"The measure distance needs a node type as its option 'to'. There is: {listed}."
        )
    wanted = {iri for iri in known if iri == expand(name) or local_name(iri).lower() == name.lower()}
    if not wanted:
        raise UnknownName("node type in this network", name, map(shorten, known))
    nodes = network.node_table
    return np.flatnonzero(nodes.type.is_in(wanted) | nodes.kinds.hold(wanted))


@dataclass(frozen=True, eq=False)
class _Search:
    """What searches from all nodes, or from some of each component, found.

    Attributes:
        reach: what each node is told by the sources that reach it.
        component_sizes: how many nodes each node's component has.
        sample: how many sources there were; 0 where all.
    """

    reach: Reach
    component_sizes: Ints
    sample: int

    @property
    def is_reached(self) -> Mask:
        """Which nodes another source reaches."""
        return np.greater(self.reach.reached, 0)

    def said(self, options: Options, guarantee: str) -> dict[str, Any]:
        """What the method says of a sample."""
        return {"sample": self.sample, "seed": options.seed, "guarantee": guarantee} if self.sample else {}


def _searched(form: Form, options: Options) -> _Search:
    count = len(form.network)
    wanted = options.sample
    if not wanted and count * form.pairs > WORK_LIMIT:
        wanted = max(_LEAST_SAMPLE, WORK_LIMIT // form.pairs)
    components = parts_of(form.matrix)
    sizes = np.zeros(count, np.int64)
    for places in components:
        sizes[places] = len(places)
    if not 0 < wanted < count:
        return _Search(reach(form.matrix), sizes, 0)
    random = np.random.Generator(np.random.PCG64(options.seed))
    chosen = [random.permutation(places)[: max(wanted, 2)] for places in components]
    return _Search(reach(form.matrix, np.concatenate(chosen)), sizes, wanted)


_WORK = ("sample", "seed")
MEASURES = (
    Measure(
        "closeness",
        "Closeness",
        "how near a node is to all others",
        "node",
        closeness,
        _WORK,
        "Freeman 1978, https://doi.org/10.1016/0378-8733(78)90021-7; Wasserman & Faust 1994, "
        "https://doi.org/10.1017/CBO9780511815478",
    ),
    Measure(
        "eccentricity",
        "Eccentricity",
        "distance to the farthest node reached",
        "node",
        eccentricity,
        _WORK,
        "Hage & Harary 1995, https://doi.org/10.1016/0378-8733(94)00248-9",
    ),
    Measure(
        "distance",
        "Distance to a type",
        "ties to the nearest node of a given type",
        "node",
        distance,
        ("to",),
        "breadth-first search",
        is_low_first=True,
    ),
)

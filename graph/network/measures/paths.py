"""Measures of distance: closeness, eccentricity, distance to a kind of node."""

import numpy as np

from graph.errors import ParameterError, UnknownName
from graph.network.columns import Ints
from graph.network.kernels.distances import rings
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, undirected
from graph.network.measures.searches import searched
from graph.network.network import Network
from graph.terms import expand, local_name, shorten

__all__ = ["MEASURES"]

_REACHED = "scaled by the share of nodes reached"
_EACH = "each component by itself"


def closeness(network: Network, options: Options) -> Computed:
    """How near a node is to all others, counted in ties.

    c(v) = (r-1)/(n-1) · (r-1)/Σ d(v,u), the sum over the r-1 other nodes u that v reaches, d the number of
    ties on a shortest path (Wasserman & Faust's form, which compares nodes of different components);
    between 0 and 1, and 0 for a node without ties. Direction and weights are not used.
    Cost: n·m/64; above n·m = 2 billion mean distances are estimated from k seeded sources in each component.
    None is then off by more than ε·(Δ-1) ties with a probability of at least 1-δ = 0.9, where
    ε = √(ln(2n/δ) / (2(k-1))) and Δ, its distance from a central node and the longest distance from there,
    is no less than its longest; as a mean distance is at least 1, that bounds the scores as well.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")])
    >>> closeness(network, Options()).scores["b"]
    1.0
    """
    form = undirected(network)
    found = searched(form, options)
    share = (found.component_sizes - 1) / max(len(network) - 1, 1)
    distance = found.mean(found.reach.total)
    values = np.divide(share, distance, out=np.zeros(len(network)), where=distance > 0)
    off = found.off() * np.maximum(found.longest(form.matrix) - 1, 0)
    near = np.maximum(distance - off, 1)
    error = float((share * off / (np.maximum(distance, 1) * near)).max(initial=0.0))
    told = f"mean distances off by at most {off.max(initial=0.0):.3g} ties, scores by {error:.3g}"
    said = found.said(options, told, error)
    scores = dict(zip(network.ids, values.tolist(), strict=True))
    return Computed(form, scores, components=_REACHED, kernel=ARRAYS, **said)


def harmonic(network: Network, options: Options) -> Computed:
    """How near a node is to all others, where those that it does not reach are infinitely far.

    h(v) = 1/(n-1) · Σ over the other nodes u of 1/d(v,u), d the number of ties on a shortest path and 1/d = 0
    without one; between 0 and 1. It needs no connected network. Direction and weights are not used.
    Cost: n·m/64; above n·m = 2 billion estimated from k seeded sources in each component of r nodes. No score
    is then off by more than (r-1)/(n-1) · √(ln(2n/δ) / (2(k-1))) with a probability of at least 1-δ = 0.9.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "b", "c")])
    >>> harmonic(network, Options()).scores
    {'a': 0.75, 'b': 1.0, 'c': 0.75}
    """
    form = undirected(network)
    found = searched(form, options)
    share = (found.component_sizes - 1) / max(len(network) - 1, 1)
    values = share * found.mean(found.reach.reciprocal)
    error = float((share * found.off()).max(initial=0.0))
    said = found.said(options, f"|error| ≤ {error:.3g}", error)
    scores = dict(zip(network.ids, values.tolist(), strict=True))
    return Computed(form, scores, components=_EACH, kernel=ARRAYS, **said)


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
    found = searched(form, options)
    values = found.reach.farthest
    ends = values[found.component_sizes == found.component_sizes.max(initial=0)]
    scores = dict(zip(network.ids, values.tolist(), strict=True))
    summary = {"diameter": int(ends.max()), "radius": int(ends.min())} if len(ends) else {}
    said = found.said(options, "lower bounds", None)
    return Computed(form, scores, summary, components=_EACH, kernel=ARRAYS, **said)


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
    ahead = rings(form.matrix, starts)
    scores = {network.ids[at]: steps for steps, ring in enumerate(ahead) for at in ring.tolist()}
    unreached = len(network) - len(scores)
    notes = (f"to the nearest of {len(starts)} of type {options.to}", f"{unreached} nodes reach none")
    return Computed(form, scores, notes=notes, kernel=ARRAYS)


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


_WORK = ("sample", "seed")
_SAMPLED = (
    "sampled: Eppstein & Wang 2004, https://doi.org/10.7155/jgaa.00081; "
    "Hoeffding 1963, https://doi.org/10.1080/01621459.1963.10500830"
)
MEASURES = (
    Measure(
        "closeness",
        "Closeness",
        "how near a node is to all others",
        "node",
        closeness,
        _WORK,
        "Freeman 1978, https://doi.org/10.1016/0378-8733(78)90021-7; Wasserman & Faust 1994, "
        f"https://doi.org/10.1017/CBO9780511815478; {_SAMPLED}",
    ),
    Measure(
        "harmonic",
        "Harmonic closeness",
        "how near a node is to all others, those out of reach being infinitely far",
        "node",
        harmonic,
        _WORK,
        f"Boldi & Vigna 2014, https://doi.org/10.1080/15427951.2013.865686; {_SAMPLED}",
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
        "Dijkstra 1959, https://doi.org/10.1007/BF01386390, with ties of one length: breadth-first search",
        is_low_first=True,
    ),
)

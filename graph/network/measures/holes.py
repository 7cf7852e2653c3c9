"""Structural holes: how much a node's ties lead to the same people."""

from collections.abc import Callable
from typing import Any

import networkx as nx

from graph.errors import NetworkError
from graph.network.measures.kinds import Computed, Measure, Options, undirected
from graph.network.network import Network
from graph.network.simple import numbered

__all__ = ["MEASURES"]

_WEIGHTED_LIMIT = 3_000


def constraint(network: Network, options: Options) -> Computed:
    """How much a node's ties are bound to one another: low where it spans structural holes.

    c(v) = Σ over neighbours u of (p(v,u) + Σ over w of p(v,w)·p(w,u))², where p(v,u) is the share of v's tie
    strength that goes to u (1/d(v) each where unweighted). It has no value for a node without ties; such
    nodes are left out. Direction does not matter. Cost: Σ d(v)².

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "a", "c")])
    >>> constraint(network, Options()).scores
    {'a': 0.5, 'b': 1.0, 'c': 1.0}
    """
    return _of_tied(network, options, lambda simple, weight: nx.constraint(simple, weight=weight))


def effective_size(network: Network, options: Options) -> Computed:
    """How many of a node's neighbours are not redundant.

    e(v) = d(v) - 2t/d(v), with d(v) neighbours and t ties among them; with weights, Burt's form with shares
    of tie strength. ``efficiency`` is e(v)/d(v). Nodes without ties have no value and are left out.
    Direction does not matter. Cost: Σ d(v)²; with weights n², so that n is limited.

    >>> from graph.network import Edge, Network
    >>> triangle = [Edge("1", "a", "b"), Edge("2", "b", "c"), Edge("3", "a", "c")]
    >>> effective_size(Network.of(triangle), Options()).scores
    {'a': 1.0, 'b': 1.0, 'c': 1.0}
    """
    found = _of_tied(network, options, _sizes)
    neighbours = dict(found.form.graph.degree())
    efficiency = {name: value / neighbours[name] for name, value in found.scores.items()}
    return Computed(
        found.form, found.scores, parts={"efficiency": efficiency}, weights=found.weights, notes=found.notes
    )


def _sizes(simple: Any, weight: str | None) -> dict[int, float]:
    if weight is None:
        # NetworkX builds a dense matrix also here; triangles say the same in the memory of the graph.
        among: Any = nx.triangles(simple)
        return {at: degree - 2 * among[at] / degree for at, degree in simple.degree()}
    if len(simple) > _WEIGHTED_LIMIT:
        raise NetworkError(
            f"Weighted effective size takes networks of at most {_WEIGHTED_LIMIT:,} tied nodes; this has "
            f"{len(simple):,}. Leave out the weights, or filter first."
        )
    sizes: dict[int, float] = nx.effective_size(simple, weight=weight)
    return sizes


def _of_tied(network: Network, options: Options, compute: Callable[[Any, str | None], Any]) -> Computed:
    form = undirected(network)
    names = sorted(name for name, neighbours in form.graph.degree() if neighbours)
    found = compute(numbered(form.graph, names), "weight" if options.is_weighted else None) if names else {}
    scores = {name: float(found[at]) for at, name in enumerate(names)}
    left_out = network.number_of_nodes() - len(names)
    return Computed(
        form,
        scores,
        weights="weights summed as strength" if options.is_weighted else "unweighted",
        notes=(f"{left_out} nodes without ties left out",) if left_out else (),
    )


_BURT = "Burt 1992, Structural Holes; Burt 2004, https://doi.org/10.1086/421787"
MEASURES = (
    Measure(
        "constraint",
        "Constraint",
        "how much a node's ties are bound to one another",
        "node",
        constraint,
        ("is_weighted",),
        _BURT,
        is_low_first=True,
    ),
    Measure(
        "effective_size",
        "Effective size",
        "neighbours of a node that are not redundant",
        "node",
        effective_size,
        ("is_weighted",),
        _BURT,
    ),
)

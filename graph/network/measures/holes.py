"""Structural holes: how much a node's ties lead to the same people."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from graph.errors import NetworkError
from graph.network.adjacency import Matrix
from graph.network.columns import Floats
from graph.network.kernels import holes as kernels
from graph.network.measures.kinds import ARRAYS, Computed, Form, Measure, Options, undirected
from graph.network.network import Network

__all__ = ["MEASURES"]

_PATH_LIMIT = 200_000_000


def constraint(network: Network, options: Options) -> Computed:
    """How much a node's ties are bound to one another: low where it spans structural holes.

    c(v) = Σ over neighbours u of (p(v,u) + Σ over w of p(v,w)·p(w,u))², where p(v,u) is the share of v's tie
    strength that goes to u (1/d(v) each where unweighted). It has no value for a node without ties; such
    nodes are left out. Direction does not matter. Cost: Σ d(v)², refused above 200 million.

    >>> from graph.network import Edge, Network
    >>> network = Network.of([Edge("1", "a", "b"), Edge("2", "a", "c")])
    >>> constraint(network, Options()).scores
    {'a': 0.5, 'b': 1.0, 'c': 1.0}
    """
    return _of_tied(network, options, kernels.constraint)


def effective_size(network: Network, options: Options) -> Computed:
    """How many of a node's neighbours are not redundant.

    e(v) = d(v) - 2t/d(v), with d(v) neighbours and t ties among them; with weights, Burt's form with shares
    of tie strength. ``efficiency`` is e(v)/d(v). Nodes without ties have no value and are left out.
    Direction does not matter. Cost: Σ d(v)², refused above 200 million.

    >>> from graph.network import Edge, Network
    >>> triangle = [Edge("1", "a", "b"), Edge("2", "b", "c"), Edge("3", "a", "c")]
    >>> effective_size(Network.of(triangle), Options()).scores
    {'a': 1.0, 'b': 1.0, 'c': 1.0}
    """
    found = _of_tied(network, options, kernels.effective_size)
    neighbours = dict(zip(network.ids, np.diff(found.form.matrix.indptr).tolist(), strict=True))
    efficiency = {name: value / neighbours[name] for name, value in found.scores.items()}
    return replace(found, parts={"efficiency": efficiency})


def _of_tied(network: Network, options: Options, compute: Callable[[Matrix], Floats]) -> Computed:
    form = undirected(network)
    _check_size(form)
    found = compute(form.strengths if options.is_weighted else form.matrix)
    tied = np.flatnonzero(~np.isnan(found)).tolist()
    left_out = len(network) - len(tied)
    return Computed(
        form,
        scores={network.ids[at]: float(found[at]) for at in tied},
        weights="weights summed as strength" if options.is_weighted else "unweighted",
        notes=(f"{left_out} node{'s' * (left_out > 1)} without ties left out",) if left_out else (),
        kernel=ARRAYS,
    )


def _check_size(form: Form) -> None:
    degrees = np.diff(form.matrix.indptr).astype(np.int64)
    paths = int((degrees**2).sum())
    if paths > _PATH_LIMIT:
        raise NetworkError(
            f"Structural holes would look at {paths:,} paths of two ties; the limit is {_PATH_LIMIT:,}. "
            "Filter the network by type, relation or day first."
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

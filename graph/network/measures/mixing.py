"""Mixing: whether like is tied to like."""

import numpy as np

from graph.network.columns import Ints
from graph.network.measures.kinds import ARRAYS, Computed, Measure, Options, grouped, undirected
from graph.network.network import Network

__all__ = ["MEASURES"]


def assortativity(network: Network, options: Options) -> Computed:
    """Whether nodes are tied to nodes like themselves.

    ``degree``: Pearson's correlation of the degrees at the two ends of a tied pair, from -1 (hubs tied to
    small nodes) to 1. The grouping (type by default): (tr e - Σ e²) / (1 - Σ e²), e the matrix of shares of
    tied ends by group: 1 where all ties stay within a group, 0 at chance; nodes without a group are left
    out of it. A number that is not defined (all degrees equal, one group only) is left out and said.
    Direction and weights are ignored. Cost: linear in the ties.

    >>> from graph.network import Edge, Network, Node
    >>> star = Network.of([Edge("1", "a", "b"), Edge("2", "a", "c"), Edge("3", "a", "d")])
    >>> round(assortativity(star, Options()).summary["degree"], 6)
    -1.0
    """
    groups, form = grouped(network, options.group or "type"), undirected(network)
    degrees = np.diff(form.matrix.indptr)
    ones, twos = np.repeat(np.arange(len(degrees)), degrees), form.matrix.indices
    found = {
        "degree": _correlation(degrees[ones], degrees[twos]),
        groups.name: _attribute_assortativity(groups.codes[ones], groups.codes[twos]),
    }
    summary = {name: value for name, value in found.items() if value is not None}
    notes = tuple(f"{name} assortativity is not defined here" for name in found.keys() - summary.keys())
    return Computed(form, summary=summary, notes=tuple(sorted(notes)), kernel=ARRAYS)


def _correlation(ones: Ints, twos: Ints) -> float | None:
    """Pearson's; each pair stands in both orders, so that both ends have one mean and one spread."""
    if not len(ones):
        return None
    mean = ones.mean()
    spread = float(((ones - mean) ** 2).sum())
    return float(((ones - mean) * (twos - mean)).sum()) / spread if spread > 0 else None


def _attribute_assortativity(ones: Ints, twos: Ints) -> float | None:
    both = (ones >= 0) & (twos >= 0)
    if not both.any():
        return None
    shares = np.bincount(ones[both]) / np.count_nonzero(both)
    within, chance = float(np.mean(ones[both] == twos[both])), float((shares**2).sum())
    return (within - chance) / (1 - chance) if chance < 1 else None


MEASURES = (
    Measure(
        "assortativity",
        "Assortativity",
        "whether nodes are tied to nodes like themselves",
        "graph",
        assortativity,
        ("group",),
        "Newman 2003, https://doi.org/10.1103/PhysRevE.67.026126",
    ),
)

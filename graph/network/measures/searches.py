"""Distances from all nodes, or from some of each component, and how far off what these tell may be.

By Hoeffding's inequality, which holds without replacement too, the mean of k numbers drawn from a range of
width w is off by more than ε·w with a probability of at most 2·exp(-2kε²); of n nodes one is so with at most
n times that (Eppstein & Wang 2004, https://doi.org/10.7155/jgaa.00081). It is solved for ε where that is
δ = 0.1. A source is not its own counterpart, so that at least k-1 of k sources tell of each node.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.network.adjacency import Matrix
from graph.network.columns import Floats, Ints
from graph.network.kernels.distances import Reach, reach, rings
from graph.network.kernels.parts import components
from graph.network.measures.kinds import Form, Options

__all__ = ["CONFIDENCE", "WORK_LIMIT", "Search", "searched"]

WORK_LIMIT = 2_000_000_000
"""Nodes times pairs up to which all distances are counted: some ten seconds."""

CONFIDENCE = 0.9
"""The probability with which a bound holds for all nodes at once."""

_LEAST_SAMPLE = 20


@dataclass(frozen=True, eq=False)
class Search:
    """What searches from all nodes, or from some of each component, found.

    Attributes:
        reach: what each node is told by the sources that reach it.
        component: for each node the number of its component.
        component_sizes: how many nodes each node's component has.
        drawn: how many sources each node's component has.
        sample: how many sources there were to be in each component; 0 where all.
    """

    reach: Reach
    component: Ints
    component_sizes: Ints
    drawn: Ints
    sample: int

    def mean(self, sums: Ints | Floats) -> Floats:
        """For each node the mean over the sources that reach it; 0 where none does."""
        reached = self.reach.reached
        found: Floats = np.divide(sums, reached, out=np.zeros(len(reached)), where=reached > 0)
        return found

    def off(self) -> Floats:
        """For each node ε, as a share of the width that numbers have; 0 where all nodes are sources."""
        count = max(len(self.drawn), 1)
        found = np.sqrt(np.log(2 * count / (1 - CONFIDENCE)) / (2 * np.maximum(self.drawn - 1, 1)))
        return np.where(self.drawn < self.component_sizes, found, 0.0)

    def longest(self, matrix: Matrix) -> Ints:
        """For each node no less than its longest distance: by way of a central node of its component."""
        order = np.lexsort((self.reach.farthest, self.component))
        central = order[np.unique(self.component[order], return_index=True)[1]]
        away = np.zeros(len(order), np.int64)
        for steps, ring in enumerate(rings(matrix, central)):
            away[ring] = steps
        most = np.zeros(len(central), np.int64)
        np.maximum.at(most, self.component, away)
        found: Ints = away + most[self.component]
        return found

    def said(self, options: Options, guarantee: str, error: float | None) -> dict[str, Any]:
        """What the method says of a sample; with an error, the guarantee holds with the confidence."""
        if not self.sample:
            return {}
        told = {"sample": self.sample, "seed": options.seed, "guarantee": guarantee}
        if error is None:
            return told
        held = f"{guarantee}, for all nodes with probability ≥ {CONFIDENCE:g}"
        return told | {"guarantee": held, "error": error, "confidence": CONFIDENCE}


def searched(form: Form, options: Options) -> Search:
    """Distances to every node, from every other, or from as many of its component as there is time for."""
    count = len(form.network)
    wanted = options.sample
    if not wanted and count * form.pairs > WORK_LIMIT:
        wanted = max(_LEAST_SAMPLE, WORK_LIMIT // form.pairs)
    is_sampled = 0 < wanted < count
    random = np.random.Generator(np.random.PCG64(options.seed))
    component, sizes, drawn = (np.zeros(count, np.int64) for _ in range(3))
    sources = []
    for number, places in enumerate(components(form.matrix)):
        chosen = random.permutation(places)[: max(wanted, 2)] if is_sampled else places
        component[places], sizes[places], drawn[places] = number, len(places), len(chosen)
        sources.append(chosen)
    found = reach(form.matrix, np.concatenate(sources) if is_sampled else None)
    return Search(found, component, sizes, drawn, wanted if is_sampled else 0)

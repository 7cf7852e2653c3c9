"""Sensitivity: whether a ranking holds when the less certain ties are left out."""

from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

import numpy as np

from graph.network.columns import Floats, Ints, Mask
from graph.network.measures.kinds import Computed, Measure, Options, undirected
from graph.network.measures.ranking import ranked, ranking
from graph.network.measures.result import Number
from graph.network.network import Network
from graph.network.progress import steps
from graph.terms import local_name

__all__ = ["MEASURES", "kendall"]

_FIRM = frozenset({"", "stated", "derived"})
_TOP = 10


def sensitivity(network: Network, options: Options) -> Computed:
    """Whether the nodes rank as before without planned, projected, undated or single-source ties.

    Kendall's τ_b = (C - D)/√((P - T)(P - U)) of the scores before and after, over the P = n(n-1)/2 pairs of
    nodes that have both: C pairs stand in the same order, D in the opposite one, T and U are equal before
    and after: 1 where the order stays, -1 where it is turned round, 0 where one says nothing of the other.
    Cases: without the ties of each status other than stated or derived, without all of these, without ties of
    which no bound in time is known, without ties that fewer than two sources tell (evidence, or named graphs
    where there is none). A case that drops no tie is left out; one in which τ is not defined, since all
    scores are equal, has parts but no score. Nodes are ranked by degree unless ``by`` says another measure;
    all stay, if without ties. Parts: ``dropped`` ties, ``nodes`` compared, ``top ten kept``: how many of the
    first ten stay among them. Cost: that of the measure for each case, and n·log n.

    >>> from graph.network import Edge, Network
    >>> ties = [Edge("1", "a", "b", status="x:stated"), Edge("2", "a", "c", status="x:stated")]
    >>> network = Network.of([*ties, Edge("3", "b", "c", status="x:planned")])
    >>> found = sensitivity(network, Options())
    >>> found.parts["dropped"]["without planned"], "without planned" in found.scores
    (1, False)
    """
    by = ranking(options.by)
    before = ranked(network, by, options.seed)
    scores: dict[str, float] = {}
    parts: dict[str, dict[str, int]] = {"dropped": {}, "nodes": {}, "top ten kept": {}}
    cases = list(_cases(network))
    for case, dropped in steps(cases, len(cases)):
        after = ranked(network.part(case, ~dropped, keep=network.ids), by, options.seed)
        names = sorted(before.keys() & after.keys())
        one, two = (np.array([scored[name] for name in names], np.float64) for scored in (before, after))
        parts["dropped"][case] = int(np.count_nonzero(dropped))
        parts["nodes"][case] = len(names)
        parts["top ten kept"][case] = len(_top(before) & _top(after))
        if (order := kendall(one, two)) is not None:
            scores[case] = order
    undefined = sorted(parts["nodes"].keys() - scores.keys())
    notes = (f"ranked by {by.label.lower()}", *(f"no order to compare {case}" for case in undefined))
    return Computed(undirected(network), scores, parts=parts, notes=notes)


def kendall(one: Floats, two: Floats) -> float | None:
    """Kendall's τ_b of two columns of scores; None where all of one are equal.

    Cost: n·log n comparisons, by counting how many that come later in one stand before in the other.
    """
    order = np.lexsort((two, one))
    one, two = one[order], two[order]
    pairs = len(one) * (len(one) - 1) // 2
    equal_one, equal_two = _equal(one), _equal(np.sort(two))
    both = _equal(np.unique(np.stack([one, two], axis=1), axis=0, return_inverse=True)[1].ravel())
    spread = (pairs - equal_one) * (pairs - equal_two)
    if spread <= 0:
        return None
    turned = _inversions(two.tolist())
    return (pairs - equal_one - equal_two + both - 2 * turned) / sqrt(spread)


def _equal(values: Floats | Ints) -> int:
    counts = np.unique(values, return_counts=True)[1].astype(object)
    return int((counts * (counts - 1) // 2).sum())


def _inversions(values: Sequence[float]) -> int:
    """How many pairs stand in falling order: for each value, those before it that are larger."""
    seen: list[float] = []
    found = 0
    for at, value in enumerate(values):
        found += at - bisect_right(seen, value)
        insort(seen, value)
    return found


def _cases(network: Network) -> Iterator[tuple[str, Mask]]:
    """(what is left out in words, which ties these are), if there are any."""
    edges = network.edge_table
    soft = [iri for iri in network.statuses() if local_name(iri) not in _FIRM]
    cases = [(f"without {local_name(iri)}", edges.status.is_in([iri])) for iri in soft]
    if len(soft) > 1:
        cases.append(("without all of these", edges.status.is_in(soft)))
    told = np.where(
        np.diff(edges.evidence.bounds) > 0, np.diff(edges.evidence.bounds), np.diff(edges.graphs.bounds)
    )
    cases += [("without undated", ~edges.is_dated()), ("without single-source", told <= 1)]
    return ((case, dropped) for case, dropped in cases if dropped.any())


def _top(scores: Mapping[str, Number]) -> set[str]:
    return set(sorted(scores, key=lambda name: (-scores[name], name))[:_TOP])


MEASURES = (
    Measure(
        "sensitivity",
        "Sensitivity",
        "whether a ranking holds without the less certain ties",
        "case",
        sensitivity,
        ("by", "seed"),
        "Kendall 1945, https://doi.org/10.1093/biomet/33.3.239",
    ),
)

"""Two networks side by side: which ties stayed, whether the core stayed, how ranks moved.

Serves two days of one network, two snapshots, two sets of statuses, or two ecosystems with shared actors.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import sqrt

from graph.errors import NetworkError
from graph.network.measures import MEASURES, Result, measure
from graph.network.network import Network

__all__ = ["Comparison", "compare"]

Pair = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two networks.

    Attributes:
        kept: ties in both, as (source, target, relation), sorted; ends in order where direction is none.
        added: ties only in the second.
        removed: ties only in the first.
        tie_overlap: Jaccard's |A ∩ B| / |A ∪ B| of these ties; 1 where both have none.
        core_overlap: the same of the nodes of the innermost cores.
        rank_correlation: Spearman's correlation of the scores of nodes in both; None where undefined.
        moves: (node, rank before, rank after) of nodes in both, the largest move first; ties share a rank.
        before: the first network's scores with their method.
        after: the second network's.
    """

    kept: tuple[Pair, ...]
    added: tuple[Pair, ...]
    removed: tuple[Pair, ...]
    tie_overlap: float
    core_overlap: float
    rank_correlation: float | None
    moves: tuple[tuple[str, float, float], ...]
    before: Result
    after: Result


def compare(before: Network, after: Network, *, by: str = "degree") -> Comparison:
    """The differences between two networks, ranks being by a measure of nodes.

    Raises:
        UnknownName: there is no such measure.
        NetworkError: the measure does not score nodes, or has no meaning on one of the networks.
    """
    if by in MEASURES and MEASURES[by].scope != "node":
        raise NetworkError(f"Ranks need a measure of nodes; {by} scores the {MEASURES[by].scope}.")
    first, second = measure(before, by), measure(after, by)
    one, two = _pairs(before), _pairs(after)
    old, new = _ranks(first, second), _ranks(second, first)
    moves = sorted(
        ((name, rank, new[name]) for name, rank in old.items()),
        key=lambda each: (-abs(each[1] - each[2]), each),
    )
    return Comparison(
        kept=tuple(sorted(one & two)),
        added=tuple(sorted(two - one)),
        removed=tuple(sorted(one - two)),
        tie_overlap=_overlap(one, two),
        core_overlap=_overlap(_core(before), _core(after)),
        rank_correlation=_correlation([(rank, new[name]) for name, rank in old.items()]),
        moves=tuple(moves),
        before=first,
        after=second,
    )


def _pairs(network: Network) -> frozenset[Pair]:
    ends = ((edge.source, edge.target, edge.relation) for edge in network.edges)
    if network.is_directed():
        return frozenset(ends)
    return frozenset((min(one, two), max(one, two), relation) for one, two, relation in ends)


def _core(network: Network) -> frozenset[str]:
    found = measure(network, "core_number")
    return frozenset(name for name, depth in found.scores if depth == found.summary["degeneracy"])


def _overlap(one: AbstractSet[object], two: AbstractSet[object]) -> float:
    return len(one & two) / len(one | two) if one | two else 1.0


def _ranks(result: Result, other: Result) -> Mapping[str, float]:
    """Ranks from 1 among the nodes that both results score; equal scores share their mean rank."""
    shared = {name for name, _ in other.scores}
    scores = [(name, value) for name, value in result.scores if name in shared]
    places: dict[float, list[int]] = {}
    for place, (_, value) in enumerate(scores, 1):
        places.setdefault(value, []).append(place)
    return {name: sum(places[value]) / len(places[value]) for name, value in scores}


def _correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    if not pairs:
        return None
    one, two = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    spread = sqrt(sum((x - one) ** 2 for x, _ in pairs) * sum((y - two) ** 2 for _, y in pairs))
    return sum((x - one) * (y - two) for x, y in pairs) / spread if spread else None

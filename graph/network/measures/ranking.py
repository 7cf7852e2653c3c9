"""Which measures rank nodes, for those measures that compare rankings."""

from collections.abc import Mapping
from types import MappingProxyType

from graph.errors import UnknownName
from graph.network.measures import betweenness, cohesion, degree, holes, paths, spectral
from graph.network.measures.kinds import Measure, Options
from graph.network.measures.result import Number
from graph.network.network import Network

__all__ = ["ranked", "ranking"]

_RANKINGS: Mapping[str, Measure] = MappingProxyType(
    {
        each.name: each
        for family in (degree, betweenness, paths, spectral, cohesion, holes)
        for each in family.MEASURES
        if each.scope == "node" and each.name not in {"components", "distance"}
    }
)


def ranking(name: str) -> Measure:
    """The measure that ranks nodes by this name; degree where there is none.

    Raises:
        UnknownName: it ranks no nodes, or there is none; names the nearest.
    """
    chosen = name or "degree"
    if chosen not in _RANKINGS:
        raise UnknownName("measure that ranks nodes", chosen, _RANKINGS)
    return _RANKINGS[chosen]


def ranked(network: Network, measure: Measure, seed: int) -> Mapping[str, Number]:
    """Node id → score, larger being more; a low score that is the more telling one is turned round."""
    scores = measure.compute(network, Options(seed=seed)).scores
    return {name: -value if measure.is_low_first else value for name, value in scores.items()}

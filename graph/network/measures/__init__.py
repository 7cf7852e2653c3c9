"""Measures: one file a family, one table of all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from math import inf
from time import perf_counter
from types import MappingProxyType
from typing import Any

from graph.errors import ParameterError, UnknownName
from graph.network.measures import (
    betweenness,
    bipartite_modularity,
    brokerage,
    cohesion,
    community,
    core_periphery,
    cuts,
    degree,
    holes,
    homophily,
    layers,
    mixing,
    nestedness,
    partners,
    paths,
    removal,
    rich_club,
    robustness,
    sensitivity,
    small_world,
    spectral,
    years,
)
from graph.network.measures.kinds import Computed, Measure, Options, check_weights
from graph.network.measures.result import MOST_SHOWN, Method, Number, Result
from graph.network.network import Network

__all__ = ["MEASURES", "Measure", "Method", "Options", "Result", "check", "measure"]

_FAMILIES = (
    degree,
    betweenness,
    paths,
    spectral,
    cohesion,
    cuts,
    core_periphery,
    rich_club,
    small_world,
    holes,
    brokerage,
    partners,
    community,
    mixing,
    homophily,
    layers,
    nestedness,
    bipartite_modularity,
    removal,
    robustness,
    years,
    sensitivity,
)
MEASURES: Mapping[str, Measure] = MappingProxyType(
    {each.name: each for family in _FAMILIES for each in family.MEASURES}
)
"""Measure name → measure, in the order of the families."""

_DIGITS = 12


def measure(network: Network, name: str, **options: Any) -> Result:
    """The numbers of a measure on a network, with the method.

    Args:
        network: what to measure.
        name: a key of `MEASURES`.
        **options: see `Options`; each measure takes some of them.

    Raises:
        UnknownName: there is no such measure; names the nearest.
        ParameterError: the measure does not take an option, or not that value.
        NetworkError: the measure has no meaning on this network.
    """
    chosen = check(name, options)
    described = MEASURES[name]
    if chosen.is_weighted:
        check_weights(network)
    start = perf_counter()
    computed = described.compute(network, chosen)
    elapsed_ms = (perf_counter() - start) * 1000
    plain = {key: _plain(value) for key, value in computed.scores.items()}
    scores = tuple(sorted(plain.items(), key=_order(described)))
    return Result(
        measure=name,
        scores=scores,
        method=_method(network, described, chosen, computed, elapsed_ms),
        summary=MappingProxyType({key: _plain(value) for key, value in computed.summary.items()}),
        parts=MappingProxyType(
            {
                part: MappingProxyType({key: _plain(value) for key, value in values.items()})
                for part, values in computed.parts.items()
            }
        ),
        labels=MappingProxyType(_labels(network, described, scores[:MOST_SHOWN])),
    )


def check(name: str, options: Mapping[str, Any]) -> Options:
    """The options of a measure, complete.

    Raises:
        UnknownName: there is no such measure; names the nearest.
        ParameterError: the measure does not take an option, or not that value.
    """
    if name not in MEASURES:
        raise UnknownName("measure", name, MEASURES)
    return _options(MEASURES[name], options)


def _order(described: Measure) -> Callable[[tuple[str, Number]], Any]:
    """The most telling first, then by name; years as they follow each other."""
    if described.scope == "year":
        return lambda each: each[0]
    sign = 1 if described.is_low_first else -1
    return lambda each: (sign * each[1], each[0])


def _labels(network: Network, described: Measure, shown: Sequence[tuple[str, Number]]) -> dict[str, str]:
    """What the nodes are called that a table shows."""
    places = [(name, network.place(name)) for name, _ in shown] if described.scope == "node" else []
    return {name: network.nodes[at].label for name, at in places if at is not None}


def _options(described: Measure, given: Mapping[str, Any]) -> Options:
    types: dict[str, type] = {entry.name: type(entry.default) for entry in fields(Options)}
    for name, value in given.items():
        if name not in described.options:
            takes = ", ".join(described.options) or "no options"
            raise ParameterError(f"{described.name} does not take {name!r}. It takes: {takes}.")
        is_negative = isinstance(value, int | float) and not 0 <= value < inf
        if type(value) is not types[name] or is_negative:
            raise ParameterError(f"The option {name} takes {_KIND[types[name]]}, not {value!r}.")
    return Options(**given)


_KIND = MappingProxyType(
    {int: "a whole number from 0", float: "a number from 0", bool: "true or false", str: "a name"}
)


def _plain(value: Any) -> Number:
    """A Python number, rounded where it is a fraction, so that equal scores compare as equal."""
    number = value.item() if hasattr(value, "item") else value
    return number if isinstance(number, int) else round(float(number), _DIGITS)


def _method(
    network: Network, described: Measure, chosen: Options, computed: Computed, elapsed_ms: float
) -> Method:
    origin = network.origin
    return Method(
        measure=described.label,
        parameters=tuple((option, getattr(chosen, option)) for option in described.options),
        nodes=network.number_of_nodes(),
        ties=network.number_of_edges(),
        pairs=computed.form.pairs,
        projection=computed.form.projection,
        direction=computed.form.direction,
        weights=computed.weights,
        loops=computed.form.loops + origin.loops_dropped,
        components=computed.components,
        at=origin.at,
        window=origin.window,
        statuses=tuple(network.statuses()),
        steps=origin.steps,
        is_exact=not computed.sample,
        sample=computed.sample,
        sampled=computed.sampled,
        seed=computed.seed,
        guarantee=computed.guarantee,
        error=computed.error if computed.sample else 0.0,
        confidence=computed.confidence if computed.sample else 1.0,
        notes=computed.notes,
        kernel=computed.kernel,
        elapsed_ms=elapsed_ms,
        snapshot=origin.snapshot,
        query_hash=origin.query_hash,
    )

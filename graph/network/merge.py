"""Parallel ties as one, by a rule that is said."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from graph.errors import UnknownName
from graph.network.columns import Coded, Floats, Ints, Sets, frozen
from graph.network.tables import Days, EdgeTable

__all__ = ["MERGE_RULES", "groups_of", "merged", "union_of"]

Rule = Callable[[Floats, Ints], Floats]

MERGE_RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "count": lambda weights, starts: np.diff(np.append(starts, len(weights))).astype(np.float64),
        "sum": np.add.reduceat,
        "max": np.maximum.reduceat,
        "first": lambda weights, starts: weights[starts],
    }
)
"""Name of a rule → the weight of one tie made of several: how many they are, the sum of their weights, the
largest, or that of the first in order."""


def merged(edges: EdgeTable, rule: str, *, is_directed: bool) -> EdgeTable:
    """One tie a pair of nodes; loops stay.

    The relation, situation and status of a tie are those of its parts where they agree, else empty; it may
    hold from the first day on which one of them may hold to the last, unknown where one is; all evidence is
    kept. By the rule ``first`` it is the first of its parts, as it is.

    Raises:
        UnknownName: there is no such rule.
    """
    if rule not in MERGE_RULES:
        raise UnknownName("merge rule", rule, MERGE_RULES)
    if not len(edges):
        return edges
    low, high = edges.source, edges.target
    if not is_directed:
        low, high = np.minimum(low, high), np.maximum(low, high)
    order = np.lexsort((np.arange(len(edges)), high, low))
    starts = groups_of(low[order], high[order])
    ties, first = edges.take(order), edges.take(order[starts])
    first = replace(first, source=frozen(low[order][starts]), target=frozen(high[order][starts]), own_id=None)
    if rule == "first":
        return first
    return replace(
        first,
        relation=_agreed(ties.relation, starts),
        relation_label=_agreed(ties.relation_label, starts),
        tie=_agreed(ties.tie, starts),
        status=_agreed(ties.status, starts),
        start=_bound(ties.start, starts, np.minimum),
        until=_bound(ties.until, starts, np.maximum),
        evidence=union_of(ties.evidence, starts),
        graphs=union_of(ties.graphs, starts),
        weight=frozen(MERGE_RULES[rule](ties.weight, starts)),
    )


def groups_of(*keys: Ints) -> Ints:
    """Where each group of equal rows begins, the rows being sorted by these keys."""
    changes = np.zeros(max(len(keys[0]) - 1, 0), np.bool_)
    for key in keys:
        changes |= key[1:] != key[:-1]
    return np.concatenate([np.zeros(min(len(keys[0]), 1), np.int64), np.flatnonzero(changes) + 1])


def union_of(sets: Sets, starts: Ints) -> Sets:
    """For each group of consecutive rows, all that one of them holds."""
    if not len(sets.codes):
        return Sets.empty(len(starts))
    ranks, texts = Coded(sets.codes, sets.values).ranked()
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(sets))))
    rows = np.repeat(group, np.diff(sets.bounds))
    kept = np.unique(rows * len(texts) + ranks)
    sizes = np.bincount(kept // len(texts), minlength=len(starts))
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]).astype(np.int32)
    return Sets(frozen(bounds), frozen((kept % len(texts)).astype(np.int32)), tuple(texts))


def _agreed(column: Coded, starts: Ints) -> Coded:
    ranks, texts = column.ranked()
    least, most = np.minimum.reduceat(ranks, starts), np.maximum.reduceat(ranks, starts)
    codes = np.where(least == most, least, len(texts))
    return Coded(frozen(codes.astype(np.int32)), (*texts, ""))


def _bound(days: Days, starts: Ints, choose: np.ufunc) -> Days:
    # NumPy's minimum and maximum of an unknown day and another are unknown, as is meant here.
    found: Days = frozen(choose.reduceat(days, starts))
    return found

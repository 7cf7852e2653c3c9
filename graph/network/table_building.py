"""Ties as rows tell them, made into a table: sorted, and each tie once with all that tell it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.answer import Texts
from graph.network.columns import Coded, Ints, Sets, frozen, starts_of
from graph.network.merge import groups_of
from graph.network.tables import EdgeTable, days
from graph.terms import local_name

__all__ = ["Told", "told_once"]

_MOST = 1 << 62
_SETS = MappingProxyType({"evidence": "evidence", "graph": "graphs"})


@dataclass(frozen=True, eq=False)
class Told:
    """Rows that tell ties. All but values are places among the texts, of which the first is empty.

    Attributes:
        texts: sorted.
        source: where each tie starts.
        target: where it goes.
        names: any of ``relation tie status`` → what it is.
        start: for each row a place in a list of first days; and the list, None for an unknown one.
        until: the same of last days.
        weight: the same of weights.
        sources: ``evidence`` and ``graph`` → who tells it.
    """

    texts: Texts
    source: Ints
    target: Ints
    names: Mapping[str, Ints]
    start: tuple[Ints, Sequence[date | None]]
    until: tuple[Ints, Sequence[date | None]]
    weight: tuple[Ints, Sequence[float]]
    sources: Mapping[str, Ints]


def told_once(told: Told, *, is_directed: bool) -> tuple[Coded, EdgeTable]:
    """The ids of the nodes, and the ties: rows that differ in who tells them, and no more, are one tie.

    Without direction, rows that tell a tie from either end are one as well; it starts from the end that
    comes first, if one tells it so.
    """
    ids, place = _nodes(told)
    source, target = place[told.source], place[told.target]
    rest = _keys(told)
    low, high = (source, target) if is_directed else (np.minimum(source, target), np.maximum(source, target))
    same = _packed([low, high, *rest])
    order = np.argsort(_packed([same, source != low]))
    starts = groups_of(same[order])
    ties = order[starts]
    sorted_ = np.argsort(_packed([each[ties] for each in (source, target, *rest)]))
    tie_of = np.empty(len(order), np.int32)
    tie_of[order] = np.repeat(_inverse(sorted_), np.diff(np.append(starts, len(order))))
    return ids, _table(told, (source, target), ties[sorted_], tie_of)


def _nodes(told: Told) -> tuple[Coded, Ints]:
    """The ids of all ends, sorted; and for each text the place of the node of that id."""
    is_node = np.zeros(len(told.texts), np.bool_)
    is_node[told.source] = is_node[told.target] = True
    ids = Coded(frozen(np.flatnonzero(is_node).astype(np.int32)), told.texts)
    return ids, (np.cumsum(is_node) - 1).astype(np.int32)


def _keys(told: Told) -> list[Ints]:
    """What makes a tie this one besides its ends, in the order that ties are sorted by."""
    named = [told.names[name] for name in ("relation", "tie") if name in told.names]
    status = [told.names["status"]] if "status" in told.names else []
    return [*named, _ranks(told.start), _ranks(told.until), *status, _ranks(told.weight)]


def _ranks(column: tuple[Ints, Sequence[Any]]) -> Ints:
    """For each row the place of its value among the different values, sorted; what is unknown is first."""
    cells, values = column
    ordered = sorted({value for value in values if value is not None})
    place = {None: 0} | {value: at for at, value in enumerate(ordered, 1)}
    return np.array([place[value] for value in values], np.int32)[cells] if values else cells


def _packed(keys: Sequence[npt.NDArray[Any]]) -> Ints:
    """One number for each row, which sorts as the keys do, the first one first."""
    found: Ints = np.zeros(len(keys[0]), np.int64)
    room = 1
    for key in keys:
        most = int(key.max(initial=0)) + 1
        if room * most > _MOST:
            found, room = _ranked(found)
        if most > 1:
            found, room = found * most + key, room * most
    return found


def _ranked(keys: Ints) -> tuple[Ints, int]:
    """The place of each number among the different ones, sorted; and how many these are."""
    order = np.argsort(keys)
    is_new = np.ones(len(keys), np.bool_)
    is_new[1:] = keys[order][1:] != keys[order][:-1]
    ranks = np.empty(len(keys), np.int64)
    ranks[order] = np.cumsum(is_new) - 1
    return ranks, int(is_new.sum())


def _inverse(order: Ints) -> Ints:
    found = np.empty(len(order), np.int32)
    found[order] = np.arange(len(order), dtype=np.int32)
    return found


def _table(told: Told, ends: tuple[Ints, Ints], rows: Ints, tie_of: Ints) -> EdgeTable:
    """The table of these rows; all rows of a tie say who tells it."""
    names = {name: Coded(frozen(cells[rows]), told.texts) for name, cells in told.names.items()}
    if "relation" in names:
        names["relation_label"] = names["relation"].mapped(lambda iri: local_name(iri) if iri else "")
    sources = {
        _SETS[name]: _sets(cells, told.texts, tie_of, len(rows)) for name, cells in told.sources.items()
    }
    return EdgeTable.plain(
        frozen(ends[0][rows]),
        frozen(ends[1][rows]),
        **names,
        **sources,
        **_known("start", told.start, rows, days),
        **_known("until", told.until, rows, days),
        **_known("weight", told.weight, rows, lambda values: np.array(list(values), np.float64)),
    )


def _known(
    name: str,
    column: tuple[Ints, Sequence[Any]],
    rows: Ints,
    make: Callable[[Sequence[Any]], npt.NDArray[Any]],
) -> dict[str, npt.NDArray[Any]]:
    """The column by name; nothing where no row tells it."""
    cells, values = column
    return {name: frozen(make(values)[cells[rows]])} if cells.strides != (0,) else {}


def _sets(cells: Ints, texts: Texts, tie_of: Ints, count: int) -> Sets:
    """For each tie all that its rows hold in a column."""
    is_told = cells > 0
    pairs = tie_of[is_told].astype(np.int64) * len(texts) + cells[is_told]
    pairs.sort()
    pairs = pairs[groups_of(pairs)]
    bounds = starts_of(np.bincount(pairs // len(texts), minlength=count))
    return Sets(frozen(bounds.astype(np.int32)), frozen((pairs % len(texts)).astype(np.int32)), texts)

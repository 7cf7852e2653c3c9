"""From an answer to a network, by three rules.

1. CONSTRUCT or DESCRIBE: each triple whose object is a resource is an edge.
2. SELECT with columns named ``source`` and ``target`` (and any of ``relation tie weight from until
   status evidence graph``): taken as named.
3. Any other SELECT: its first two columns that hold resources are the ends.

Rows that tell the same tie and differ only in evidence or graph are one edge with all of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TypeVar

import numpy as np

from graph.answer import Answer, Columns, Kind, Texts, columns_of
from graph.catalog import NetworkPlan
from graph.errors import NetworkError
from graph.network.columns import Ints, Mask
from graph.network.dates import first_day, last_day
from graph.network.network import Network
from graph.network.rows import Origin
from graph.network.table_building import Told, told_once
from graph.network.tables import NodeTable

__all__ = ["EDGE_COLUMNS", "network_from_answer", "network_from_columns"]

EDGE_COLUMNS = (
    "source", "target", "relation", "tie", "weight", "from", "until", "status", "evidence", "graph",
)  # fmt: skip
"""The columns that rule 2 reads."""

_ENDS = ("source", "target")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Reading:
    """Which column of the answer stands for what, and by which rule."""

    columns: Mapping[str, str]
    rule: str
    is_directed: bool


def network_from_answer(answer: Answer, plan: NetworkPlan | None = None) -> Network:
    """The network that an answer describes; as `network_from_columns`."""
    return network_from_columns(columns_of(answer), plan)


def network_from_columns(found: Columns, plan: NetworkPlan | None = None) -> Network:
    """The network that an answer describes; nodes are named after their IRIs.

    Cost: a few sorts of the rows; dates and weights are read once for each different one.

    Args:
        found: triples or solutions.
        plan: whether ties have a direction and two kinds of ends; by default triples and named
            columns are directed, other tables are not.

    Raises:
        NetworkError: the answer has no two columns of resources; a date or a weight can't be read.
    """
    reading = _read(found)
    ends = [found.codes[reading.columns[name]] for name in _ENDS if name in reading.columns]
    is_tie = _all_true([_is_resource(found)[codes] for codes in ends], len(found))
    if reading.rule.startswith("columns") and len(found) and not is_tie.any():
        raise NetworkError(
            "No row has a resource in both ?source and ?target. Bind both to IRIs, not to literals."
        )
    # An unbound cell has place -1: with an empty text before all others it is at 0, where it sorts.
    texts = Texts(np.concatenate([np.zeros(1, np.int64), found.texts.bounds]), found.texts.letters)
    cells = {name: found.codes[own][is_tie] + 1 for name, own in reading.columns.items()}
    is_directed = plan.is_directed if plan else reading.is_directed
    ids, edges = told_once(_told(cells, texts, len(found) and int(is_tie.sum())), is_directed=is_directed)
    origin = Origin(
        snapshot=found.about.snapshot,
        query_hash=found.about.query_hash,
        rule=reading.rule,
        left_out=len(found) - int(is_tie.sum()),
        is_complete=found.about.is_complete,
        reason=found.about.reason,
    )
    return Network(NodeTable.named(ids), edges, is_directed, bool(plan and plan.is_bipartite), origin=origin)


def _read(found: Columns) -> _Reading:
    if found.is_graph:
        columns = {"source": "subject", "relation": "predicate", "target": "object"}
        return _Reading(columns, "each triple with a resource as object is a tie", is_directed=True)
    if {"source", "target"} <= set(found.names):
        named = [name for name in EDGE_COLUMNS if name in found.names]
        return _Reading(
            {name: name for name in named}, f"columns as named: {_listed(named)}", is_directed=True
        )
    return _first_two(found)


def _first_two(found: Columns) -> _Reading:
    is_resource = _is_resource(found)
    names = [name for name in found.names if _holds_only(found.codes[name], is_resource)][:2]
    if len(names) < len(_ENDS) and len(found):
        raise NetworkError(
            f"A network needs two columns of resources; of {_listed(found.names)} "
            f"{_listed(names) or 'none'} holds only resources. Select two, or name them ?source and ?target."
        )
    columns = dict(zip(_ENDS, names, strict=False))
    return _Reading(columns, f"first two columns of resources: {_listed(names)}", is_directed=False)


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f"?{name}" for name in columns)


def _is_resource(found: Columns) -> Mask:
    """For each term whether it is a resource; the last is False and stands for what is unbound."""
    return np.append(found.kinds <= Kind.BLANK, np.False_)


def _holds_only(codes: Ints, is_resource: Mask) -> bool:
    bound = codes[codes >= 0]
    return bool(len(bound)) and bool(is_resource[bound].all())


def _all_true(masks: list[Mask], count: int) -> Mask:
    return np.logical_and.reduce(masks) if masks else np.zeros(count, np.bool_)


def _told(cells: Mapping[str, Ints], texts: Texts, count: int) -> Told:
    none = np.broadcast_to(np.int32(0), count)
    return Told(
        texts=texts,
        source=cells.get("source", none),
        target=cells.get("target", none),
        names={name: cells[name] for name in ("relation", "tie", "status") if name in cells},
        start=_values(cells.get("from", none), texts, _day("from", first_day)),
        until=_values(cells.get("until", none), texts, _day("until", last_day)),
        weight=_values(cells.get("weight", none), texts, _weight),
        sources={name: cells[name] for name in ("evidence", "graph") if name in cells},
    )


def _values(cells: Ints, texts: Texts, read: Callable[[str], Value]) -> tuple[Ints, list[Value]]:
    """The different values that texts stand for, in order of the texts; and for each row its place there."""
    if cells.strides == (0,):
        return cells, [read("")]
    is_used = np.zeros(len(texts), np.bool_)
    is_used[cells] = True
    used = np.flatnonzero(is_used)
    place = (np.cumsum(is_used) - 1).astype(np.int32)
    return place[cells], [read(texts[at]) for at in used.tolist()]


def _day(column: str, read: Callable[[str], date]) -> Callable[[str], date | None]:
    def day(text: str) -> date | None:
        try:
            return read(text) if text else None
        except ValueError as error:
            raise NetworkError(
                f"?{column} is {text!r}, which is no date. "
                "Give an xsd:date, or leave it unbound where unknown."
            ) from error

    return day


def _weight(text: str) -> float:
    if not text:
        return 1.0
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if weight <= 0 or not isfinite(weight):
        raise NetworkError(f"?weight is {text!r}; a weight is a strength and must be a positive number.")
    return weight

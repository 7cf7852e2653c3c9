"""The two tables of a network: its nodes and its ties, each a set of columns of one length."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.network.columns import Coded, Floats, Ints, Mask, Sets, frozen
from graph.network.rows import Edge, Node, edge_id, edge_ids
from graph.terms import local_name

__all__ = ["Days", "EdgeTable", "NodeTable", "days"]

Days = npt.NDArray[np.datetime64]

_UNKNOWN = np.datetime64("NaT", "D")


def days(values: Iterable[date | None]) -> Days:
    """These days; None is unknown."""
    return frozen(np.array([_UNKNOWN if day is None else day for day in values], "datetime64[D]"))


def no_days(count: int) -> Days:
    """So many unknown days; takes no memory for each."""
    return np.broadcast_to(_UNKNOWN, count)


@dataclass(frozen=True, eq=False)
class NodeTable:
    """The nodes, sorted by id; what a row holds is said by `Node`.

    Attributes:
        id: their ids, each once.
        label: their names; None where nobody has looked them up, so that each is named after its id.
        type: IRIs of their most specific classes.
        type_label: the names of these.
        kinds: IRIs of all their classes.
        groups: name of a grouping → the values.
    """

    id: Coded
    label: Coded | None
    type: Coded
    type_label: Coded
    kinds: Sets
    groups: Mapping[str, Coded] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, nodes: Sequence[Node]) -> "NodeTable":
        """These nodes, which are sorted by id."""
        names = sorted({name for node in nodes for name, _ in node.groups})
        return cls(
            id=Coded.of(node.id for node in nodes),
            label=Coded.of(node.label for node in nodes),
            type=Coded.of(node.type for node in nodes),
            type_label=Coded.of(node.type_label for node in nodes),
            kinds=Sets.of(node.kinds for node in nodes),
            groups=MappingProxyType(
                {name: Coded.of(node.group(name) for node in nodes) for name in names if name != "type"}
            ),
        )

    @classmethod
    def named(cls, ids: Coded) -> "NodeTable":
        """Nodes of which nothing is known but their ids."""
        none = Coded.same("", len(ids))
        return cls(ids, None, none, none, Sets.empty(len(ids)))

    def __len__(self) -> int:
        return len(self.id)

    def take(self, rows: Ints | Mask) -> "NodeTable":
        """These rows."""
        return NodeTable(
            id=self.id.take(rows),
            label=self.label and self.label.take(rows),
            type=self.type.take(rows),
            type_label=self.type_label.take(rows),
            kinds=self.kinds.take(rows),
            groups=MappingProxyType({name: column.take(rows) for name, column in self.groups.items()}),
        )

    def row(self, at: int) -> Node:
        """One row."""
        id_ = self.id[at]
        groups = ((name, column[at]) for name, column in self.groups.items())
        return Node(
            id=id_,
            label=local_name(id_) if self.label is None else self.label[at],
            type=self.type[at],
            type_label=self.type_label[at],
            kinds=self.kinds[at],
            groups=tuple((name, value) for name, value in groups if value),
        )

    def group(self, name: str) -> Coded:
        """The values of a grouping, ``type`` being one; all empty where there is no such grouping."""
        return self.type if name == "type" else self.groups.get(name) or Coded.same("", len(self))


@dataclass(frozen=True, eq=False)
class EdgeTable:
    """The ties, sorted by their ends; what a row holds is said by `Edge`.

    Attributes:
        source: places of their sources among the nodes.
        target: places of their targets.
        relation: IRIs of their relations.
        relation_label: the names of these.
        tie: IRIs of the situations they stand for.
        start: first days on which they may hold.
        until: last days on which they may hold.
        status: IRIs of their statuses.
        evidence: IRIs of the sources that say so.
        graphs: IRIs of the named graphs that hold them.
        weight: their strengths.
        own_id: their ids where these were given; None where each follows from what makes the tie this one.
    """

    source: Ints
    target: Ints
    relation: Coded
    relation_label: Coded
    tie: Coded
    start: Days
    until: Days
    status: Coded
    evidence: Sets
    graphs: Sets
    weight: Floats
    own_id: Coded | None = None

    @classmethod
    def of(cls, edges: Sequence[Edge], place: Mapping[str, int]) -> "EdgeTable":
        """These ties, which are sorted, between nodes at these places."""
        return cls(
            source=_places(place[edge.source] for edge in edges),
            target=_places(place[edge.target] for edge in edges),
            relation=Coded.of(edge.relation for edge in edges),
            relation_label=Coded.of(edge.relation_label for edge in edges),
            tie=Coded.of(edge.tie for edge in edges),
            start=days(edge.start for edge in edges),
            until=days(edge.until for edge in edges),
            status=Coded.of(edge.status for edge in edges),
            evidence=Sets.of(edge.evidence for edge in edges),
            graphs=Sets.of(edge.graphs for edge in edges),
            weight=frozen(np.array([edge.weight for edge in edges], np.float64)),
            own_id=Coded.of(edge.id for edge in edges) if any(edge.id for edge in edges) else None,
        )

    @classmethod
    def plain(cls, source: Ints, target: Ints, **columns: Any) -> "EdgeTable":
        """Ties of which only the given columns are known; what is not known takes no memory for each."""
        count = len(source)
        none = Coded.same("", count)
        unknown: dict[str, Any] = {
            "relation": none,
            "relation_label": none,
            "tie": none,
            "start": no_days(count),
            "until": no_days(count),
            "status": none,
            "evidence": Sets.empty(count),
            "graphs": Sets.empty(count),
            "weight": np.broadcast_to(np.float64(1), count),
        }
        return cls(source=source, target=target, **(unknown | columns))

    def __len__(self) -> int:
        return len(self.source)

    def take(self, rows: Ints | Mask) -> "EdgeTable":
        """These rows."""
        return EdgeTable(
            source=frozen(self.source[rows]),
            target=frozen(self.target[rows]),
            relation=self.relation.take(rows),
            relation_label=self.relation_label.take(rows),
            tie=self.tie.take(rows),
            start=frozen(self.start[rows]),
            until=frozen(self.until[rows]),
            status=self.status.take(rows),
            evidence=self.evidence.take(rows),
            graphs=self.graphs.take(rows),
            weight=frozen(self.weight[rows]),
            own_id=self.own_id and self.own_id.take(rows),
        )

    def relabelled(self, labels: Mapping[str, str]) -> "EdgeTable":
        """The ties with their relations named anew; one that has no label keeps the name it has."""
        label = self.relation_label
        pairs, codes = np.unique(
            self.relation.codes.astype(np.int64) * len(label.values) + label.codes, return_inverse=True
        )
        told = (divmod(pair, len(label.values)) for pair in pairs.tolist())
        names = tuple(labels.get(self.relation.values[one]) or label.values[two] for one, two in told)
        return replace(self, relation_label=Coded(frozen(codes.astype(np.int32)), names))

    def row(self, at: int, ids: Coded, *, is_directed: bool) -> Edge:
        """One row, its ends named by the ids of the nodes."""
        source, target = ids[int(self.source[at])], ids[int(self.target[at])]
        start, until = self.start[at].item(), self.until[at].item()
        relation, tie, status, weight = (
            self.relation[at],
            self.tie[at],
            self.status[at],
            self.weight[at].item(),
        )
        ends = (source, target) if is_directed else sorted((source, target))
        own = self.own_id[at] if self.own_id else ""
        return Edge(
            id=own or edge_id(*ends, relation, tie, start, until, status, weight),
            source=source,
            target=target,
            relation=relation,
            relation_label=self.relation_label[at],
            tie=tie,
            start=start,
            until=until,
            status=status,
            evidence=self.evidence[at],
            graphs=self.graphs[at],
            weight=weight,
        )

    def ids(self, names: Sequence[str], *, is_directed: bool) -> list[str]:
        """The ids of all ties, as `row` gives each, between nodes of these names."""
        own = self.own_id.rows() if self.own_id else [""] * len(self)
        if all(own) and own:
            return own
        one, two = (np.array([*names, ""], np.object_)[end].tolist() for end in (self.source, self.target))
        if not is_directed:
            one, two = map(min, one, two), map(max, one, two)
        parts = (
            self.relation.rows(),
            self.tie.rows(),
            _told(self.start),
            _told(self.until),
            self.status.rows(),
        )
        made = edge_ids(zip(one, two, *parts, _told(self.weight), strict=True))
        return [given or found for given, found in zip(own, made, strict=True)]

    def is_loop(self) -> Mask:
        """Which ties go from a node to itself."""
        return np.equal(self.source, self.target)

    def is_dated(self) -> Mask:
        """Of which ties a bound in time is known."""
        return ~(np.isnat(self.start) & np.isnat(self.until))


def _places(values: Iterable[int]) -> Ints:
    return frozen(np.fromiter(values, np.int32))


def _told(values: npt.NDArray[Any]) -> list[str]:
    """For each row its value in words, as `edge_id` reads it."""
    different, places = np.unique(values, return_inverse=True)
    told = np.array([*map(str, different.tolist()), ""], np.object_)
    return told[places].tolist()  # type: ignore[no-any-return]

"""Nodes and ties as people read them, one value each; a network makes them of its columns when asked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Generic, TypeVar, overload

__all__ = [
    "Edge",
    "Node",
    "Origin",
    "Rows",
    "edge_attributes",
    "edge_id",
    "edge_ids",
    "edge_key",
    "node_attributes",
]

_ID_DIGITS = 12
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Node:
    """Someone or something that ties go to.

    Attributes:
        id: its IRI, or ``_:label`` for a blank node.
        label: its name, for people.
        type: IRI of its most specific class; empty where none is known.
        type_label: the name of that class.
        kinds: IRIs of all its classes with their superclasses, sorted.
        groups: further groupings as (name, value), such as ``("sphere", …/industry)``, sorted by name.
    """

    id: str
    label: str
    type: str = ""
    type_label: str = ""
    kinds: tuple[str, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()

    def group(self, name: str) -> str:
        """Its value in a grouping (``type``, ``sphere``, …); empty where it has none."""
        return self.type if name == "type" else dict(self.groups).get(name, "")


@dataclass(frozen=True, slots=True)
class Edge:
    """One tie, as one or more sources tell it.

    Attributes:
        id: hash of what makes it this tie and no other; the same in every network that holds it.
        source: id of the node it starts from.
        target: id of the node it goes to.
        relation: IRI of what kind of tie it is; empty where the query names none.
        relation_label: the name of that relation.
        tie: IRI of the situation (partnership, grant, landing) it stands for; empty where there is none.
        start: first day on which it may have held; None is unknown.
        until: last day on which it may have held; None is unknown.
        status: IRI of its epistemic status (stated, planned, …); empty where unknown.
        evidence: IRIs of the sources or paragraphs that say so, sorted.
        graphs: IRIs of the named graphs that hold it, sorted.
        weight: its strength, positive.
    """

    id: str
    source: str
    target: str
    relation: str = ""
    relation_label: str = ""
    tie: str = ""
    start: date | None = None
    until: date | None = None
    status: str = ""
    evidence: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    weight: float = 1.0

    @property
    def is_loop(self) -> bool:
        """Whether it goes from a node to itself."""
        return self.source == self.target

    @property
    def is_dated(self) -> bool:
        """Whether a bound in time is known."""
        return self.start is not None or self.until is not None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a network came from and what was done to it.

    Attributes:
        snapshot: id of the dataset's state that was asked.
        query_hash: SHA-256 of the query.
        rule: how rows or triples became edges, in words.
        title: what the network is of, for people.
        left_out: rows that held no edge (an end unbound or not a resource).
        is_complete: False where a limit cut the answer short.
        reason: why it is not complete.
        steps: filters and projections applied since, in words, in order.
        at: the day the network is shown for; None is all time.
        window: the first and last day that it is shown for; None is all time.
        loops_dropped: ties of a node with itself that were left out.
    """

    snapshot: str = ""
    query_hash: str = ""
    rule: str = ""
    title: str = ""
    left_out: int = 0
    is_complete: bool = True
    reason: str = ""
    steps: tuple[str, ...] = ()
    at: date | None = None
    window: tuple[date, date] | None = None
    loops_dropped: int = 0


class Rows(Sequence[Row], Generic[Row]):
    """Rows of columns, each made when it is asked for."""

    def __init__(self, count: int, make: Callable[[int], Row]) -> None:
        self._places = range(count)
        self._make = make

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        found = self._places[at]
        return self._make(found) if isinstance(found, int) else tuple(map(self._make, found))

    def __iter__(self) -> Iterator[Row]:
        return map(self._make, self._places)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def edge_key(edge: Edge) -> tuple[str, ...]:
    """What edges are sorted by: ends, relation, tie, bounds, status."""
    bounds = (str(edge.start or ""), str(edge.until or ""))
    return (edge.source, edge.target, edge.relation, edge.tie, *bounds, edge.status, edge.id)


def edge_id(*parts: object) -> str:
    """A short hash over what makes an edge this one and no other."""
    return edge_ids([map(str, parts)])[0]


def edge_ids(rows: Iterable[Iterable[str]]) -> list[str]:
    """The same for many edges, each told in texts."""
    return ["e" + sha256("\n".join(row).encode()).hexdigest()[:_ID_DIGITS] for row in rows]


def node_attributes(node: Node) -> dict[str, Any]:
    """What is known of a node but its id, as NetworkX keeps it."""
    return _known(label=node.label, type=node.type, type_label=node.type_label)


def edge_attributes(edge: Edge) -> dict[str, Any]:
    """What is known of a tie but its id and ends, as NetworkX keeps it."""
    return _known(
        relation=edge.relation,
        relation_label=edge.relation_label,
        tie=edge.tie,
        start=edge.start and edge.start.isoformat(),
        until=edge.until and edge.until.isoformat(),
        status=edge.status,
        evidence=" ".join(edge.evidence),
        graphs=" ".join(edge.graphs),
        weight=edge.weight,
    )


def _known(**attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value not in (None, "", ())}

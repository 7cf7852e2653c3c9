"""The network as a value: nodes, edges and where they came from.

A network is a multigraph: every tie that a source speaks of is an edge of its own, with its relation,
its bounds in time, its status and its evidence. Nothing is merged here; a measure that needs a simple
graph says how it got one (`graph.network.simple`). Nodes and edges are sorted, so the same ties give
the same network on any machine, and columns of arrays can take the place of the tuples.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

import networkx as nx

from graph.terms import local_name

__all__ = ["Edge", "Network", "Node", "Origin", "edge_id", "edge_key"]

_ID_DIGITS = 12


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


@dataclass(frozen=True)
class Network:
    """Nodes sorted by id and edges sorted by their ends; build one with `Network.of`.

    Attributes:
        nodes: every node once.
        edges: every tie once; parallel ties stay parallel.
        is_directed: whether a tie has a direction.
        is_bipartite: whether sources and targets are two kinds of nodes.
        origin: where it came from.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    is_directed: bool = False
    is_bipartite: bool = False
    origin: Origin = field(default_factory=Origin)

    @classmethod
    def of(
        cls,
        edges: Iterable[Edge],
        nodes: Iterable[Node] = (),
        *,
        is_directed: bool = False,
        is_bipartite: bool = False,
        origin: Origin | None = None,
    ) -> "Network":
        """The network of these edges; an end that no node describes gets one named after its IRI."""
        ties = tuple(sorted(edges, key=edge_key))
        known = {node.id: node for node in nodes}
        ends = {end for edge in ties for end in (edge.source, edge.target)}
        known |= {end: Node(end, local_name(end)) for end in ends - known.keys()}
        ordered = tuple(known[name] for name in sorted(known))
        return cls(ordered, ties, is_directed, is_bipartite, origin or Origin())

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Node id → node."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def ends(self) -> dict[str, tuple[Edge, ...]]:
        """Node id → its edges in either direction, loops once."""
        found: dict[str, list[Edge]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            for end in {edge.source, edge.target}:
                found[end].append(edge)
        return {name: tuple(edges) for name, edges in found.items()}

    def relations(self) -> dict[str, int]:
        """Relation IRI → number of edges, sorted by IRI."""
        return _counts(edge.relation for edge in self.edges)

    def statuses(self) -> dict[str, int]:
        """Status IRI → number of edges, sorted by IRI."""
        return _counts(edge.status for edge in self.edges)

    def types(self) -> dict[str, int]:
        """Type IRI → number of nodes, sorted by IRI."""
        return _counts(node.type for node in self.nodes)

    def undated(self) -> int:
        """How many edges have no known bound in time."""
        return sum(not edge.is_dated for edge in self.edges)

    def after(self, step: str, **changes: Any) -> "Network":
        """This network with changes, and the step noted in its origin."""
        origin = replace(self.origin, steps=(*self.origin.steps, step))
        return replace(self, **{"origin": origin} | changes)

    def to_networkx(self) -> Any:
        """The network as `nx.MultiDiGraph` (directed) or `nx.MultiGraph`; edge ids are the keys.

        Attributes that are unknown (None or empty) are left out, so that NetworkX can write the result.
        """
        multigraph: Any = nx.MultiDiGraph() if self.is_directed else nx.MultiGraph()
        multigraph.graph.update(_known(snapshot=self.origin.snapshot, query_hash=self.origin.query_hash))
        for node in self.nodes:
            multigraph.add_node(
                node.id, **_known(label=node.label, type=node.type, type_label=node.type_label)
            )
        for edge in self.edges:
            multigraph.add_edge(edge.source, edge.target, edge.id, **_attributes(edge))
        return multigraph


def edge_key(edge: Edge) -> tuple[str, ...]:
    """What edges are sorted by: ends, relation, tie, bounds, status."""
    bounds = (str(edge.start or ""), str(edge.until or ""))
    return (edge.source, edge.target, edge.relation, edge.tie, *bounds, edge.status, edge.id)


def edge_id(*parts: object) -> str:
    """A short hash over what makes an edge this one and no other."""
    return "e" + sha256("\n".join(map(str, parts)).encode()).hexdigest()[:_ID_DIGITS]


def _counts(values: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return dict(sorted(found.items()))


def _known(**attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value not in (None, "", ())}


def _attributes(edge: Edge) -> dict[str, Any]:
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

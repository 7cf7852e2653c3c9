"""The network as a value: nodes, edges and where they came from, in columns.

A network is a multigraph: every tie that a source speaks of is an edge of its own, with its relation,
its bounds in time, its status and its evidence. Nothing is merged unless it is asked for (`merged`). Nodes
and edges are sorted, so the same ties give the same network on any machine.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from graph.errors import ParameterError
from graph.network.adjacency import Adjacency
from graph.network.columns import Mask
from graph.network.fingerprint import fingerprint
from graph.network.merge import merged
from graph.network.names import day_of, resolved, spoken
from graph.network.rows import Edge, Node, Origin, Rows, edge_key
from graph.network.tables import EdgeTable, NodeTable
from graph.networkx_info import NAME
from graph.terms import local_name

if TYPE_CHECKING:
    from graph.network.measures.result import Result

__all__ = ["Network"]


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """Nodes sorted by id and edges sorted by their ends; build one with `Network.of`.

    Attributes:
        node_table: every node once.
        edge_table: every tie once; parallel ties stay parallel.
        has_direction: whether a tie has a direction.
        is_bipartite: whether sources and targets are two kinds of nodes.
        merge_rule: how parallel ties became one; empty where they are kept.
        origin: where it came from.
    """

    node_table: NodeTable = field(default_factory=lambda: NodeTable.of(()))
    edge_table: EdgeTable = field(default_factory=lambda: EdgeTable.of((), {}))
    has_direction: bool = False
    is_bipartite: bool = False
    merge_rule: str = ""
    origin: Origin = field(default_factory=Origin)

    __networkx_backend__: ClassVar[str] = NAME

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
        ties = sorted(edges, key=edge_key)
        known = {node.id: node for node in nodes}
        ends = {end for edge in ties for end in (edge.source, edge.target)}
        known |= {end: Node(end, local_name(end)) for end in ends - known.keys()}
        ordered = [known[name] for name in sorted(known)]
        place = {node.id: at for at, node in enumerate(ordered)}
        return cls(
            NodeTable.of(ordered),
            EdgeTable.of(ties, place),
            is_directed,
            is_bipartite,
            origin=origin or Origin(),
        )

    def is_directed(self) -> bool:
        """Whether a tie has a direction."""
        return self.has_direction

    def is_multigraph(self) -> bool:
        """Whether two nodes may have several ties."""
        return not self.merge_rule

    def number_of_nodes(self) -> int:
        """How many nodes there are."""
        return len(self.node_table)

    def number_of_edges(self) -> int:
        """How many ties there are, parallel ones counted each."""
        return len(self.edge_table)

    def __len__(self) -> int:
        return len(self.node_table)

    def __iter__(self) -> Iterator[str]:
        """The ids of the nodes, in order."""
        return iter(self.ids)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __repr__(self) -> str:
        kind = "directed" if self.has_direction else "undirected"
        return f"<Network: {len(self.node_table)} nodes, {len(self.edge_table)} ties, {kind}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Network):
            return NotImplemented
        return self is other or (self.origin, self.fingerprint) == (other.origin, other.fingerprint)

    def __hash__(self) -> int:
        return hash((self.origin, len(self.node_table), len(self.edge_table)))

    @cached_property
    def nodes(self) -> Rows[Node]:
        """The nodes, each made when it is asked for."""
        return Rows(len(self.node_table), self.node_table.row)

    @cached_property
    def edges(self) -> Rows[Edge]:
        """The ties, each made when it is asked for."""
        ids, is_directed = self.node_table.id, self.has_direction
        return Rows(len(self.edge_table), lambda at: self.edge_table.row(at, ids, is_directed=is_directed))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the nodes, in order."""
        return tuple(self.node_table.id)

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """Node id → node."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def ends(self) -> Mapping[str, tuple[Edge, ...]]:
        """Node id → its edges in either direction, loops once."""
        found: dict[str, list[Edge]] = {name: [] for name in self.ids}
        for edge in self.edges:
            for end in {edge.source, edge.target}:
                found[end].append(edge)
        return {name: tuple(edges) for name, edges in found.items()}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of nodes and ties with all that is known of them; equal networks have the same."""
        kind = f"{self.is_bipartite} {self.merge_rule}"
        return fingerprint(self.node_table, self.edge_table, is_directed=self.has_direction, kind=kind)

    def relations(self) -> dict[str, int]:
        """Relation IRI → number of edges, sorted by IRI."""
        return self.edge_table.relation.counts()

    def statuses(self) -> dict[str, int]:
        """Status IRI → number of edges, sorted by IRI."""
        return self.edge_table.status.counts()

    def types(self) -> dict[str, int]:
        """Type IRI → number of nodes, sorted by IRI."""
        return self.node_table.type.counts()

    def sources(self) -> list[str]:
        """IRIs of the named graphs and pieces of evidence that tell its ties, sorted."""
        return sorted({*self.edge_table.graphs.texts(), *self.edge_table.evidence.texts()})

    def undated(self) -> int:
        """How many edges have no known bound in time."""
        return len(self.edge_table) - int(np.count_nonzero(self.edge_table.is_dated()))

    def at(self, day: date | str, keep: Collection[str] = ()) -> "Network":
        """Only the ties that may hold on a day: start ≤ day ≤ until, an unknown bound being open.

        Bounds are days, both included, as the data states them (the last day of a label is the day before
        its third anniversary). An interval whose end is excluded is the same with the day before its end.

        Raises:
            ParameterError: the day is none.
        """
        chosen = day_of(day)
        part = self.part(f"as of {chosen}", self._may_hold(chosen, chosen), keep)
        return replace(part, origin=replace(part.origin, at=chosen))

    def between(self, first: date | str, last: date | str, keep: Collection[str] = ()) -> "Network":
        """Only the ties that may hold on some day from the first to the last, both included.

        Raises:
            ParameterError: one is no day, or the last comes before the first.
        """
        window = (day_of(first), day_of(last))
        if window[1] < window[0]:
            raise ParameterError(f"The last day, {window[1]}, comes before the first, {window[0]}.")
        part = self.part(f"from {window[0]} to {window[1]}", self._may_hold(*window), keep)
        return replace(part, origin=replace(part.origin, window=window))

    def layer(self, *relations: str, keep: Collection[str] = ()) -> "Network":
        """Only the ties of these relations: IRIs, ``prefix:name`` or local names.

        Raises:
            UnknownName: there is no such relation here; names the nearest.
        """
        wanted = resolved("relation in this network", relations, filter(None, self.relations()))
        return self.part(f"only {spoken(wanted)}", self.edge_table.relation.is_in(wanted), keep)

    def where(self, *, status: str = "", source: str = "", keep: Collection[str] = ()) -> "Network":
        """Only the ties of a status, or those that one named graph or piece of evidence tells.

        Raises:
            UnknownName: there is no such status or source here; names the nearest.
        """
        part = self
        if status:
            wanted = resolved("status in this network", [status], filter(None, self.statuses()))
            part = part.with_statuses(wanted, keep)
        if source:
            part = part.with_sources(resolved("source of this network", [source], self.sources()), keep)
        return part

    def with_statuses(self, statuses: Collection[str], keep: Collection[str] = ()) -> "Network":
        """Only the ties of these statuses (IRIs)."""
        return self.part(f"only {spoken(statuses)} ties", self.edge_table.status.is_in(statuses), keep)

    def with_sources(self, sources: Collection[str], keep: Collection[str] = ()) -> "Network":
        """Only the ties that one of these named graphs or pieces of evidence (IRIs) tells."""
        told = self.edge_table.graphs.hold(sources) | self.edge_table.evidence.hold(sources)
        return self.part(f"only ties told by {spoken(sources)}", told, keep)

    def merged(self, rule: str = "sum", *, is_directed: bool | None = None) -> "Network":
        """The network with one tie a pair of nodes, and loops left out: what NetworkX calls a simple graph.

        Args:
            rule: what the weight of a tie is made of: ``count``, ``sum``, ``max`` or ``first``.
            is_directed: False drops the direction of ties first; None leaves it as it is.

        Raises:
            UnknownName: there is no such rule.
        """
        direction = self.has_direction if is_directed is None else is_directed and self.has_direction
        loops = self.edge_table.is_loop()
        edges = merged(self.edge_table.take(~loops), rule, is_directed=direction)
        dropped = self.origin.loops_dropped + int(np.count_nonzero(loops))
        found = self.after(f"parallel ties merged by {rule}", edge_table=edges)
        origin = replace(found.origin, loops_dropped=dropped)
        return replace(found, has_direction=direction, merge_rule=rule, origin=origin)

    @cached_property
    def adjacency(self) -> Adjacency:
        """Who is next to whom, for kernels; places are those of the nodes."""
        edges = self.edge_table
        weights = {"weight": edges.weight}
        return Adjacency(len(self), edges.source, edges.target, self.has_direction, weights)

    def part(self, step: str, ties: Mask, keep: Collection[str] = ()) -> "Network":
        """Only these ties, and the nodes that have one or are to be kept (ids); the step is noted."""
        edges = self.edge_table.take(ties)
        is_left = np.zeros(len(self.node_table), np.bool_)
        is_left[edges.source] = is_left[edges.target] = True
        is_left[[at for name in keep if (at := self.place(name)) is not None]] = True
        moved = (np.cumsum(is_left) - 1).astype(np.int32)
        ends = replace(edges, source=moved[edges.source], target=moved[edges.target])
        return self.after(step, node_table=self.node_table.take(is_left), edge_table=ends)

    def measure(self, name: str, **options: Any) -> "Result":
        """The numbers of a measure of `MEASURES` with their method; options are those of `Options`.

        Raises:
            UnknownName: there is no such measure; names the nearest.
            ParameterError: it does not take an option, or not that value.
            NetworkError: it has no meaning on this network.
        """
        found: Result = _faces().measured(self, name, **options)
        return found

    def write(self, path: str | Path, name: str = "") -> Path:
        """Write a file, in the format of that name or of the path's ending; gives the path.

        Raises:
            UnknownName: there is no such format.
            NetworkError: the file can't be written.
        """
        return Path(_faces().write(self, path, name))

    def to_networkx(self) -> Any:
        """As a graph of NetworkX, `nx.MultiGraph` or its like; edge ids are the keys.

        Attributes that are unknown (None or empty) are left out, so that NetworkX can write the result.
        """
        return _faces().to_networkx(self)

    def to_pandas(self, of: str = "ties") -> Any:
        """The ``ties`` or ``nodes`` as a frame of pandas (extra ``pandas``)."""
        return _faces().to_pandas(self, of)

    def to_polars(self, of: str = "ties") -> Any:
        """The ``ties`` or ``nodes`` as a frame of Polars (extra ``polars``)."""
        return _faces().to_polars(self, of)

    def to_arrow(self, of: str = "ties") -> Any:
        """The ``ties`` or ``nodes`` as a table of Arrow (extra ``arrow``)."""
        return _faces().to_arrow(self, of)

    def _repr_svg_(self) -> str | None:
        return _faces().svg(self)  # type: ignore[no-any-return]

    def _repr_html_(self) -> str:
        return str(_faces().html(self))

    def place(self, name: str) -> int | None:
        """Where a node stands among the nodes; None where it is none of them."""
        return self._places.get(name)

    def after(self, step: str, **changes: Any) -> "Network":
        """This network with changes, and the step noted in its origin."""
        origin = replace(self.origin, steps=(*self.origin.steps, step))
        return replace(self, **{"origin": origin} | changes)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: at for at, name in enumerate(self.ids)}

    def _may_hold(self, first: date, last: date) -> Mask:
        start, until = self.edge_table.start, self.edge_table.until
        begins = np.isnat(start) | (start <= np.datetime64(last))
        ends = np.isnat(until) | (until >= np.datetime64(first))
        return begins & ends


def _faces() -> Any:
    """What is made of networks, and so can't be imported before they are."""
    return import_module("graph.network.faces")

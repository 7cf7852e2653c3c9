"""Which graphs a query or update sees (https://www.w3.org/TR/sparql11-query/#sparqlDataset)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph.engine.scan import ActiveGraph, DefaultGraph, Merge, OneGraph, UnionOfAll
from graph.sparql.requests import DatasetClause
from graph.store.columnar import Reader
from graph.store.ids import DEFAULT_GRAPH
from graph.terms import Iri, Term, n3

__all__ = ["Sight"]


@dataclass(frozen=True, slots=True)
class Sight:
    """A choice among the graphs of the store.

    Attributes:
        clauses: FROM and FROM NAMED, or USING and USING NAMED; where there are any, nothing else is seen.
        is_union: without clauses, whether the default graph is the union of all graphs.
        default: without clauses, the named graph that is the default graph (WITH).
        without: what the names of graphs begin with that are not seen at all; empty: there are none.
        left: ids of the graphs that are left then; None: all.
    """

    clauses: tuple[DatasetClause, ...] = ()
    is_union: bool = False
    default: Iri | None = None
    without: str = ""
    left: frozenset[int] | None = None

    @property
    def names(self) -> frozenset[Iri]:
        """The graphs that it names."""
        return frozenset(each.name for each in self.clauses) | ({self.default} if self.default else set())

    def on(self, reader: Reader) -> "Sight":
        """The same on a snapshot, which tells what graphs there are to be left out."""
        if not self.without:
            return self
        names = reader.terms([id_ for id_ in reader.statistics.by_graph if id_ != DEFAULT_GRAPH])
        hidden = {id_ for id_, name in names.items() if n3(name).startswith(f"<{self.without}")}
        return replace(self, left=frozenset(reader.statistics.by_graph) - hidden) if hidden else self

    def active(self, ids: Mapping[Term, int]) -> ActiveGraph:
        """The default graph; a graph without an id holds nothing."""
        if self.clauses:
            return Merge(self._ids(ids, is_named=False))
        if self.default:
            return OneGraph(ids[self.default]) if self.default in ids else Merge(frozenset())
        if self.is_union and self.left is not None:
            return Merge(self.left)
        return UnionOfAll() if self.is_union else DefaultGraph()

    def named(self, ids: Mapping[Term, int]) -> frozenset[int] | None:
        """The graphs that GRAPH reaches; None: all named graphs."""
        if self.clauses:
            return self._ids(ids, is_named=True)
        return None if self.left is None else self.left - {DEFAULT_GRAPH}

    def _ids(self, ids: Mapping[Term, int], *, is_named: bool) -> frozenset[int]:
        """The graphs of the clauses of one kind."""
        named = frozenset(
            ids[each.name] for each in self.clauses if each.is_named == is_named and each.name in ids
        )
        return named if self.left is None else named & self.left

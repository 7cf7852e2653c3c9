"""Which graphs a query or update sees (https://www.w3.org/TR/sparql11-query/#sparqlDataset)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.engine.scan import ActiveGraph, DefaultGraph, Merge, OneGraph, UnionOfAll
from graph.sparql.requests import DatasetClause
from graph.terms import Iri, Term

__all__ = ["Sight"]


@dataclass(frozen=True, slots=True)
class Sight:
    """A choice among the graphs of the store.

    Attributes:
        clauses: FROM and FROM NAMED, or USING and USING NAMED; where there are any, nothing else is seen.
        is_union: without clauses, whether the default graph is the union of all graphs.
        default: without clauses, the named graph that is the default graph (WITH).
    """

    clauses: tuple[DatasetClause, ...] = ()
    is_union: bool = False
    default: Iri | None = None

    @property
    def names(self) -> frozenset[Iri]:
        """The graphs that it names."""
        return frozenset(each.name for each in self.clauses) | ({self.default} if self.default else set())

    def active(self, ids: Mapping[Term, int]) -> ActiveGraph:
        """The default graph; a graph without an id holds nothing."""
        if self.clauses:
            return Merge(_ids(self.clauses, ids, is_named=False))
        if self.default:
            return OneGraph(ids[self.default]) if self.default in ids else Merge(frozenset())
        return UnionOfAll() if self.is_union else DefaultGraph()

    def named(self, ids: Mapping[Term, int]) -> frozenset[int] | None:
        """The graphs that GRAPH reaches; None: all named graphs."""
        return _ids(self.clauses, ids, is_named=True) if self.clauses else None


def _ids(clauses: Sequence[DatasetClause], ids: Mapping[Term, int], *, is_named: bool) -> frozenset[int]:
    return frozenset(ids[each.name] for each in clauses if each.is_named == is_named and each.name in ids)

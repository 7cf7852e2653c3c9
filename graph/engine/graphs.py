"""GRAPH: https://www.w3.org/TR/sparql11-query/#defn_evalGraph."""

from graph.engine.active import named_graphs
from graph.engine.derive import NOTHING, derived, renamed, selected
from graph.engine.encode import with_id
from graph.engine.joins import joined
from graph.engine.relation import RESOURCE_TAGS, Column, Encoding, Relation, column_name
from graph.engine.scan import EachGraph, Scan
from graph.sparql.algebra import (
    Algebra,
    Bgp,
    Distinct,
    Extend,
    Filter,
    Group,
    Join,
    LeftJoin,
    Minus,
    OrderBy,
    Project,
    Reduced,
    Slice,
    Union,
)
from graph.sparql.syntax import Repeat
from graph.sparql.walk import parts

__all__ = ["GRAPH", "each_bound", "each_graph", "hidden_graph", "in_existing", "matches_triples", "ranged"]

GRAPH = ".graph"
"""The variable of the graph that patterns are matched in, where each counts on its own."""

_CHAINED = Filter | Extend | OrderBy | Project | Distinct | Reduced | Slice


def hidden_graph(scan: Scan) -> str | None:
    """The variable of the graph, where each graph counts on its own."""
    return scan.active.variable if isinstance(scan.active, EachGraph) else None


def ranged(relation: Relation, scan: Scan) -> Relation:
    """The solutions in each of the graphs, where each counts on its own and they are the same in all."""
    graph = hidden_graph(scan)
    return relation if graph is None or graph in relation.columns else joined([relation, each_graph(scan)])


def each_graph(scan: Scan) -> Relation:
    """The graphs themselves, each in the variable of the graph."""
    column = Column(column_name(GRAPH), Encoding.ID, RESOURCE_TAGS)
    rows = float(max(1, scan.statistics.graphs))
    return Relation(f"SELECT g AS {column.sql}\nFROM ({named_graphs(scan)})", {GRAPH: column}, rows)


def in_existing(relation: Relation, graph: int) -> Relation:
    """The solutions if there is a named graph of this id."""
    listed = selected({name: f"a.{column.sql}" for name, column in relation.columns.items()})
    exists = f"EXISTS (SELECT 1 FROM spo WHERE g = {graph})"
    return Relation(
        f"SELECT {listed}\nFROM {derived(relation, 'a')}\nWHERE {exists}",
        renamed(relation.columns),
        relation.rows,
    )


def each_bound(relation: Relation, variable: str) -> Relation:
    """The solutions of each graph with the graph in its variable, which they may bind too, if to the same."""
    if relation is NOTHING:
        return relation
    hidden = relation.columns[GRAPH]
    condition = ""
    if variable in relation.columns:
        relation, own = _as_id(relation, variable)
        condition = f"\nWHERE a.{own.sql} = a.{hidden.sql}"
        condition += "" if own.is_sure else f" OR a.{own.sql} IS NULL"
    columns = {name: column for name, column in relation.columns.items() if not name.startswith(".id ")}
    del columns[GRAPH]
    columns[variable] = hidden
    listed = selected({name: f"a.{column.sql}" for name, column in columns.items()})
    return Relation(
        f"SELECT {listed}\nFROM {derived(relation, 'a')}{condition}", renamed(columns), relation.rows
    )


def _as_id(relation: Relation, variable: str) -> tuple[Relation, Column]:
    if relation.columns[variable].encoding is Encoding.ID:
        return relation, relation.columns[variable]
    extended, key = with_id(relation, variable)
    return extended, extended.columns[key]


def matches_triples(pattern: Algebra) -> bool:
    """Whether the pattern has no solution in an empty graph, as far as its form tells."""
    while True:
        match pattern:
            case Bgp(patterns):
                return any(_needs_triple(each.predicate) for each in patterns)
            case Join(several):
                return any(map(matches_triples, several))
            case Union(several):
                return all(map(matches_triples, several))
            case LeftJoin(left, _) | Minus(left, _):
                pattern = left
            case Group(inner, keys, _) if keys:
                pattern = inner
            case _ if isinstance(pattern, _CHAINED):
                pattern = pattern.pattern
            case _:
                return False


def _needs_triple(predicate: object) -> bool:
    return not any(isinstance(part, Repeat) and part.times != "+" for part in parts(predicate))

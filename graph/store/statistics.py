"""What the quads are like, predicate by predicate, for those who plan queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

import duckdb

from graph.store.ids import DEFAULT_GRAPH
from graph.store.rows import values

__all__ = [
    "Change",
    "PredicateStatistics",
    "Statistics",
    "changed",
    "read_statistics",
    "write_statistics",
]


@dataclass(frozen=True, slots=True)
class PredicateStatistics:
    """One predicate, or all of them together, in all graphs.

    Attributes:
        quads: how many quads have it.
        subjects: how many distinct subjects they have.
        objects: how many distinct objects they have.
        subject_tags: mask of the tags of their subjects; may hold tags that are gone, never lacks one.
        object_tags: the same of their objects.
        repeats: how many of the quads repeat a triple that another graph holds.
    """

    quads: int = 0
    subjects: int = 0
    objects: int = 0
    subject_tags: int = 0
    object_tags: int = 0
    repeats: int = 0


_NOTHING = PredicateStatistics()
# Up to here, as many statements cost less than one with a join (measured).
_FEW = 2
_NUMBERS = "quads, subjects, objects, subject_tags, object_tags, repeats"
_numbers_of = attrgetter(*_NUMBERS.split(", "))


@dataclass(frozen=True, slots=True)
class Statistics:
    """The statistics of a snapshot.

    Attributes:
        total: of all quads; its ``subjects`` and ``objects`` are sums over the predicates.
        by_predicate: id of the predicate → its statistics.
        by_graph: id of the graph → how many quads it holds; graphs that hold none are not there.
    """

    total: PredicateStatistics = _NOTHING
    by_predicate: Mapping[int, PredicateStatistics] = field(default_factory=dict)
    by_graph: Mapping[int, int] = field(default_factory=dict)

    @property
    def graphs(self) -> int:
        """How many named graphs there are."""
        return len(self.by_graph) - (DEFAULT_GRAPH in self.by_graph)

    def of(self, predicate: int | None) -> PredicateStatistics:
        """Of one predicate, by its id; None stands for any."""
        return self.total if predicate is None else self.by_predicate.get(predicate, _NOTHING)


@dataclass(frozen=True, slots=True)
class Change:
    """What a change changed.

    Attributes:
        quads: how many came, or went if less than nothing.
        by_predicate: predicate and what to add to its numbers; a predicate may be there twice.
        by_graph: graph → how many of its quads came or went.
    """

    quads: int = 0
    by_predicate: Sequence[tuple[int, PredicateStatistics]] = ()
    by_graph: Mapping[int, int] = field(default_factory=dict)


def changed(before: Statistics, change: Change) -> Statistics:
    """The statistics after a change."""
    by, total = dict(before.by_predicate), before.total
    for predicate, difference in change.by_predicate:
        by[predicate] = _sum(by.get(predicate, _NOTHING), difference)
        total = _sum(total, difference)
    graphs = dict(before.by_graph)
    for graph, count in change.by_graph.items():
        graphs[graph] = graphs.get(graph, 0) + count
    for predicate in {predicate for predicate, _ in change.by_predicate if not by[predicate].quads}:
        del by[predicate]
    for graph in [graph for graph in change.by_graph if not graphs[graph]]:
        del graphs[graph]
    return Statistics(total if total.quads else _NOTHING, by, graphs)


def _sum(one: PredicateStatistics, other: PredicateStatistics) -> PredicateStatistics:
    return PredicateStatistics(
        one.quads + other.quads,
        one.subjects + other.subjects,
        one.objects + other.objects,
        one.subject_tags | other.subject_tags,
        one.object_tags | other.object_tags,
        one.repeats + other.repeats,
    )


def read_statistics(connection: duckdb.DuckDBPyConnection) -> Statistics:
    """The statistics as the connection's snapshot has them."""
    predicates = connection.execute(f"SELECT p, {_NUMBERS} FROM predicate WHERE quads > 0").fetchall()
    graphs = dict(connection.execute("SELECT g, quads FROM graph_size WHERE quads > 0").fetchall())
    found = [(predicate, PredicateStatistics(*numbers)) for predicate, *numbers in predicates]
    return changed(Statistics(), Change(by_predicate=found, by_graph=graphs))


def write_statistics(connection: duckdb.DuckDBPyConnection, before: Statistics, after: Statistics) -> None:
    """Note in the tables what has changed."""
    if before.by_predicate != after.by_predicate:
        _write(connection, "predicate", ("p", *_NUMBERS.split(", ")), _rows(before), _rows(after))
    if before.by_graph != after.by_graph:
        old, new = (
            {graph: (graph, count) for graph, count in each.by_graph.items()} for each in (before, after)
        )
        _write(connection, "graph_size", ("g", "quads"), old, new)


def _rows(statistics: Statistics) -> dict[int, tuple[int, ...]]:
    return {predicate: (predicate, *_numbers_of(each)) for predicate, each in statistics.by_predicate.items()}


def _write(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    before: Mapping[int, tuple[int, ...]],
    after: Mapping[int, tuple[int, ...]],
) -> None:
    key, *others = columns
    fresh = [row for id_, row in after.items() if id_ not in before]
    kept = [row for id_, row in after.items() if id_ in before and before[id_] != row]
    gone = [id_ for id_ in before if id_ not in after]
    for id_, *numbers in kept if len(kept) <= _FEW else ():
        numbered = zip(others, before[id_][1:], numbers, strict=True)
        assignments = ", ".join(f"{name} = {number}" for name, old, number in numbered if number != old)
        connection.execute(f"UPDATE {table} SET {assignments} WHERE {key} = {id_}")
    if fresh:
        connection.execute(f"INSERT INTO {table} VALUES {values(fresh)}")
    if len(kept) > _FEW:
        assignments = ", ".join(f"{name} = fresh.{name}" for name in others)
        connection.execute(
            f"UPDATE {table} SET {assignments} FROM (VALUES {values(kept)}) AS fresh ({', '.join(columns)})"
            f" WHERE {table}.{key} = fresh.{key}"
        )
    if gone:
        connection.execute(f"DELETE FROM {table} WHERE {key} IN ({', '.join(map(str, gone))})")

"""What the quads are like, predicate by predicate, for those who plan queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import duckdb

__all__ = ["PredicateStatistics", "Statistics", "changed", "read_statistics", "write_statistics"]


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
_NUMBERS = "quads, subjects, objects, subject_tags, object_tags, repeats"


@dataclass(frozen=True, slots=True)
class Statistics:
    """The statistics of a snapshot.

    Attributes:
        total: of all quads; its ``subjects`` and ``objects`` are sums over the predicates.
        by_predicate: id of the predicate → its statistics.
        graphs: how many named graphs there are.
    """

    total: PredicateStatistics = _NOTHING
    by_predicate: Mapping[int, PredicateStatistics] = field(default_factory=dict)
    graphs: int = 0

    def of(self, predicate: int | None) -> PredicateStatistics:
        """Of one predicate, by its id; None stands for any."""
        return self.total if predicate is None else self.by_predicate.get(predicate, _NOTHING)


def changed(
    before: Statistics, changes: Iterable[tuple[int, PredicateStatistics]], *, graphs: int
) -> Statistics:
    """The statistics after a change.

    Args:
        before: the statistics until now.
        changes: predicate and what to add to each number; less than nothing where quads went.
        graphs: how many named graphs there are now.
    """
    by = dict(before.by_predicate)
    for predicate, change in changes:
        sum_ = _sum(by.get(predicate, _NOTHING), change)
        if sum_.quads:
            by[predicate] = sum_
        else:
            by.pop(predicate, None)
    total = _NOTHING
    for each in by.values():
        total = _sum(total, each)
    return Statistics(total, by, graphs)


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
    rows = connection.execute(f"SELECT p, {_NUMBERS} FROM predicate WHERE quads > 0").fetchall()
    [(graphs,)] = connection.execute("SELECT count(*) FROM graph_size WHERE g <> 0 AND quads > 0").fetchall()
    found = ((predicate, PredicateStatistics(*numbers)) for predicate, *numbers in rows)
    return changed(Statistics(), found, graphs=graphs)


def write_statistics(connection: duckdb.DuckDBPyConnection, before: Statistics, after: Statistics) -> None:
    """Note in the table what differs between the two."""
    differing = [
        (predicate, after.of(predicate))
        for predicate in before.by_predicate.keys() | after.by_predicate.keys()
        if before.of(predicate) != after.of(predicate)
    ]
    if not differing:
        return
    rows = ", ".join(
        f"({predicate}, {s.quads}, {s.subjects}, {s.objects}, {s.subject_tags}, {s.object_tags}, {s.repeats})"
        for predicate, s in differing
    )
    fresh = f"(VALUES {rows}) AS fresh (p, {_NUMBERS})"
    assignments = ", ".join(f"{name} = fresh.{name}" for name in _NUMBERS.split(", "))
    connection.execute(f"UPDATE predicate SET {assignments} FROM {fresh} WHERE predicate.p = fresh.p")
    connection.execute(
        f"INSERT INTO predicate SELECT p, {_NUMBERS} FROM {fresh} ANTI JOIN predicate USING (p)"
    )

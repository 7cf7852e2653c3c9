"""What the quads are like, predicate by predicate, for those who plan queries."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter

import duckdb

from graph.store.additions import Additions
from graph.store.ids import DEFAULT_GRAPH
from graph.store.rows import hand_over

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
_MOST_LACKING = 8
_TABLES = ("predicate", "graph_size")
_numbers_of = attrgetter(*(field.name for field in fields(PredicateStatistics)))


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
    newest = connection.execute("SELECT statistics FROM commit_log ORDER BY version DESC LIMIT 1").fetchall()
    lacking = _parsed(newest[0][0] if newest else "")
    rows = {
        table: {id_: row for id_, *row in connection.execute(f"SELECT * FROM {table}").fetchall()}
        | changed_rows
        for table, changed_rows in lacking.items()
    }
    predicates = [(id_, PredicateStatistics(*row)) for id_, row in rows["predicate"].items() if row[0]]
    graphs = {id_: row[0] for id_, row in rows["graph_size"].items() if row[0]}
    return changed(Statistics(), Change(by_predicate=predicates, by_graph=graphs))


def write_statistics(additions: Additions, before: Statistics, after: Statistics, lacking: str) -> str:
    """Note what has changed; gives what the tables lack then, for the commit to say.

    To change rows of tables costs more than the rest of a small commit. So as long as few rows have changed
    since the tables were written, the newest commit has them, as JSON: table → id → row, with no quads where
    the row is gone.

    Args:
        additions: of the writer.
        before: as of the newest commit.
        after: as of now.
        lacking: what the tables lack as of the newest commit.
    """
    rows = _parsed(lacking)
    predicates = _differing(before.by_predicate, after.by_predicate)
    rows["predicate"] |= {id_: _numbers_of(after.of(id_)) for id_ in predicates}
    graphs = _differing(before.by_graph, after.by_graph)
    rows["graph_size"] |= {id_: (after.by_graph.get(id_, 0),) for id_ in graphs}
    if sum(map(len, rows.values())) <= _MOST_LACKING:
        return json.dumps(rows)
    for table, key in (("predicate", "p"), ("graph_size", "g")):
        if rows[table]:
            numbers = [(id_, *row) for id_, row in rows[table].items()]
            names = ("id", "quads", *(f"n{number}" for number in range(len(numbers[0]) - 2)))
            connection = additions.connection
            hand_over(connection, "changed_row", dict.fromkeys(names, "BIGINT"), numbers)
            connection.execute(f"DELETE FROM {table} WHERE {key} IN (SELECT id FROM changed_row)")
            connection.execute(f"INSERT INTO {table} SELECT * FROM changed_row WHERE quads > 0")
    return ""


def _parsed(lacking: str) -> dict[str, dict[int, Sequence[int]]]:
    tables = json.loads(lacking) if lacking else {table: {} for table in _TABLES}
    return {table: {int(id_): row for id_, row in rows.items()} for table, rows in tables.items()}


def _differing(before: Mapping[int, object], after: Mapping[int, object]) -> list[int]:
    """The ids that stand for something else; what has not been touched is the same object."""
    return [id_ for id_ in before.keys() | after.keys() if before.get(id_) is not after.get(id_)]

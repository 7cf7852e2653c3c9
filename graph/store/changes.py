"""Quads put into both copies and taken out of them, and what that changes in the statistics.

``first`` stays true of exactly one quad of each triple. The quads of a change are the rows of a temporary
table of the writer's connection, ``change``: ``(s, p, o, g, first, v)``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import duckdb

from graph.store.rows import hand_over
from graph.store.statistics import PredicateStatistics

__all__ = ["Change", "Row", "put_in", "rows_where", "take_out"]

Row = tuple[int, int, int, int]
"""The ids of a quad: subject, predicate, object, graph."""

_COPIES = ("spo", "pos")
_IDS = {"s": "BIGINT", "p": "BIGINT", "o": "BIGINT", "g": "BIGINT"}
_FEW = 20

# Before quads come and after quads went, subjects and objects that the copies lack are those that change.
_BY_PREDICATE = """
WITH subjects AS (
    SELECT p, count(*) AS n FROM (SELECT DISTINCT p, s FROM change ANTI JOIN spo USING (p, s)) GROUP BY p),
objects AS (
    SELECT p, count(*) AS n FROM (SELECT DISTINCT p, o FROM change ANTI JOIN pos USING (p, o)) GROUP BY p)
SELECT p, count(*), coalesce(any_value(subjects.n), 0), coalesce(any_value(objects.n), 0),
    bit_or(1 << (s & 15)), bit_or(1 << (o & 15)), count(*) FILTER (NOT first)
FROM change LEFT JOIN subjects USING (p) LEFT JOIN objects USING (p) GROUP BY p
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a change changed.

    Attributes:
        quads: how many came, or went if less than nothing.
        by_predicate: predicate and what to add to its numbers.
        by_graph: graph and how many of its quads came or went.
    """

    quads: int = 0
    by_predicate: Sequence[tuple[int, PredicateStatistics]] = ()
    by_graph: Sequence[tuple[int, int]] = field(default=())


def put_in(
    connection: duckdb.DuckDBPyConnection, rows: Sequence[Row], version: int, *, is_empty: bool
) -> Change:
    """Add quads that may be there already.

    Args:
        connection: of the writer.
        rows: may repeat.
        version: of the commit that this will be part of.
        is_empty: there are no quads so far, so none need be compared.
    """
    if not rows:
        return Change()
    hand_over(connection, "given", _IDS, rows)
    given = "(SELECT DISTINCT s, p, o, g FROM given)"
    if is_empty:
        new = f"SELECT s, p, o, g, false AS is_known FROM {given}"
    else:
        new = (
            "SELECT i.s, i.p, i.o, i.g, count(held.g) > 0 AS is_known"
            f" FROM {given} i LEFT JOIN spo AS held USING (s, p, o) GROUP BY ALL"
            " HAVING count(*) FILTER (held.g = i.g) = 0"
        )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE change AS SELECT s, p, o, g,"
        " NOT is_known AND row_number() OVER (PARTITION BY s, p, o ORDER BY g) = 1 AS first,"
        f" {version}::INTEGER AS v FROM ({new})"
    )
    found = _measured(connection, 1)
    if found.quads:
        connection.execute(
            "INSERT INTO spo SELECT * FROM change ORDER BY s, p, o;"
            "INSERT INTO pos SELECT * FROM change ORDER BY p, o, s"
        )
    return found


def rows_where(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> str:
    """The condition, in SQL, that holds for these quads alone; good until the next call."""
    if len(rows) <= _FEW:
        return " OR ".join(f"(s = {s} AND p = {p} AND o = {o} AND g = {g})" for s, p, o, g in rows) or "false"
    hand_over(connection, "given", _IDS, rows)
    return "(s, p, o, g) IN (SELECT (s, p, o, g) FROM given)"


def take_out(
    connection: duckdb.DuckDBPyConnection, condition: str, version: int, *, has_repeats: bool
) -> Change:
    """Remove the quads that a condition holds for; what older commits brought goes to the history.

    Args:
        connection: of the writer.
        condition: in SQL, on s, p, o and g.
        version: of the commit that this will be part of.
        has_repeats: there may be triples that several graphs hold.
    """
    connection.execute(f"CREATE OR REPLACE TEMP TABLE change AS SELECT * FROM spo WHERE {condition}")
    [(count,)] = connection.execute("SELECT count(*) FROM change").fetchall()
    if not count:
        return Change()
    for copy in _COPIES:
        connection.execute(f"DELETE FROM {copy} WHERE {condition}")
    connection.execute(f"INSERT INTO history SELECT s, p, o, g, v, {version} FROM change WHERE v < {version}")
    found = _measured(connection, -1)
    if not has_repeats:
        return found
    return Change(found.quads, (*found.by_predicate, *_promoted(connection)), found.by_graph)


def _promoted(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, PredicateStatistics]]:
    """Make another quad the first of its triple, where the first one went; says how many a predicate."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE promoted AS SELECT s, p, o, min(g) AS g FROM spo"
        " SEMI JOIN (SELECT s, p, o FROM change WHERE first) AS gone USING (s, p, o) GROUP BY s, p, o"
    )
    found = connection.execute("SELECT p, count(*) FROM promoted GROUP BY p").fetchall()
    for copy in _COPIES if found else ():
        connection.execute(
            f"UPDATE {copy} AS held SET first = true FROM promoted AS one"
            " WHERE held.s = one.s AND held.p = one.p AND held.o = one.o AND held.g = one.g"
        )
    return [(predicate, PredicateStatistics(repeats=-count)) for predicate, count in found]


def _measured(connection: duckdb.DuckDBPyConnection, sign: int) -> Change:
    rows = connection.execute(_BY_PREDICATE).fetchall()
    by_predicate = [
        (
            predicate,
            PredicateStatistics(
                sign * quads, sign * subjects, sign * objects, subject_tags, object_tags, sign * repeats
            ),
        )
        for predicate, quads, subjects, objects, subject_tags, object_tags, repeats in rows
    ]
    by_graph = connection.execute("SELECT g, count(*) FROM change GROUP BY g").fetchall()
    return Change(
        sign * sum(row[1] for row in rows), by_predicate, [(graph, sign * count) for graph, count in by_graph]
    )

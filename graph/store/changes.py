"""Quads put into both copies and taken out of them, and what that changes in the statistics.

``first`` stays true of exactly one quad of each triple. A change of few quads is worked out here from one
look into the store; one of many is worked out by DuckDB, on a temporary table ``change``.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import duckdb

from graph.store.additions import Additions
from graph.store.inline import is_inlined
from graph.store.rows import IDS, hand_over, values
from graph.store.sorting import ORDERS
from graph.store.statistics import Change, PredicateStatistics

__all__ = ["Row", "put_in", "put_in_given", "rows_where", "take_out"]

Row = tuple[int, int, int, int]
"""The ids of a quad: subject, predicate, object, graph."""

_Held = tuple[int, int, int, int, bool, int]
_Pair = tuple[str, int, int]
"""A predicate, and a subject or an object that it has, after the name of that column."""

_SORTED_BY = {"s": "spo", "o": "pos"}
_FEW = 20
# So few pairs are looked up one by one: each ends with the first quad that has it.
_SINGLY = 4
_NONE_NEW = 1 << 60


def put_in(
    additions: Additions,
    rows: Sequence[Row],
    version: int,
    first_new: int,
    *,
    is_empty: bool,
) -> Change:
    """Add quads that may be there already.

    Args:
        additions: of the writer; has few quads in the end.
        rows: may repeat.
        version: of the commit that this will be part of.
        first_new: dictionary number of the first term that no quad has yet.
        is_empty: there are no quads so far, so none need be compared.
    """
    if len(rows) > _FEW:
        hand_over(additions.connection, "given", IDS, rows)
        return put_in_given(additions.connection, version, is_empty=is_empty)
    held = _held(additions, [row for row in rows if not _any_new(row[:3], first_new)])
    known = {row[:3] for row in held}
    added: list[_Held] = []
    for row in sorted(set(rows) - {row[:4] for row in held}):
        added.append((*row, row[:3] not in known, version))
        known.add(row[:3])
    if not added:
        return Change()
    found = _summed(additions, added, 1, first_new)
    for copy in ORDERS:
        additions.add(copy, values(added))
    return found


def put_in_given(connection: duckdb.DuckDBPyConnection, version: int, *, is_empty: bool) -> Change:
    """Add the quads of the temporary table ``given`` (s, p, o, g), as `put_in` does."""
    [(graphs,)] = connection.execute("SELECT count(DISTINCT g) FROM given").fetchall()
    fresh, is_first = "(SELECT DISTINCT s, p, o, g FROM given)", "true"
    if graphs > 1 or not is_empty:
        fresh, is_first = _fresh(connection, is_empty=is_empty)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE change AS SELECT s, p, o, g, {is_first} AS first,"
        f" {version}::INTEGER AS v FROM {fresh}"
    )
    found = _measured(connection, 1)
    if found.quads:
        for copy, order in ORDERS.items():
            connection.execute(f"INSERT INTO {copy} SELECT * FROM change ORDER BY {order}")
    connection.execute("DROP TABLE given; DROP TABLE change; DROP TABLE IF EXISTS fresh")
    return found


def _fresh(connection: duckdb.DuckDBPyConnection, *, is_empty: bool) -> tuple[str, str]:
    """A table of those of ``given`` that are new, and SQL for whether one is the first of its triple."""
    others = "" if is_empty else " ANTI JOIN spo USING (s, p, o, g)"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE fresh AS SELECT DISTINCT s, p, o, g FROM given{others}")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE repeated AS"
        " SELECT s, p, o, min(g) AS g FROM fresh GROUP BY s, p, o HAVING count(*) > 1"
    )
    is_first = (
        "((s, p, o) NOT IN (SELECT (s, p, o) FROM repeated)"
        " OR (s, p, o, g) IN (SELECT (s, p, o, g) FROM repeated))"
    )
    if not is_empty:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE known AS"
            " SELECT DISTINCT s, p, o FROM fresh SEMI JOIN spo USING (s, p, o)"
        )
        is_first += " AND (s, p, o) NOT IN (SELECT (s, p, o) FROM known)"
    return "fresh", is_first


def rows_where(connection: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> str:
    """The condition, in SQL, that holds for these quads alone; good until the next call."""
    if len(rows) <= _FEW:
        return _any_of("s = {} AND p = {} AND o = {} AND g = {}", rows)
    hand_over(connection, "given", IDS, rows)
    return "(s, p, o, g) IN (SELECT (s, p, o, g) FROM given)"


def take_out(additions: Additions, condition: str, version: int, *, has_repeats: bool) -> Change:
    """Remove the quads that a condition holds for; what older commits brought goes to the history.

    Args:
        additions: of the writer.
        condition: in SQL, on s, p, o and g.
        version: of the commit that this will be part of.
        has_repeats: there may be triples that several graphs hold.
    """
    connection = additions.connection
    select = f"SELECT s, p, o, g, first, v FROM spo WHERE {condition}"
    gone: list[_Held] = connection.execute(f"{select} LIMIT {_FEW + 1}").fetchall()
    if not gone:
        return Change()
    if has_repeats or len(gone) > _FEW:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE change AS {select}")
        gone_rows = "SELECT * FROM change"
    else:
        gone_rows = f"SELECT * FROM (VALUES ({'), ('.join(values(gone))})) AS gone (s, p, o, g, first, v)"
    for copy in ORDERS:
        connection.execute(f"DELETE FROM {copy} WHERE {condition}")
    connection.execute(
        f"INSERT INTO history SELECT s, p, o, g, v, {version} FROM ({gone_rows}) WHERE v < {version}"
    )
    found = _summed(additions, gone, -1, _NONE_NEW) if len(gone) <= _FEW else _measured(connection, -1)
    if not has_repeats:
        return found
    return Change(found.quads, (*found.by_predicate, *_promoted(connection)), found.by_graph)


def _held(additions: Additions, rows: Sequence[Row]) -> list[_Held]:
    """The quads there are of these triples, in whatever graph."""
    if not rows:
        return []
    triples = sorted({row[:3] for row in rows})
    condition = _any_of("s = {} AND p = {} AND o = {}", triples)
    found: list[_Held] = additions.connection.execute(
        f"SELECT s, p, o, g, first, v FROM spo WHERE {condition}"
    ).fetchall()
    return found


def _any_new(ids: Iterable[int], first_new: int) -> bool:
    return any(id_ >> 4 >= first_new and not is_inlined(id_) for id_ in ids)


def _summed(additions: Additions, rows: Sequence[_Held], sign: int, first_new: int) -> Change:
    """What few quads change, that are about to come or have just gone."""
    pairs: set[_Pair] = {pair for s, p, o, *_ in rows for pair in (("s", p, s), ("o", p, o))}
    # Subjects and objects that the copies lack are those that come with these quads, or went with them.
    lacking = pairs - _there(additions, pairs, first_new)
    changes = [
        (p, PredicateStatistics(sign, 0, 0, 1 << (s & 15), 1 << (o & 15), 0 if first else sign))
        for s, p, o, _, first, _ in rows
    ]
    changes += [
        (p, PredicateStatistics(subjects=sign * (column == "s"), objects=sign * (column == "o")))
        for column, p, _ in lacking
    ]
    graphs = Counter(row[3] for row in rows)
    return Change(sign * len(rows), changes, {graph: sign * count for graph, count in graphs.items()})


def _there(additions: Additions, pairs: Iterable[_Pair], first_new: int) -> set[_Pair]:
    """Which of these pairs there are."""
    sought = [pair for pair in pairs if not _any_new(pair[1:], first_new)]
    if len(sought) <= _SINGLY:
        selects = [f"({_pairs_of(column, [pair])} LIMIT 1)" for column, *pair in sought]
    else:
        by_column = {column: [pair for of, *pair in sought if of == column] for column, *_ in sought}
        selects = [f"{_pairs_of(column, each)} GROUP BY ALL" for column, each in by_column.items()]
    if not selects:
        return set()
    return set(additions.connection.execute(" UNION ALL ".join(selects)).fetchall())


def _pairs_of(column: str, pairs: Iterable[Sequence[int]]) -> str:
    condition = _any_of(f"p = {{}} AND {column} = {{}}", pairs)
    return f"SELECT '{column}', p, {column} FROM {_SORTED_BY[column]} WHERE {condition}"


def _measured(connection: duckdb.DuckDBPyConnection, sign: int) -> Change:
    """What the quads in ``change`` change, that are about to come or have just gone."""
    found = connection.execute(
        "WITH subjects AS (SELECT p, count(*) AS n"
        " FROM (SELECT DISTINCT p, s FROM change ANTI JOIN spo USING (p, s)) GROUP BY p),"
        " objects AS (SELECT p, count(*) AS n"
        " FROM (SELECT DISTINCT p, o FROM change ANTI JOIN pos USING (p, o)) GROUP BY p)"
        f" SELECT p, {sign} * count(*), {sign} * coalesce(any_value(subjects.n), 0),"
        f" {sign} * coalesce(any_value(objects.n), 0), bit_or(1 << (s & 15)), bit_or(1 << (o & 15)),"
        f" {sign} * count(*) FILTER (NOT first)"
        " FROM change LEFT JOIN subjects USING (p) LEFT JOIN objects USING (p) GROUP BY p"
    ).fetchall()
    graphs = connection.execute(f"SELECT g, {sign} * count(*) FROM change GROUP BY g").fetchall()
    changes = [(predicate, PredicateStatistics(*numbers)) for predicate, *numbers in found]
    return Change(sum(change.quads for _, change in changes), changes, dict(graphs))


def _promoted(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, PredicateStatistics]]:
    """Make another quad the first of its triple, where the first one went; says how many a predicate."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE promoted AS SELECT s, p, o, min(g) AS g FROM spo"
        " SEMI JOIN (SELECT s, p, o FROM change WHERE first) AS gone USING (s, p, o) GROUP BY s, p, o"
    )
    found = connection.execute("SELECT p, count(*) FROM promoted GROUP BY p").fetchall()
    for copy in ORDERS if found else ():
        connection.execute(
            f"UPDATE {copy} AS held SET first = true FROM promoted AS one"
            " WHERE held.s = one.s AND held.p = one.p AND held.o = one.o AND held.g = one.g"
        )
    return [(predicate, PredicateStatistics(repeats=-count)) for predicate, count in found]


def _any_of(condition: str, rows: Iterable[Sequence[int]]) -> str:
    return " OR ".join(f"({condition.format(*row)})" for row in rows) or "false"

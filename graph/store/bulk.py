"""Many quads at once: the terms taken apart and numbered by DuckDB, the quads encoded column by column.

Terms come as pyoxigraph writes them: control characters and quotation marks escaped, so that the last
quotation mark ends the literal.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import duckdb
import numpy as np
from numpy.typing import NDArray

from graph.rdf.numbering import NUMBER_TYPE
from graph.store.conversion import Converted
from graph.store.ids import Tag
from graph.store.keys import add_keys
from graph.store.macros import TAG_MACRO
from graph.store.merging import merged, slice_starts
from graph.store.packed import Part
from graph.store.rows import append, hand_over, hand_over_columns

__all__ = ["encode", "graphs_given", "has_graphless", "number_terms"]

_MARK = "chr(57344)"
_ESCAPED = {'\\"': '"', "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\b": "\b", "\\f": "\f"}
_CONTROLS = [code for code in (*range(32), 127) if chr(code) not in "\n\r\t\b\f"]
# From this share of new terms on, the index is made anew after the commit rather than added to.
_MANY_NEW = 0.3
_BATCH = 1_000_000


def has_graphless(document: Converted) -> bool:
    """Whether statements are in no graph."""
    parts = (rows for number in range(len(document.slices)) for rows in _Statements(document, number))
    return any(not document.has_graphs or bool((rows[:, 3] == 0).any()) for rows in parts)


def number_terms(
    connection: duckdb.DuckDBPyConnection, document: Converted, head: str, next_number: int, graph: int
) -> tuple[int, list[Part]]:
    """Give every term of a document its id, adding to the dictionary.

    Many new ones take the dictionary's index away, to be made anew after the commit (``graph.store.schema``).

    Gives how many were new, and the slices with the ids of their terms.

    Args:
        connection: of the writer.
        document: whose terms these are.
        head: what the names of blank nodes begin with.
        next_number: of the first new term.
        graph: where statements go that are in no graph.
    """
    repeats, starts = merged(connection, document), slice_starts(document)
    predicates = [_predicates(document, number) for number in range(len(document.slices))]
    is_predicate = np.zeros(starts[-1], dtype=bool)
    for start, each in zip(starts, predicates, strict=False):
        is_predicate[start + each] = True
    is_predicate[repeats.firsts[is_predicate[repeats.places]]] = True
    hand_over_columns(connection, "predicate_place", {"place": np.flatnonzero(is_predicate)})
    _name_blanks(connection, document.labels, head)
    connection.execute(TAG_MACRO)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE part AS {_PARTS}")
    count, id_ = _add_new(connection, next_number)
    rows = connection.execute(f"SELECT place, {id_} AS id FROM part").fetchnumpy()
    ids = np.zeros(starts[-1], np.int64)
    ids[rows["place"]] = rows["id"]
    ids[repeats.places] = ids[repeats.firsts]
    # Number 0 of a slice is the default graph.
    ids[starts[:-1]] = graph
    connection.execute("DROP TABLE local; DROP TABLE part; DROP TABLE repeated")
    return count, [
        Part(ids[start:end], each, _Statements(document, number))
        for number, ((start, end), each) in enumerate(zip(pairwise(starts), predicates, strict=True))
    ]


def _add_new(connection: duckdb.DuckDBPyConnection, next_number: int) -> tuple[int, str]:
    """Add the terms of ``part`` that have no id to the dictionary, numbered in their order.

    Gives how many numbers they took, and SQL for the id of a row of ``part``.
    """
    [(first, last)] = connection.execute(
        "SELECT min(rowid), max(rowid) FROM part WHERE id IS NULL"
    ).fetchall()
    if first is None:
        return 0, "id"
    count, [(held,)] = last - first + 1, connection.execute("SELECT count(*) FROM term").fetchall()
    id_ = f"coalesce(part.id, ({next_number - first} + part.rowid) * 16 + tag)"
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW new_term AS"
        f" SELECT {id_} AS id, lex, dt, lang FROM part WHERE part.id IS NULL"
    )
    if count > _MANY_NEW * held:
        connection.execute("DROP INDEX IF EXISTS term_id")
    connection.execute("INSERT INTO term SELECT id, lex, dt, lang, mlg_num(id, lex, dt) FROM new_term")
    add_keys(connection, "new_term")
    connection.execute("DROP VIEW new_term")
    return count, id_


def encode(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], graph: int) -> None:
    """Make the temporary table ``given`` (s, p, o, g) of ids, which may repeat.

    What is in no graph goes to the one named.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE given (s BIGINT, p BIGINT, o BIGINT, g BIGINT)")
    for part in parts:
        for rows in part.statements:
            columns = {name: part.ids[numbers] for name, numbers in zip("spog", rows.T, strict=False)}
            append(connection, "given", columns | {"g": columns.get("g", np.full(len(rows), graph))})


def graphs_given(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """The graphs of ``given``."""
    rows = connection.execute("SELECT DISTINCT g FROM given").fetchall()
    return [row[0] for row in rows]


@dataclass(frozen=True, slots=True)
class _Statements:
    """The statements of a slice, many at a time, as rows of numbers; to be gone through again and again."""

    document: Converted
    number: int

    def __iter__(self) -> Iterator[NDArray[np.uint32]]:
        columns = 4 if self.document.has_graphs else 3
        with self.document.slices[self.number].statements.open("rb") as file:
            while (rows := np.fromfile(file, NUMBER_TYPE, _BATCH * columns)).size:
                yield rows.reshape(-1, columns)


def _predicates(document: Converted, number: int) -> NDArray[np.intp]:
    """The numbers that predicates have in a slice, ascending."""
    is_predicate = np.zeros(0, dtype=bool)
    for rows in _Statements(document, number):
        numbers = rows[:, 1]
        is_predicate.resize(max(len(is_predicate), int(numbers.max()) + 1), refcheck=False)
        is_predicate[numbers] = True
    return np.flatnonzero(is_predicate)


def _name_blanks(connection: duckdb.DuckDBPyConnection, labels: Sequence[str], head: str) -> None:
    """Make the temporary table ``blank`` (t, name): labels numbered as they first appear in the document."""
    connection.execute("CREATE OR REPLACE TEMP TABLE blank (label VARCHAR, name VARCHAR)")
    if labels:
        rows = [(f"_:{label}", f"{head}{number}") for number, label in enumerate(labels)]
        hand_over(connection, "blank", {"label": "VARCHAR", "name": "VARCHAR"}, rows)


def _last_mark(text: str) -> str:
    """SQL for the place of the last quotation mark of a literal, 0 for other terms."""
    return f"CASE WHEN {text}[1] = '\"' THEN length({text}) - instr(reverse({text}), '\"') + 1 ELSE 0 END"


def _unescaped(text: str) -> str:
    """SQL for the text without its escapes.

    A backslash that was escaped stands aside as a mark meanwhile; lines that hold the mark don't come here.
    """
    sql = f"replace({text}, '\\\\', {_MARK})"
    for escape, sign in _ESCAPED.items():
        sql = f"replace({sql}, '{escape}', chr({ord(sign)}))"
    controls = sql
    for code in _CONTROLS:
        controls = f"replace({controls}, '\\u{code:04X}', chr({code}))"
    sql = f"CASE WHEN contains({text}, '\\u') THEN {controls} ELSE {sql} END"
    return f"CASE WHEN contains({text}, '\\') THEN replace({sql}, {_MARK}, '\\') ELSE {text} END"


_PARTS = f"""
SELECT place, tag, coalesce(own, term.id) AS id,
    CASE WHEN own IS NULL AND term.id IS NULL THEN part.lex END AS lex, part.dt, part.lang
FROM (
    SELECT *, CASE WHEN own IS NOT NULL THEN own & 15
        WHEN kind = '<' THEN {Tag.IRI:d} WHEN kind = '_' THEN {Tag.BLANK:d}
        WHEN lang IS NOT NULL THEN {Tag.LANGUAGE:d} WHEN dt IS NULL THEN {Tag.STRING:d}
        ELSE mlg_tag(lex, dt) END AS tag
    FROM (SELECT *, CASE WHEN dt IS NOT NULL THEN mlg_inlined(lex, dt) END AS own FROM (
        SELECT place, kind,
            CASE kind WHEN '<' THEN substr(t, 2, length(t) - 2) WHEN '_' THEN name
                ELSE {_unescaped("substr(t, 2, q - 2)")} END AS lex,
            CASE WHEN kind = '"' AND substr(t, q + 1, 1) = '^'
                THEN substr(t, q + 4, length(t) - q - 4) END AS dt,
            CASE WHEN kind = '"' AND substr(t, q + 1, 1) = '@' THEN substr(t, q + 2) END AS lang
        FROM (
            SELECT place, t, t[1] AS kind, {_last_mark("t")} AS q, CASE WHEN kind = '_' THEN t END AS label
            FROM local ANTI JOIN repeated USING (place)
        ) LEFT JOIN blank USING (label)
    ))
) AS part LEFT JOIN term
    ON part.lex = term.lex AND part.tag = term.id & 15
    AND part.dt IS NOT DISTINCT FROM term.dt AND part.lang IS NOT DISTINCT FROM term.lang
ORDER BY id IS NOT NULL, place NOT IN (SELECT place FROM predicate_place), tag, lex, dt, lang
"""

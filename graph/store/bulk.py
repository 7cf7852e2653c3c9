"""Many quads at once: the terms taken apart and numbered by DuckDB, the quads encoded column by column.

Terms come as pyoxigraph writes them: control characters and quotation marks escaped, so that the last
quotation mark ends the literal.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from graph.rdf.numbering import NUMBER_TYPE, SEPARATOR
from graph.store.conversion import Converted
from graph.store.ids import Tag
from graph.store.keys import add_keys
from graph.store.macros import TAG_MACRO, sql_text
from graph.store.packed import Part
from graph.store.rows import append, hand_over

__all__ = ["encode", "graphs_given", "has_graphless", "number_terms", "parts_of", "read_terms"]

_MARK = "chr(57344)"
_ESCAPED = {'\\"': '"', "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\b": "\b", "\\f": "\f"}
_CONTROLS = [code for code in (*range(32), 127) if chr(code) not in "\n\r\t\b\f"]
# From this share of new terms on, the index is built anew rather than added to.
_MANY_NEW = 0.3
_BATCH = 1_000_000
_AS_TERMS = (
    "header = false, auto_detect = false, columns = {'number': 'BIGINT', 't': 'VARCHAR'},"
    f" delim = '{SEPARATOR.decode()}', quote = '', escape = '', strict_mode = false, parallel = true"
)


def read_terms(connection: duckdb.DuckDBPyConnection, document: Converted) -> None:
    """Make the temporary tables ``local`` (slice, number, t), of terms as text, and ``predicates`` (t)."""
    files = " UNION ALL ".join(
        f"SELECT {number} AS slice, number, t FROM read_csv({sql_text(str(each.terms))}, {_AS_TERMS})"
        for number, each in enumerate(document.slices)
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE local AS {files}")
    columns = dict.fromkeys(("slice", "number"), "BIGINT")
    numbers = [
        (number, int(each))
        for number in range(len(document.slices))
        for each in _predicates(document, number)
    ]
    hand_over(connection, "predicate_number", columns, numbers or [(-1, -1)])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE predicates AS"
        " SELECT DISTINCT t FROM local SEMI JOIN predicate_number USING (slice, number)"
    )


def has_graphless(document: Converted) -> bool:
    """Whether statements are in no graph."""
    parts = (rows for number in range(len(document.slices)) for rows in _Statements(document, number))
    return any(not document.has_graphs or bool((rows[:, 3] == 0).any()) for rows in parts)


def number_terms(
    connection: duckdb.DuckDBPyConnection, labels: Sequence[str], head: str, next_number: int
) -> int:
    """Give every term in ``local`` its id, adding to the dictionary; gives how many were new.

    Makes the temporary table ``coded`` (t, id).

    Args:
        connection: of the writer.
        labels: of the blank nodes, in the order in which they appear.
        head: what the names of blank nodes begin with.
        next_number: of the first new term.
    """
    connection.execute(TAG_MACRO)
    _name_blanks(connection, labels, head)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE part AS {_PARTS}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE coded AS {_HELD}")
    # Numbered as they come out of the sort: a window with that order would sort all columns.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE new_term AS"
        f" SELECT t, ({next_number - 1} + row_number() OVER ()) * 16 + tag AS id, lex, dt, lang FROM"
        " (SELECT t, tag, lex, dt, lang FROM part ANTI JOIN coded USING (t)"
        " ORDER BY NOT is_predicate, tag, lex, dt, lang)"
    )
    [(count,)] = connection.execute("SELECT count(*) FROM new_term").fetchall()
    [(held,)] = connection.execute("SELECT count(*) FROM term").fetchall()
    is_rebuilt = count > _MANY_NEW * held
    if is_rebuilt:
        connection.execute("DROP INDEX term_id")
    connection.execute("INSERT INTO term SELECT id, lex, dt, lang, mlg_num(id, lex, dt) FROM new_term")
    if is_rebuilt:
        connection.execute("CREATE INDEX term_id ON term (id)")
    add_keys(connection, "new_term")
    connection.execute("INSERT INTO coded SELECT t, id FROM new_term; DROP TABLE new_term; DROP TABLE part")
    return int(count)


def parts_of(connection: duckdb.DuckDBPyConnection, document: Converted, graph: int) -> list[Part]:
    """The slices of a document whose terms are in ``coded``; what is in no graph goes to the one named.

    The tables of terms are gone after that.
    """
    numbers = range(len(document.slices))
    parts = [
        Part(_ids(connection, number, graph), _predicates(document, number), _Statements(document, number))
        for number in numbers
    ]
    connection.execute("DROP TABLE local; DROP TABLE coded; DROP TABLE predicates")
    return parts


def encode(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], graph: int) -> None:
    """Make the temporary table ``given`` (s, p, o, g) of ids, which may repeat.

    What is in no graph goes to the one named.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE given (s BIGINT, p BIGINT, o BIGINT, g BIGINT)")
    for part in parts:
        for rows in part.statements:
            columns = {name: part.ids[numbers] for name, numbers in zip("spog", rows.T, strict=False)}
            append(connection, "given", {"g": np.full(len(rows), graph), **columns})


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
    """The numbers that predicates have in a slice."""
    found = [np.unique(rows[:, 1]) for rows in _Statements(document, number)]
    return np.unique(np.concatenate(found)).astype(np.intp) if found else np.zeros(0, np.intp)


def _ids(connection: duckdb.DuckDBPyConnection, number: int, graph: int) -> NDArray[np.int64]:
    """Number of a term in a slice → its id."""
    found = connection.execute(
        f"SELECT number, id FROM local JOIN coded USING (t) WHERE slice = {number}"
    ).fetchnumpy()
    ids = np.full(found["number"].max(initial=0) + 1, graph, dtype=np.int64)
    ids[found["number"]] = found["id"]
    return ids


def _name_blanks(connection: duckdb.DuckDBPyConnection, labels: Sequence[str], head: str) -> None:
    """Make the temporary table ``blank`` (t, name): labels numbered as they first appear in the document."""
    connection.execute("CREATE OR REPLACE TEMP TABLE blank (t VARCHAR, name VARCHAR)")
    if labels:
        rows = [(f"_:{label}", f"{head}{number}") for number, label in enumerate(labels)]
        hand_over(connection, "blank", {"t": "VARCHAR", "name": "VARCHAR"}, rows)


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
SELECT t, is_predicate, lex, dt, lang, own,
    CASE WHEN own IS NOT NULL THEN own & 15
        WHEN kind = '<' THEN {Tag.IRI:d} WHEN kind = '_' THEN {Tag.BLANK:d}
        WHEN lang IS NOT NULL THEN {Tag.LANGUAGE:d} WHEN dt IS NULL THEN {Tag.STRING:d}
        ELSE mlg_tag(lex, dt) END AS tag
FROM (SELECT *, CASE WHEN dt IS NOT NULL THEN mlg_inlined(lex, dt) END AS own FROM (
    SELECT t, kind, is_predicate,
        CASE kind WHEN '<' THEN substr(t, 2, length(t) - 2) WHEN '_' THEN name
            ELSE {_unescaped("substr(t, 2, q - 2)")} END AS lex,
        CASE WHEN kind = '"' AND substr(t, q + 1, 1) = '^' THEN substr(t, q + 4, length(t) - q - 4) END AS dt,
        CASE WHEN kind = '"' AND substr(t, q + 1, 1) = '@' THEN substr(t, q + 2) END AS lang
    FROM (
        SELECT t, t[1] AS kind, {_last_mark("t")} AS q, t IN (SELECT t FROM predicates) AS is_predicate
        FROM (SELECT DISTINCT t FROM local)
    ) LEFT JOIN blank USING (t)
))
"""
_HELD = """
SELECT t, own AS id FROM part WHERE own IS NOT NULL
UNION ALL
SELECT part.t, term.id FROM part JOIN term
    ON part.lex = term.lex AND part.tag = term.id & 15
    AND part.dt IS NOT DISTINCT FROM term.dt AND part.lang IS NOT DISTINCT FROM term.lang
"""

"""Many quads at once: lines of N-Triples or N-Quads taken apart, numbered and encoded by DuckDB alone.

The lines are those of pyoxigraph's serialiser: one space between terms, control characters and quotation
marks escaped, so that the last quotation mark of a line ends its literal.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from graph.store.ids import Tag
from graph.store.macros import TAG_MACRO, sql_text
from graph.store.rows import hand_over

__all__ = ["encode_lines", "graphs_given", "has_graphless", "number_terms", "read_lines"]

_MARK = "chr(57344)"
_ESCAPED = {'\\"': '"', "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\b": "\b", "\\f": "\f"}
_CONTROLS = [code for code in (*range(32), 127) if chr(code) not in "\n\r\t\b\f"]
# From this share of new terms on, the indexes are built anew rather than added to.
_MANY_NEW = 0.3


def read_lines(connection: duckdb.DuckDBPyConnection, files: Sequence[Path], *, has_graphs: bool) -> None:
    """Make the temporary table ``token`` (s, p, o, g), of terms as text; g is NULL for the default graph."""
    names = ", ".join(sql_text(str(file)) for file in files)
    lines = (
        f"read_csv([{names}], header = false, auto_detect = false, columns = {{'line': 'VARCHAR'}},"
        r" delim = '\x01', quote = '', escape = '', strict_mode = false, parallel = true)"
    )
    rest = "substr(line, instr(line, ' ') + 1)"
    object_and_graph = f"""
        SELECT left(line, instr(line, ' ') - 1) AS s, left({rest}, instr({rest}, ' ') - 1) AS p,
            substr({rest}, instr({rest}, ' ') + 1, length({rest}) - instr({rest}, ' ') - 2) AS o
        FROM {lines}"""
    if not has_graphs:
        select = f"SELECT s, p, o, NULL::VARCHAR AS g FROM ({object_and_graph})"
    else:
        select = f"""
        SELECT s, p, left(o, q + CASE WHEN space = 0 THEN length(o) ELSE space - 1 END) AS o,
            CASE WHEN space > 0 THEN substr(o, q + space + 1) END AS g
        FROM (SELECT *, instr(substr(o, q + 1), ' ') AS space FROM (SELECT *, {_last_mark("o")} AS q
            FROM ({object_and_graph})))"""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE token AS {select}")


def has_graphless(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether statements of ``token`` are in no graph."""
    return bool(connection.execute("SELECT 1 FROM token WHERE g IS NULL LIMIT 1").fetchall())


def number_terms(
    connection: duckdb.DuckDBPyConnection, labels: Sequence[str], head: str, next_number: int
) -> int:
    """Give every term in ``token`` its id, adding to the dictionary; gives how many were new.

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
    number = f"{next_number - 1} + row_number() OVER (ORDER BY NOT is_predicate, tag, lex, dt, lang)"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE new_term AS SELECT t, number * 16 + tag AS id, lex, dt, lang"
        f" FROM (SELECT *, {number} AS number FROM part ANTI JOIN coded USING (t))"
    )
    [(count,)] = connection.execute("SELECT count(*) FROM new_term").fetchall()
    [(held,)] = connection.execute("SELECT count(*) FROM term").fetchall()
    is_rebuilt = count > _MANY_NEW * held
    if is_rebuilt:
        connection.execute("DROP INDEX term_id; DROP INDEX term_lex")
    connection.execute(
        "INSERT INTO term SELECT id, lex, dt, lang, mlg_num(id, lex, dt) FROM new_term ORDER BY id >> 4"
    )
    if is_rebuilt:
        connection.execute("CREATE INDEX term_id ON term (id); CREATE INDEX term_lex ON term (lex)")
    connection.execute("INSERT INTO coded SELECT t, id FROM new_term; DROP TABLE new_term; DROP TABLE part")
    return int(count)


def encode_lines(connection: duckdb.DuckDBPyConnection, graph: int) -> None:
    """Make the temporary table ``given`` (s, p, o, g) of ids, which may repeat.

    What is in no graph goes to the one named.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE given AS SELECT subject.id AS s, predicate.id AS p,"
        f" object.id AS o, coalesce(graph.id, {graph}::BIGINT) AS g FROM token"
        " JOIN coded AS subject ON subject.t = token.s JOIN coded AS predicate ON predicate.t = token.p"
        " JOIN coded AS object ON object.t = token.o LEFT JOIN coded AS graph ON graph.t = token.g"
    )
    connection.execute("DROP TABLE token; DROP TABLE coded")


def graphs_given(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """The graphs of ``given``."""
    rows = connection.execute("SELECT DISTINCT g FROM given").fetchall()
    return [row[0] for row in rows]


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
        SELECT t, t[1] AS kind, {_last_mark("t")} AS q, t IN (SELECT p FROM predicates) AS is_predicate
        FROM (SELECT DISTINCT t FROM (SELECT s AS t FROM token UNION ALL SELECT o FROM token
            UNION ALL SELECT p FROM predicates
            UNION ALL SELECT DISTINCT g FROM token WHERE g IS NOT NULL))
    ) LEFT JOIN blank USING (t)
))
"""
_PARTS = f"WITH predicates AS MATERIALIZED (SELECT DISTINCT p FROM token) {_PARTS}"
_HELD = """
SELECT t, own AS id FROM part WHERE own IS NOT NULL
UNION ALL
SELECT part.t, term.id FROM part JOIN term
    ON part.lex = term.lex AND part.tag = term.id & 15
    AND part.dt IS NOT DISTINCT FROM term.dt AND part.lang IS NOT DISTINCT FROM term.lang
"""

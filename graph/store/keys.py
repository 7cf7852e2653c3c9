"""Terms found by their lexical form: a table of the forms' hashes, sorted, so that a lookup reads little.

DuckDB's index (ART) on the forms would take more of the file than all quads in both orders; this takes a
tenth of that, and half a millisecond more for a form that nobody asked for before. The hash is DuckDB's own,
the cheapest; another version of DuckDB may have another one, so a file says what some texts hashed to when
its keys were made.
"""

from collections.abc import Collection, Iterable

import duckdb

from graph.store.macros import sql_text
from graph.store.rows import hand_over

__all__ = [
    "KEYS_SCHEMA",
    "add_keys",
    "find_by_form",
    "hashed",
    "key_of",
    "keyed",
    "refresh_keys",
    "write_keys",
]

# Up to here, as many lookups cost less than one join with all keys (measured).
_FEW = 20
_PROBED = ("", "short", "é" * 5, "longer than what a string holds in itself", "long " * 100)


def key_of(form: str) -> str:
    """SQL for the key of a form, which is SQL as well."""
    return f"(hash({form}) & 4294967295)::UINTEGER"


_HASHES = " || ' ' || ".join(f"hash({sql_text(text)})::VARCHAR" for text in _PROBED)
KEYS_SCHEMA = f"""
CREATE TABLE term_key (key UINTEGER, id BIGINT);
CREATE TABLE key_probe (hashes VARCHAR);
INSERT INTO key_probe SELECT {_HASHES};
"""
"""What makes the tables, of an empty dictionary."""


def add_keys(connection: duckdb.DuckDBPyConnection, terms: str) -> None:
    """Add the keys of the terms in that table, which has ``id`` and ``lex``."""
    connection.execute(_added(terms))


def keyed(connection: duckdb.DuckDBPyConnection, terms: str) -> list[tuple[int, int]]:
    """The same; gives the keys, each with its id."""
    return connection.execute(f"{_added(terms)} RETURNING key, id").fetchall()


def _added(terms: str) -> str:
    return f"INSERT INTO term_key SELECT {key_of('lex')} AS key, id FROM {terms} ORDER BY key"


def write_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all keys anew."""
    connection.execute("DELETE FROM term_key")
    add_keys(connection, "term")


def hashed(connection: duckdb.DuckDBPyConnection, forms: Iterable[str]) -> tuple[int, ...]:
    """The keys of forms, one after the other."""
    listed = ", ".join(key_of(sql_text(form)) for form in forms)
    return connection.execute(f"SELECT {listed}").fetchall()[0]


def refresh_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all keys anew, if DuckDB hashes otherwise than when they were made."""
    [(held, now)] = connection.execute(f"SELECT hashes, {_HASHES} FROM key_probe").fetchall()
    if held != now:
        connection.execute("BEGIN")
        write_keys(connection)
        connection.execute(f"UPDATE key_probe SET hashes = {sql_text(now)}; COMMIT")


def find_by_form(connection: duckdb.DuckDBPyConnection, forms: Collection[str]) -> list[int]:
    """The ids of all terms with one of these forms, and perhaps of others."""
    if len(forms) <= _FEW:
        select = "SELECT id FROM term_key WHERE key ="
        query = " UNION ALL ".join(f"{select} {key_of(sql_text(form))}" for form in forms)
    else:
        hand_over(connection, "sought", {"lex": "VARCHAR"}, [(form,) for form in forms])
        query = f"SELECT id FROM term_key WHERE key IN (SELECT {key_of('lex')} FROM sought)"
    return [id_ for (id_,) in connection.execute(query).fetchall()]

"""Terms found by their lexical form: a table of the forms' hashes, sorted, so that a lookup reads little.

DuckDB's index (ART) on the forms would take more of the file than all quads in both orders; this takes a
tenth of that, and half a millisecond more for a form that nobody asked for before. The hash is DuckDB's own,
the cheapest; another version of DuckDB may have another one, so a file says what some texts hashed to when
its keys were made. Here is the same hash in Python, for whoever has no other reason to ask DuckDB.
"""

from collections.abc import Collection
from struct import iter_unpack

import duckdb

from graph.store.macros import sql_text
from graph.store.rows import hand_over

__all__ = [
    "KEYS_SCHEMA",
    "add_keys",
    "find_by_form",
    "form_key",
    "is_our_hash",
    "key_of",
    "refresh_keys",
    "write_keys",
]

# Up to here, as many lookups cost less than one join with all keys (measured).
_FEW = 20
_PROBED = ("", "short", "é" * 5, "longer than what a string holds in itself", "long " * 100)
# Of DuckDB's hash of strings: MurmurHash's finish of words of eight bytes.
_SEED = 0xE17A1465
_LENGTH_FACTOR = 0xC6A4A7935BD1E995
_FACTOR = 0xD6E8FEB86659FD93
_WORD = (1 << 64) - 1
_WORD_BYTES = 8
_KEY = (1 << 32) - 1


def key_of(form: str) -> str:
    """SQL for the key of a form, which is SQL as well."""
    return f"(hash({form}) & {_KEY})::UINTEGER"


def form_key(form: str) -> int:
    """The key of a form as `key_of` gives it, as long as `is_our_hash`; in a microsecond for a short one."""
    text = form.encode()
    words = text.ljust(-(-len(text) // _WORD_BYTES) * _WORD_BYTES, b"\0")
    found = _SEED ^ (len(text) * _LENGTH_FACTOR & _WORD)
    for (word,) in iter_unpack("<Q", words):
        found = (found ^ word) * _FACTOR & _WORD
    found = (found ^ found >> 32) * _FACTOR & _WORD
    found = (found ^ found >> 32) * _FACTOR & _WORD
    return (found ^ found >> 32) & _KEY


def is_our_hash(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether DuckDB hashes as `form_key` does."""
    listed = ", ".join(key_of(sql_text(text)) for text in _PROBED)
    return connection.execute(f"SELECT {listed}").fetchall() == [tuple(map(form_key, _PROBED))]


_HASHES = " || ' ' || ".join(f"hash({sql_text(text)})::VARCHAR" for text in _PROBED)
KEYS_SCHEMA = f"""
CREATE TABLE term_key (key UINTEGER, id BIGINT);
CREATE TABLE key_probe (hashes VARCHAR);
INSERT INTO key_probe SELECT {_HASHES};
"""
"""What makes the tables, of an empty dictionary."""


def add_keys(connection: duckdb.DuckDBPyConnection, terms: str) -> None:
    """Add the keys of the terms in that table, which has ``id`` and ``lex``."""
    connection.execute(f"INSERT INTO term_key SELECT {key_of('lex')} AS key, id FROM {terms} ORDER BY key")


def write_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all keys anew."""
    connection.execute("DELETE FROM term_key")
    add_keys(connection, "term")


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

"""The tables of a store, and the number of their format.

* ``term``: the dictionary. ``dt`` is NULL but for literals of datatypes other than xsd:string; ``lang`` is
  a language tag, with ``--ltr`` or ``--rtl`` after it where there is a direction; ``num`` is the double value
  of terms tagged NUMERIC. ``term_key`` finds terms by their forms; ``triple_term`` has the parts of triple
  terms.
* ``spo`` and ``pos``: two copies of the quads, sorted by subject and by predicate and object. ``first``
  marks one quad of each triple, whatever graphs hold it, so that the union of all graphs is ``WHERE first``;
  ``v`` is the commit that brought the quad.
* ``history``: quads that are gone, there from commit ``vf`` until just before commit ``vt``.
* ``word``: which words the strings of the dictionary have, for full-text search.
* ``commit_log`` has the commits, each with the number that the next new term will have and how many quads
  lie outside the order of their copies; ``predicate`` and ``graph_size`` say what the quads are like now,
  but for what the newest commit says in ``statistics`` (``graph.store.statistics``).
"""

import duckdb

from graph.store.keys import KEYS_SCHEMA
from graph.store.macros import MACROS, sql_text
from graph.store.words import WORDS_SCHEMA

__all__ = ["APPLICATION", "FORMAT", "TERM_INDEX", "create_tables"]

APPLICATION = "maillage"
"""Marks a database as a store."""

FORMAT = 4
"""Counts up with every change of the tables or of what an id means.

Format 1 was a folder of another kind; from format 2 on, ``graph.store.migrations`` leads here.
"""

TERM_INDEX = "CREATE INDEX IF NOT EXISTS term_id ON term (id)"
"""Makes the index on the ids of terms, without which a store gives the same answers, later.

Of rows that are committed it is made at once; rows of a transaction go into it one by one, which takes thrice
as long.
"""

_TABLES = f"""
CREATE TABLE format (application VARCHAR, number INTEGER, macros VARCHAR);
INSERT INTO format VALUES ('{APPLICATION}', {FORMAT}, {sql_text(MACROS)});
CREATE TABLE commit_log (version INTEGER, id VARCHAR, note VARCHAR, graphs VARCHAR[],
    quads BIGINT, added BIGINT, made_at VARCHAR, next_number BIGINT, unsorted BIGINT, statistics VARCHAR);
CREATE TABLE term (id BIGINT, lex VARCHAR, dt VARCHAR, lang VARCHAR, num DOUBLE);
{TERM_INDEX};
CREATE TABLE triple_term (id BIGINT, s BIGINT, p BIGINT, o BIGINT);
CREATE TABLE spo (s BIGINT, p BIGINT, o BIGINT, g BIGINT, first BOOLEAN, v INTEGER);
CREATE TABLE pos (s BIGINT, p BIGINT, o BIGINT, g BIGINT, first BOOLEAN, v INTEGER);
CREATE TABLE history (s BIGINT, p BIGINT, o BIGINT, g BIGINT, vf INTEGER, vt INTEGER);
CREATE TABLE predicate (p BIGINT, quads BIGINT, subjects BIGINT, objects BIGINT,
    subject_tags BIGINT, object_tags BIGINT, repeats BIGINT);
CREATE TABLE graph_size (g BIGINT, quads BIGINT);
{KEYS_SCHEMA}
{WORDS_SCHEMA}
"""


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of an empty store, all or none."""
    connection.execute(f"BEGIN; {_TABLES} {MACROS} COMMIT;")

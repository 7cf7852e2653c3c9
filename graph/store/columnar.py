"""Quads in DuckDB, dictionary-encoded (docs/decisions/0012-columnar-store.md).

Tables: ``term(id, lex, dt, lang, num)`` · ``triple_term(id, s, p, o)`` · ``spo`` and ``pos``, two copies of
``(s, p, o, g, first, v)``, where ``first`` marks one quad for each triple whatever graphs hold it, so that
the union of all graphs is ``WHERE first``, and ``v`` is the commit that brought it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256

import duckdb

from graph.rdf.read import Document, read_quads
from graph.store.commits import Commit, CommitLog
from graph.store.ids import DEFAULT_GRAPH, Tag, tag_of, tagged
from graph.store.statistics import PredicateStatistics, Statistics
from graph.terms import BlankNode, Iri, Literal, Quad, Term, TripleTerm

__all__ = ["ColumnStore", "Reader", "Writer"]

_SCHEMA = """
CREATE TABLE term (id BIGINT, lex VARCHAR, dt VARCHAR, lang VARCHAR, num DOUBLE);
CREATE TABLE triple_term (id BIGINT, s BIGINT, p BIGINT, o BIGINT);
CREATE TABLE spo (s BIGINT, p BIGINT, o BIGINT, g BIGINT, first BOOLEAN, v INTEGER);
CREATE TABLE pos (s BIGINT, p BIGINT, o BIGINT, g BIGINT, first BOOLEAN, v INTEGER);
"""


class Reader:
    """One snapshot of the store, on a connection of its own.

    Attributes:
        connection: in a transaction that sees this snapshot; for the engine's SQL.
        head: the newest commit that it sees.
        statistics: of what it sees.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, head: Commit) -> None:
        self.connection = connection
        self.head = head

    @property
    def statistics(self) -> Statistics:
        """What the quads are like."""
        by: dict[int, PredicateStatistics] = {}
        rows = self.connection.execute(
            "SELECT p, count(*), count(DISTINCT s), count(DISTINCT o), bit_or(1 << (s & 15)),"
            " bit_or(1 << (o & 15)), count(*) FILTER (NOT first) FROM spo GROUP BY p"
        ).fetchall()
        for predicate, *numbers in rows:
            by[predicate] = PredicateStatistics(*map(int, numbers))
        total = PredicateStatistics(
            sum(each.quads for each in by.values()),
            sum(each.subjects for each in by.values()),
            sum(each.objects for each in by.values()),
            _union(each.subject_tags for each in by.values()),
            _union(each.object_tags for each in by.values()),
            sum(each.repeats for each in by.values()),
        )
        return Statistics(total, by)

    def ids(self, terms: Iterable[Term]) -> dict[Term, int]:
        """The ids of those of the terms that have one."""
        found: dict[Term, int] = {}
        for term in terms:
            row = self.connection.execute(
                "SELECT id FROM term WHERE lex = ? AND dt IS NOT DISTINCT FROM ?"
                " AND lang IS NOT DISTINCT FROM ? AND id & 15 = ?",
                _row(term),
            ).fetchone()
            if row:
                found[term] = row[0]
        return found

    def terms(self, ids: Collection[int]) -> dict[int, Term]:
        """The terms of these ids."""
        if not ids:
            return {}
        rows = self.connection.execute(
            f"SELECT id, lex, dt, lang FROM term WHERE id IN ({', '.join(map(str, ids))})"
        ).fetchall()
        return {id_: _term(id_, lex, dt, lang) for id_, lex, dt, lang in rows}


class Writer(Reader):
    """A reader that may change what it sees; nothing holds until the commit."""

    def insert(self, quads: Iterable[Quad]) -> int:
        """Add quads; gives how many were new."""
        added = Counter[bool]()
        for quad in quads:
            s, p, o = (self._id(term) for term in (quad.subject, quad.predicate, quad.object))
            g = self._id(quad.graph) if quad.graph else DEFAULT_GRAPH
            held = {
                row[0]
                for row in self.connection.execute(
                    "SELECT g FROM spo WHERE s = ? AND p = ? AND o = ?", (s, p, o)
                ).fetchall()
            }
            added[g not in held] += 1
            if g not in held:
                for table in ("spo", "pos"):
                    self.connection.execute(
                        f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?)",
                        (s, p, o, g, not held, self.head.version + 1),
                    )
        return added[True]

    def _id(self, term: Term) -> int:
        known = self.ids((term,)).get(term)
        if known is not None:
            return known
        row = _row(term)
        [(count,)] = self.connection.execute("SELECT count(*) + 1 FROM term").fetchall()
        id_ = tagged(count, Tag(row[-1]))
        self.connection.execute("INSERT INTO term VALUES (?, ?, ?, ?, NULL)", (id_, *row[:3]))
        if isinstance(term, TripleTerm):
            parts = [self._id(part) for part in (term.subject, term.predicate, term.object)]
            self.connection.execute("INSERT INTO triple_term VALUES (?, ?, ?, ?)", (id_, *parts))
        return id_


class ColumnStore:
    """All quads of a dataset and the log of their commits."""

    def __init__(self) -> None:
        self._root = duckdb.connect(":memory:", config={"threads": 2})
        self._root.execute(_SCHEMA)
        self.log = CommitLog()

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader on the present snapshot, until the block ends."""
        with self._root.cursor() as cursor:
            cursor.execute("BEGIN")
            yield Reader(cursor, self.log.head)

    @contextmanager
    def writer(self, note: str, content: str) -> Iterator[Writer]:
        """A writer; the end of the block commits, an error rolls back."""
        with self._root.cursor() as cursor:
            cursor.execute("BEGIN")
            yield Writer(cursor, self.log.head)
            [(size,)] = cursor.execute("SELECT count(*) FROM spo").fetchall()
            cursor.execute("COMMIT")
        self.log.append(note, content=sha256(content.encode()).hexdigest(), graphs=[], quads=size)

    def load(self, document: Document, graph: Iri | None) -> Commit:
        """Add a document; triples outside any named graph go to ``graph``."""
        with self.writer(f"load {document.name}", document.digest()) as writer:
            writer.insert(each._replace(graph=each.graph or graph) for each in read_quads(document))
        return self.log.head


def _union(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _row(term: Term) -> tuple[str, str | None, str | None, int]:
    match term:
        case Iri(value):
            return value, None, None, Tag.IRI
        case BlankNode(value):
            return value, None, None, Tag.BLANK
        case Literal(value, datatype, language, direction):
            if language:
                return value, None, language + (f"--{direction}" if direction else ""), Tag.LANGUAGE
            is_string = datatype.endswith("#string")
            return value, None if is_string else datatype, None, Tag.STRING if is_string else Tag.OTHER
        case TripleTerm():
            return str(term), None, None, Tag.TRIPLE


def _term(id_: int, lex: str, dt: str | None, lang: str | None) -> Term:
    match tag_of(id_):
        case Tag.IRI:
            return Iri(lex)
        case Tag.BLANK:
            return BlankNode(lex)
        case Tag.LANGUAGE:
            language, _, direction = (lang or "").partition("--")
            return Literal(lex, language=language, direction=direction)
        case _:
            return Literal(lex, dt) if dt else Literal(lex)

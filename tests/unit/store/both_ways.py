"""A document loaded as a large one, by children, and as a small one, by this process."""

from dataclasses import replace

from graph.rdf.read import Document
from graph.store.columnar import ColumnStore, Resources
from graph.store.keeper import Keeper
from graph.terms import Iri

__all__ = ["BULK", "SMALL", "G", "assert_both_ways_equal", "both", "noting"]

G = Iri("x:g")
BULK = Resources(small_bytes=0)
SMALL = Resources(small_bytes=10**9)


def both(document: Document) -> tuple[ColumnStore, ColumnStore]:
    """Stores in memory that hold the document, loaded as a large and as a small one."""
    stores = ColumnStore(None, BULK), ColumnStore(None, SMALL)
    for store in stores:
        store.load(document, G)
    return stores


def noting(seen: list[int]) -> Keeper:
    """Notes how many bytes of a document have been read."""

    def note(_: int, count: int) -> None:
        seen.append(count)

    return Keeper(watch=note)


def assert_both_ways_equal(document: Document) -> None:
    """Quads, commit, statistics, copies and dictionary are the same, whichever way a document takes."""
    large, small = both(document)
    assert set(large.quads()) == set(small.quads())
    assert replace(large.head, at="") == replace(small.head, at="")
    with large.reader() as one, small.reader() as other:
        assert one.statistics.total == other.statistics.total
        run = one.connection.execute
        same = "SELECT count(*) FROM (SELECT * FROM {} EXCEPT ALL SELECT * FROM {})"
        assert (
            run(same.format("spo", "pos")).fetchall() == run(same.format("pos", "spo")).fetchall() == [(0,)]
        )
        firsts = "SELECT count(*) FILTER (first), count(DISTINCT (s, p, o)) FROM spo"
        [(first, triples)] = run(firsts).fetchall()
        assert first == triples
        terms = "SELECT lex, dt, lang, num, id & 15 FROM term ORDER BY ALL"
        assert repr(run(terms).fetchall()) == repr(other.connection.execute(terms).fetchall())
    large.close()
    small.close()

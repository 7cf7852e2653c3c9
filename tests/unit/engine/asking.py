"""Small stores, and the solutions that compiled patterns give on them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from graph.engine.constants import constants
from graph.engine.limits import QueryLimits, Running
from graph.engine.paths.walks import Walks
from graph.engine.patterns import compile_bgp
from graph.engine.relation import Column, Encoding
from graph.engine.scan import ActiveGraph, DefaultGraph, Scan
from graph.sparql import parse_query, translate
from graph.sparql.algebra import Bgp
from graph.sparql.walk import parts
from graph.store.columnar import ColumnStore
from graph.store.ids import tag_bit, tag_of
from graph.terms import Quad, Term, n3

__all__ = ["Solutions", "asked_of", "bgp_of", "refilled", "shown", "solutions", "stored"]

Solutions = Counter[frozenset[tuple[str, str]]]
"""How often each solution comes; a solution is its variables with their terms in N-Triples."""


def stored(quads: Iterable[Quad]) -> ColumnStore:
    """A store that holds these quads."""
    store = ColumnStore()
    with store.writer("test", "") as writer:
        writer.insert(quads)
    return store


@cache
def _shared() -> ColumnStore:
    return ColumnStore()


def refilled(quads: Iterable[Quad]) -> ColumnStore:
    """The one store of all who ask so, holding these quads alone, while it remembers terms that are gone."""
    with _shared().writer("test", "") as writer:
        writer.clear_all()
        writer.insert(quads)
    return _shared()


def bgp_of(text: str) -> Bgp:
    """The triple patterns and paths of a WHERE that has nothing else; ``x:`` is declared."""
    query = parse_query(f"PREFIX x: <x:> SELECT * WHERE {{ {text} }}")
    [found] = [part for part in parts(translate(query)) if isinstance(part, Bgp)]
    return found


def asked_of(
    store: ColumnStore, pattern: Bgp, active: ActiveGraph | None = None, *, is_walked: bool = False
) -> Solutions:
    """The solutions of a compiled pattern, read back as terms; paths from constants by SQL, or walked.

    Raises:
        AssertionError: a column breaks what its description promises.
    """
    with store.reader() as reader:
        ids = reader.ids(constants(pattern))
        walk = Walks().on(reader, Running("query", "", QueryLimits())) if is_walked else None
        scan = Scan(active or DefaultGraph(), statistics=reader.statistics, ids=ids, walk=walk)
        relation = compile_bgp(pattern, scan)
        names = tuple(relation.columns)
        listed = ", ".join(relation.columns[name].sql for name in names) or "1"
        rows = reader.connection.execute(f"SELECT {listed} FROM ({relation.sql})").fetchall()
        held = {
            cell
            for row in rows
            for name, cell in zip(names, row, strict=False)
            if relation.columns[name].encoding is Encoding.ID
        }
        for row in rows:
            for name, cell in zip(names, row, strict=False):
                _check(relation.columns[name], cell)
        terms = reader.terms(held)
    return Counter(
        frozenset(
            (name, n3(terms[cell]) if isinstance(cell, int) else cell)
            for name, cell in zip(names, row, strict=False)
        )
        for row in rows
    )


def solutions(*rows: dict[str, str]) -> Solutions:
    """Solutions as written: names of the ``x:`` kind, or terms in N-Triples."""
    return Counter(
        frozenset((name, term if term[0] in '"<' else f"<x:{term}>") for name, term in row.items())
        for row in rows
    )


def shown(found: Iterable[Mapping[str, Term]]) -> Solutions:
    """What the naive evaluator gives, in the form of the others."""
    return Counter(
        frozenset((name, n3(term)) for name, term in each.items() if not name.startswith("_:"))
        for each in found
    )


def _check(column: Column, cell: object) -> None:
    assert cell is not None or not column.is_sure
    if isinstance(cell, int):
        assert column.encoding is Encoding.ID
        assert column.tags & tag_bit(tag_of(cell))

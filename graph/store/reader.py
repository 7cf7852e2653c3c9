"""One snapshot of a store, as the engine sees it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import duckdb

from graph.store.commits import Commit
from graph.store.dictionary import TermCache, find_ids, find_terms, form_of, known_id
from graph.store.ids import DEFAULT_GRAPH
from graph.store.key_index import KeyIndex
from graph.store.keys import find_by_form
from graph.store.rows import hand_over
from graph.store.statistics import Statistics, read_statistics
from graph.store.term_blocks import TermBlocks
from graph.store.threads import Threads
from graph.store.words import Match, matching
from graph.terms import Iri, Quad, Resource, Term, Triple

__all__ = ["Reader", "Shared"]

_CHUNK = 20_000
_MOST_LISTED = 200
_FEW = 20


@dataclass(frozen=True, slots=True)
class Shared:
    """What all readers of a store share.

    Attributes:
        cache: terms and ids of late.
        statistics: version → statistics, for those of late.
        threads: that work on their statements.
        keys: of the dictionary, in memory.
        blocks: of its terms, in memory.
    """

    cache: TermCache
    statistics: dict[int, Statistics]
    threads: Threads
    keys: KeyIndex
    blocks: TermBlocks


class Reader:
    """One snapshot of the store, on a connection of its own.

    Attributes:
        head: the newest commit that it sees.
        threads: that work on its statements.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, head: Commit, shared: Shared) -> None:
        self._connection = connection
        self.head = head
        self.threads = shared.threads
        self._cache = shared.cache
        self._known = shared.statistics
        self._keys = shared.keys
        self._blocks = shared.blocks

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """In a transaction that sees this snapshot; for the engine's SQL."""
        return self._connection

    def watch(self) -> None:
        """Have the connection know how far its statements are, two seconds after each began; never shown."""
        self.connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")

    @property
    def statistics(self) -> Statistics:
        """What the quads are like; read once a version."""
        found = self._known.get(self.head.version)
        if found is None:
            found = read_statistics(self.connection)
            self._known.clear()
            self._known[self.head.version] = found
        return found

    def ids(self, terms: Iterable[Term]) -> dict[Term, int]:
        """The ids of those of the terms that have one."""
        return find_ids(self.connection, terms, self._cache, self._blocks, self._by_form)

    def likely_ids(self, terms: Iterable[Term]) -> dict[Term, int] | None:
        """The ids of terms, sooner than `ids` gives them, but to be held against `terms`.

        None where one of them is not known so soon.
        """
        found: dict[Term, int] = {}
        for term in terms:
            id_ = known_id(term, self._cache)
            if id_ is None:
                candidates = self._by_form((form_of(term),))
                if len(candidates) != 1:
                    return None
                id_ = candidates[0]
            found[term] = id_
        return found

    def _by_form(self, forms: Collection[str]) -> Sequence[int]:
        """The ids of all terms with one of these forms, and perhaps of others."""
        if len(forms) <= _FEW and self._keys.is_ready(self.connection, self.head.version):
            return self._keys.ids_of(forms)
        return find_by_form(self.connection, forms)

    def terms(self, ids: Collection[int]) -> dict[int, Term]:
        """The terms of these ids."""
        return find_terms(self.connection, ids, self._cache, self._blocks)

    def matching(self, text: str, limit: int) -> list[Match]:
        """The strings that match every word of a text, best first; see ``graph.store.words``."""
        return matching(self.connection, text, limit)

    def graphs(self) -> tuple[Resource, ...]:
        """The names of the graphs that hold something, in no order; without the default graph."""
        ids = [id_ for id_ in self.statistics.by_graph if id_ != DEFAULT_GRAPH]
        return tuple(self.terms(ids).values())  # type: ignore[arg-type]

    def quads(self, graph: Resource | None = None) -> Iterator[Quad]:
        """The quads of one named graph, or of all, as they are read."""
        return self._quads("true" if graph is None else self._within(graph))

    def triples(self, graph: Resource | None) -> Iterator[Triple]:
        """The triples of one named graph, or for None of the default graph, as they are read."""
        return (Triple(*quad[:3]) for quad in self._quads(self._within(graph)))

    def state(self, graph: Resource | None) -> str:
        """What names the content of a graph, or for None of the default graph; empty where it holds nothing.

        A number of its triples and two sums of their hashes, in whatever order: the same as long as it holds
        the same.
        """
        [(count, one, other)] = self.connection.execute(
            "SELECT count(*), bit_xor(hash(s, p, o)), bit_xor(hash(o, s, p, 1))"
            f" FROM spo WHERE {self._within(graph)}"
        ).fetchall()
        return f"{count:x}-{one:016x}{other:016x}" if count else ""

    def _within(self, graph: Resource | None) -> str:
        """The condition, in SQL, that a quad is of this graph."""
        id_ = DEFAULT_GRAPH if graph is None else self.ids((graph,)).get(graph)
        return "false" if id_ is None else f"g = {id_}"

    def _quads(self, condition: str) -> Iterator[Quad]:
        with self.connection.cursor() as decoding:
            found = self.connection.execute(
                f"SELECT s, p, o, g FROM spo WHERE {condition} ORDER BY s, p, o, g"
            )
            while rows := found.fetchmany(_CHUNK):
                ids = {part for row in rows for part in row if part}
                terms = find_terms(decoding, ids, self._cache, self._blocks)
                for s, p, o, g in rows:
                    yield Quad(terms[s], terms[p], terms[o], terms[g] if g else None)  # type: ignore[arg-type]

    def triples_of(self, subjects: Iterable[Iri], predicates: Collection[Iri]) -> Iterator[Triple]:
        """The triples with one of these subjects and predicates, in any graph, each once.

        They come subject by subject, in the given order.
        """
        of_predicates = list(self.ids(predicates).values())
        remaining = iter(dict.fromkeys(subjects))
        while chunk := list(islice(remaining, _CHUNK)):
            ids = self.ids(chunk)
            if of_predicates and ids:
                rows = self._rows_of([ids[each] for each in chunk if each in ids], of_predicates)
                terms = self.terms({part for row in rows for part in row})
                yield from (Triple(terms[s], terms[p], terms[o]) for s, p, o in rows)  # type: ignore[arg-type]

    def _rows_of(self, subjects: Sequence[int], predicates: Sequence[int]) -> list[tuple[int, int, int]]:
        select = "SELECT s, p, o FROM spo"
        condition = f"WHERE first AND p IN ({', '.join(map(str, predicates))})"
        if len(subjects) <= _MOST_LISTED:
            query = f"{select} {condition} AND s IN ({', '.join(map(str, subjects))})"
        else:
            hand_over(self.connection, "sought", {"s": "BIGINT"}, [(each,) for each in subjects])
            query = f"{select} SEMI JOIN sought USING (s) {condition}"
        place = {subject: number for number, subject in enumerate(subjects)}
        rows: list[tuple[int, int, int]] = self.connection.execute(query).fetchall()
        return sorted(rows, key=lambda row: (place[row[0]], row[1:]))

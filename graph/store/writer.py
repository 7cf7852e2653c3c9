"""Changes of a store, as part of one commit."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from itertools import islice
from typing import TypeVar

import duckdb

from graph.store.additions import Additions
from graph.store.bulk import encode, graphs_given, has_graphless, number_terms
from graph.store.changes import Row, put_in, put_in_given, rows_where, take_out
from graph.store.commit_table import Place, write_commit
from graph.store.commits import Commit
from graph.store.conversion import Converted
from graph.store.dictionary import TermCache, add_parts, add_terms, form_of
from graph.store.ids import DEFAULT_GRAPH, Tag, tag_of
from graph.store.keys import find_by_form
from graph.store.packed import MOST_PACKED, Part, SortedTriples, sorted_triples
from graph.store.reader import Reader, Shared
from graph.store.rows import hand_over
from graph.store.schema import TERM_INDEX
from graph.store.statistics import Change, Statistics, changed, write_statistics
from graph.store.words import index_few, index_words
from graph.terms import Literal, Quad, Resource, Term, TripleTerm

__all__ = ["Writer"]

_BATCH = 50_000
_MANY_STRINGS = 5_000
_WITH_WORDS = {Tag.STRING, Tag.LANGUAGE}
Each = TypeVar("Each")


class Writer(Reader):
    """A reader that may change what it sees; nothing holds until the commit.

    Attributes:
        place: where the next writer goes on.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        head: Commit,
        shared: Shared,
        place: Place,
    ) -> None:
        super().__init__(connection, head, replace(shared, cache=TermCache(shared.cache)))
        self._additions = Additions(connection)
        self.place = place
        self._first_number = self._first_unindexed = place.next_number
        self._strings: dict[int, str] = {}
        self._has_many_strings = self._has_loaded = False
        self._added: dict[int, str] = {}
        self._version = head.version + 1
        self._before = self._now = super().statistics

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """As of a reader; it sees the changes so far."""
        return self._additions.connection

    @property
    def statistics(self) -> Statistics:
        """What the quads are like, with the changes so far."""
        return self._now

    def insert(self, quads: Iterable[Quad]) -> int:
        """Add quads; gives how many were new."""
        before = self._now.total.quads
        for batch in _batches(quads):
            first_new = self.place.next_number
            self._put_in(self._rows(batch), first_new)
        return self._now.total.quads - before

    def insert_converted(
        self, document: Converted, head: str, graph: Resource | None
    ) -> list[Resource | None]:
        """Add a document that was converted; gives the graphs that it wrote.

        Args:
            document: what to add.
            head: what the names of its blank nodes begin with.
            graph: where statements go that are in no graph.
        """
        default = DEFAULT_GRAPH
        if graph is not None and has_graphless(document):
            default = self._ids_given({graph: None})[graph]
        number = self.place.next_number
        count, parts = number_terms(self.connection, document, head, number, default)
        self.place = replace(self.place, next_number=number + count)
        self._has_loaded |= count > 0
        self._has_many_strings |= count > 0
        with self._sorted(document, parts, default) as triples:
            # Meanwhile.
            self._index()
            if triples:
                written = [default] if document.statements else []
                # Those that were there are fewer, so they are the ones out of order.
                self.place = replace(self.place, unsorted=self.place.unsorted + self._now.total.quads)
                self._note(triples.put_in(self.connection, default, self._version))
            else:
                encode(self.connection, parts, default)
                written = graphs_given(self.connection)
                is_empty = not self._now.total.quads
                self._note_put_in(put_in_given(self.connection, self._version, is_empty=is_empty))
        names = self.terms(written)
        return [names.get(id_) for id_ in written]  # type: ignore[misc]

    def _sorted(
        self, document: Converted, parts: Sequence[Part], graph: int
    ) -> AbstractContextManager[SortedTriples | None]:
        """Triples sorted in memory, where they have no graphs, fit, and outnumber what is there."""
        held, given = self._now.total.quads, document.statements
        if document.has_graphs or not given or held > given or held + given > MOST_PACKED:
            return nullcontext()
        return sorted_triples(self.connection, parts, graph)

    def delete(self, quads: Iterable[Quad]) -> int:
        """Take quads out; gives how many there were."""
        before = self._now.total.quads
        for batch in _batches(quads):
            ids = self.ids(_parts(batch))
            known = [quad for quad in batch if all(part in ids for part in quad if part is not None)]
            if known:
                self._take_out(rows_where(self.connection, [_row(quad, ids) for quad in known]))
        return before - self._now.total.quads

    def clear(self, graph: Resource | None) -> int:
        """Take out what one named graph holds, or for None the default graph; gives how many quads."""
        id_ = DEFAULT_GRAPH if graph is None else self.ids((graph,)).get(graph)
        return 0 if id_ is None else self._take_out(f"g = {id_}")

    def clear_all(self) -> int:
        """Take everything out; gives how many quads there were."""
        return self._take_out("true")

    def replace(self, graph: Resource, quads: Sequence[Quad]) -> None:
        """Make a named graph hold exactly these quads, which are of that graph; what stays is not touched."""
        first_new = self.place.next_number
        rows = self._rows(quads)
        self._put_in(rows, first_new)
        if not rows:
            self.clear(graph)
            return
        columns = {"s": "BIGINT", "p": "BIGINT", "o": "BIGINT"}
        hand_over(self.connection, "kept", columns, [row[:3] for row in rows])
        self._take_out(f"g = {rows[0][3]} AND (s, p, o) NOT IN (SELECT (s, p, o) FROM kept)")

    def finish(self, commit: Commit) -> None:
        """Note in the tables what the commit is."""
        self._index()
        lacking = write_statistics(self._additions, self._before, self._now, self.place.statistics)
        self.place = replace(self.place, statistics=lacking)
        write_commit(self._additions, commit, self.place)
        self._additions.write()

    def _index(self) -> None:
        """Index the words of the strings that came since this was done."""
        if self._has_many_strings:
            index_words(self.connection, self._first_unindexed, self.place.next_number)
        else:
            index_few(self._additions, self._strings)
        self._strings, self._has_many_strings = {}, False
        self._first_unindexed = self.place.next_number

    def settle(self) -> None:
        """The commit holds: what was learnt of terms is true for all, and they are indexed."""
        if self._has_loaded:
            # Without space, it is done when the store is opened.
            with suppress(duckdb.Error):
                self.connection.execute(TERM_INDEX)
        self._cache.settle()
        if len(self._added) == self.place.next_number - self._first_number:
            self._keys.add(self._added, self._version)

    def _by_form(self, forms: Collection[str]) -> Sequence[int]:
        if self.place.next_number == self._first_number:
            return super()._by_form(forms)
        # The keys in memory lack what this change has added.
        return find_by_form(self.connection, forms)

    def _put_in(self, rows: Sequence[Row], first_new: int) -> None:
        is_empty = not self._now.total.quads
        change = put_in(self._additions, rows, self._version, first_new, is_empty=is_empty)
        self._note_put_in(change)

    def _note_put_in(self, change: Change) -> None:
        if self._now.total.quads:
            self.place = replace(self.place, unsorted=self.place.unsorted + change.quads)
        self._note(change)

    def _take_out(self, condition: str) -> int:
        has_repeats = self._now.total.repeats > 0
        change = take_out(self._additions, condition, self._version, has_repeats=has_repeats)
        self._note(change)
        return -change.quads

    def _note(self, change: Change) -> None:
        self._now = changed(self._now, change)

    def _rows(self, quads: Sequence[Quad]) -> list[Row]:
        ids = self._ids_given(_parts(quads))
        return [_row(quad, ids) for quad in quads]

    def _ids_given(self, terms: dict[Term, None]) -> dict[Term, int]:
        """The ids of these terms, new ones where they have none."""
        ids = self.ids(terms)
        missing = [term for term in terms if term not in ids]
        if missing:
            number = self.place.next_number
            fresh = add_terms(self._additions, missing, number, self._keys.sql)
            self._added |= {id_: form_of(term) for term, id_ in fresh.items()}
            self.place = replace(self.place, next_number=number + len(missing))
            self._note_strings(fresh)
            self._cache.keep(fresh)
            ids |= fresh
            add_parts(self._additions, [term for term in missing if isinstance(term, TripleTerm)], ids)
        return ids

    def _note_strings(self, fresh: Mapping[Term, int]) -> None:
        if not self._has_many_strings:
            self._strings |= {
                id_: term.value
                for term, id_ in fresh.items()
                if isinstance(term, Literal) and tag_of(id_) in _WITH_WORDS
            }
        if len(self._strings) > _MANY_STRINGS:
            self._strings, self._has_many_strings = {}, True


def _row(quad: Quad, ids: dict[Term, int]) -> Row:
    graph = DEFAULT_GRAPH if quad.graph is None else ids[quad.graph]
    return ids[quad.subject], ids[quad.predicate], ids[quad.object], graph


def _parts(quads: Iterable[Quad]) -> dict[Term, None]:
    """The terms of the quads, each once, with those inside triple terms."""
    found: dict[Term, None] = {}
    for quad in quads:
        for part in quad:
            if part is not None:
                found[part] = None
    nested = [term for term in found if isinstance(term, TripleTerm)]
    while nested:
        term = nested.pop()
        for part in (term.subject, term.predicate, term.object):
            found[part] = None
            if isinstance(part, TripleTerm):
                nested.append(part)
    return found


def _batches(each: Iterable[Each]) -> Iterator[list[Each]]:
    remaining = iter(each)
    while batch := list(islice(remaining, _BATCH)):
        yield batch

"""A load's triples sorted in memory, each packed into one whole number.

The ids that occur are ranked, so that a triple takes 64 bits. NumPy sorts such numbers twenty times as fast
as SQL sorts rows, and what is counted for the statistics stands together in them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from graph.store.rows import append, distinct
from graph.store.statistics import Change, PredicateStatistics

__all__ = ["MOST_PACKED", "Part", "SortedTriples", "sorted_triples"]

MOST_PACKED = 1 << 24
"""So many triples, with those held, are sorted in memory at most; each takes up to a hundred bytes."""

_KEY_BITS = 64
_TAGS = 16
# Handed to DuckDB at once: whole groups of its rows.
_BATCH_ROWS = 122_880 * 16
_Ids = NDArray[np.int64]
_Places = NDArray[np.uint64]
_Batch = tuple[str, dict[str, NDArray[Any]]]
"""A copy, and columns of some of its rows."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document whose terms have ids.

    Attributes:
        ids: number of a term → its id.
        predicates: numbers of the terms that are predicates, each once.
        statements: rows of the numbers of subject, predicate and object, many at a time.
    """

    ids: _Ids
    predicates: NDArray[np.intp]
    statements: Iterable[NDArray[np.uint32]]


class _Packing:
    """How triples become numbers that sort as the rows of a copy do; a copy is named after its order."""

    def __init__(self, terms: _Ids, predicates: _Ids) -> None:
        """Pack ids by their places among these, which ascend: of subjects and objects, and of predicates."""
        self._ids = {"s": terms, "p": predicates, "o": terms}
        self._bits = {letter: len(ids).bit_length() for letter, ids in self._ids.items()}
        self.predicates = predicates

    def keys(self, order: str, places: Mapping[str, _Places]) -> _Places:
        """The numbers that stand for triples."""
        keys = places[order[0]]
        for letter in order[1:]:
            keys = (keys << np.uint64(self._bits[letter])) | places[letter]
        return keys

    def places(self, order: str, letter: str, keys: _Places) -> _Places:
        """The places of the ids of one letter that such numbers, or those of pairs, stand for."""
        after = sum(self._bits[each] for each in order[order.index(letter) + 1 :])
        return (keys >> np.uint64(after)) & np.uint64((1 << self._bits[letter]) - 1)

    def reordered(self, order: str, keys: _Places) -> _Places:
        """The numbers of the same triples for another copy, unsorted, from those for ``spo``."""
        return self.keys(order, {letter: self.places("spo", letter, keys) for letter in order})

    def pairs(self, order: str, keys: _Places) -> _Places:
        """The numbers of the first two of each sorted triple, each once."""
        return distinct(keys >> np.uint64(self._bits[order[-1]]))

    def columns(self, order: str, keys: _Places) -> dict[str, _Ids]:
        """The ids of triples."""
        return {letter: self._ids[letter][self.places(order, letter, keys)] for letter in "spo"}

    def by_predicate(self, order: str, keys: _Places) -> NDArray[np.intp]:
        """How often these have each predicate."""
        places = self.places(order, "p", keys).astype(np.intp)
        return np.bincount(places, minlength=len(self.predicates))

    def tag_masks(self, order: str, pairs: _Places) -> NDArray[np.intp]:
        """For each predicate the mask of the tags of those that it makes pairs with."""
        letter = order.replace("p", "")
        tags = self._ids[letter][self.places(order, letter, pairs)] & (_TAGS - 1)
        both = self.places(order, "p", pairs).astype(np.intp) * _TAGS + tags
        counts = np.bincount(both, minlength=len(self.predicates) * _TAGS)
        return (counts.reshape(-1, _TAGS) > 0) @ (1 << np.arange(_TAGS))


@contextmanager
def sorted_triples(
    connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], graph: int
) -> Iterator["SortedTriples | None"]:
    """Triples to be added to a graph, being sorted by another thread while the block goes on.

    None where they can't be packed. They may repeat, and be there already. All that the store holds is
    read; it should hold less than what is added.

    Args:
        connection: of the writer.
        parts: of the document.
        graph: where the triples go.
    """
    held = connection.execute("SELECT s, p, o, g FROM spo").fetchnumpy()
    if not _have_room(parts, held):
        yield None
        return
    with ThreadPoolExecutor(1) as thread:
        yield SortedTriples(parts, held, graph, thread)


class SortedTriples:
    """Triples that are being sorted, copy by copy."""

    _packing: _Packing

    def __init__(
        self, parts: Sequence[Part], held: Mapping[str, _Ids], graph: int, thread: ThreadPoolExecutor
    ) -> None:
        """Begin.

        Args:
            parts: of the document.
            held: the columns of what the store holds.
            graph: where the triples go.
            thread: sorts.
        """
        self._thread = thread
        self._size = 0
        self._numbers: list[NDArray[np.intp]] = []
        self._batches = self._all_batches(parts, held, held["g"] == graph)
        self._next = thread.submit(next, self._batches, None)

    def put_in(self, connection: duckdb.DuckDBPyConnection, graph: int, version: int) -> Change:
        """Add them to both copies, as part of the commit of that version."""
        while batch := self._next.result():
            self._next = self._thread.submit(next, self._batches, None)
            copy, columns = batch
            size = len(columns["first"])
            graphs, versions = np.full(size, graph, np.int64), np.full(size, version, np.int32)
            is_first = columns.pop("first")
            append(connection, copy, columns | {"g": graphs, "first": is_first, "v": versions})
        rows = zip(self._packing.predicates.tolist(), *self._numbers, strict=True)
        changes = [(id_, PredicateStatistics(*map(int, numbers))) for id_, *numbers in rows if numbers[0]]
        return Change(self._size, changes, {graph: self._size} if changes else {})

    def _all_batches(
        self, parts: Sequence[Part], held: Mapping[str, _Ids], is_there: NDArray[np.bool_]
    ) -> Iterator[_Batch]:
        """The rows of both copies in their orders; notes the numbers of ``PredicateStatistics``."""
        packing, places = _ranked(parts, held)
        self._packing = packing
        *given, known = (packing.keys("spo", each) for each in places)
        keys = np.concatenate(given)
        del given
        keys.sort()
        keys = _without(distinct(keys), np.sort(known[is_there]))
        known = distinct(np.sort(known))
        self._size = len(keys)
        quads = packing.by_predicate("spo", keys)
        repeats = packing.by_predicate("spo", keys[_found(known, keys)])
        subjects = self._measured("spo", keys, known)
        # Before anything is handed over, for until then the processor may be idle.
        pos_keys, pos_known = (np.sort(packing.reordered("pos", each)) for each in (keys, known))
        objects = self._measured("pos", pos_keys, pos_known)
        yield from self._copy("spo", keys, known)
        del keys
        yield from self._copy("pos", pos_keys, pos_known)
        counts, masks = zip(subjects, objects, strict=True)
        self._numbers = [quads, *counts, *masks, repeats]

    def _copy(self, copy: str, keys: _Places, known: _Places) -> Iterator[_Batch]:
        """The rows of sorted triples in a copy."""
        is_first = np.ones(len(keys), dtype=bool)
        is_first[_found(known, keys)] = False
        for start in range(0, len(keys), _BATCH_ROWS):
            batch = slice(start, start + _BATCH_ROWS)
            yield copy, {**self._packing.columns(copy, keys[batch]), "first": is_first[batch]}

    def _measured(
        self, copy: str, keys: _Places, known: _Places
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """For each predicate how many of its subjects, or objects, are new; and a mask of their tags."""
        pairs = self._packing.pairs(copy, keys)
        fresh = _without(pairs, self._packing.pairs(copy, known))
        return self._packing.by_predicate(copy[:2], fresh), self._packing.tag_masks(copy[:2], pairs)


def _have_room(parts: Sequence[Part], held: Mapping[str, _Ids]) -> bool:
    """Whether a triple fits, even if no two of the terms are the same."""
    terms = sum(len(part.ids) for part in parts) + 2 * len(held["s"])
    predicates = sum(len(part.predicates) for part in parts) + len(held["p"])
    return 2 * terms.bit_length() + predicates.bit_length() <= _KEY_BITS


def _ranked(parts: Sequence[Part], held: Mapping[str, _Ids]) -> tuple[_Packing, Iterator[dict[str, _Places]]]:
    """How to pack these triples; and the places of their ids, many at a time, those held last."""
    predicates, of_predicates = _places([*(part.ids[part.predicates] for part in parts), held["p"]])
    terms, of_terms = _places([*(part.ids for part in parts), held["s"], held["o"]])

    def places() -> Iterator[dict[str, _Places]]:
        for part, as_term, as_predicates in zip(parts, of_terms, of_predicates, strict=False):
            as_predicate = np.zeros(len(part.ids), np.uint64)
            as_predicate[part.predicates] = as_predicates
            for rows in part.statements:
                yield {"s": as_term[rows[:, 0]], "p": as_predicate[rows[:, 1]], "o": as_term[rows[:, 2]]}
        yield {"s": of_terms[-2], "p": of_predicates[-1], "o": of_terms[-1]}

    return _Packing(terms, predicates), places()


def _places(ids: Sequence[_Ids]) -> tuple[_Ids, list[_Places]]:
    """The ids of all of these, ascending, each once; and at which places of it each of them stands."""
    each_once, places = np.unique(np.concatenate(ids), return_inverse=True)
    ends = np.cumsum([len(each) for each in ids])[:-1]
    return each_once, np.split(places.astype(np.uint64), ends)


def _found(sought: _Places, ordered: _Places) -> NDArray[np.intp]:
    """Where those of the sought are that there are, among sorted numbers; the sought should be few."""
    if not len(ordered):
        return np.zeros(0, np.intp)
    places = np.minimum(np.searchsorted(ordered, sought), len(ordered) - 1)
    found: NDArray[np.intp] = places[ordered[places] == sought]
    return found


def _without(ordered: _Places, others: _Places) -> _Places:
    return np.delete(ordered, _found(others, ordered)) if len(others) else ordered

"""Terms that several slices of a document have, or one slice more than once: which are the same.

A term's place is its number within its slice, counted on from the numbers of the slices before.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate

import duckdb
import numpy as np
from numpy.typing import NDArray

from graph.rdf.numbering import INDEX_TYPE
from graph.store.conversion import Converted, Slice
from graph.store.rows import append_texts, hand_over_columns

__all__ = ["Repeats", "merged", "slice_starts"]

_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Repeats:
    """The places whose terms are at other places as well, which go before.

    Attributes:
        places: of the repeats.
        firsts: for each of them the place that it repeats, which is none of them.
    """

    places: _Numbers
    firsts: _Numbers

    @classmethod
    def by(cls, places: _Numbers, keys: _Numbers) -> "Repeats":
        """Of terms that are the same where their keys are."""
        order = np.argsort(keys)
        sorted_keys = keys[order]
        is_repeat = np.zeros(len(keys), dtype=bool)
        is_repeat[1:] = sorted_keys[1:] == sorted_keys[:-1]
        firsts = np.maximum.accumulate(np.where(is_repeat, 0, np.arange(len(keys))))
        return cls(places[order[is_repeat]], places[order[firsts[is_repeat]]])


def slice_starts(document: Converted) -> list[int]:
    """Where the places of each slice begin, and at last where they end."""
    return list(accumulate(map(_places, document.slices), initial=0))


def merged(connection: duckdb.DuckDBPyConnection, document: Converted) -> Repeats:
    """The repeats among the terms of a document.

    Makes the temporary tables ``local`` (place, t), of the terms as text, and ``repeated`` (place, first).
    """
    with ThreadPoolExecutor(1) as thread:
        by_hash = thread.submit(_by_hash, document)
        _read_terms(connection, document)
    found = by_hash.result()
    if not _are_same(connection, found):
        found = _by_text(connection)
    return found


def _read_terms(connection: duckdb.DuckDBPyConnection, document: Converted) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE local (place BIGINT, t VARCHAR)")
    for start, each in zip(slice_starts(document), document.slices, strict=False):
        if each.terms.stat().st_size:
            index = np.fromfile(each.index, INDEX_TYPE)
            texts = np.memmap(each.terms, np.uint8, "r")
            append_texts(connection, "local", start + index["number"].astype(np.int64), texts, index["size"])


def _by_hash(document: Converted) -> Repeats:
    """What seems to be repeated."""
    starts = slice_starts(document)
    rows = [np.fromfile(each.index, INDEX_TYPE) for each in document.slices]
    places = np.concatenate([start + each["number"] for start, each in zip(starts, rows, strict=False)])
    hashes = np.concatenate([each["hash"] for each in rows])
    near = _near(hashes)
    return Repeats.by(places[near], hashes[near])


def _near(hashes: _Numbers) -> _Numbers:
    """Where there are hashes that come again, and few others: those that are the same in their high bits.

    Numbers are sorted many times as fast as the order is found that would sort them.
    """
    low = (1 << len(hashes).bit_length()) - 1
    packed = np.sort(hashes & ~low | np.arange(len(hashes)))
    is_same = packed[1:] & ~low == packed[:-1] & ~low
    is_near = np.zeros(len(packed), dtype=bool)
    is_near[1:] |= is_same
    is_near[:-1] |= is_same
    return packed[is_near] & low


def _by_text(connection: duckdb.DuckDBPyConnection) -> Repeats:
    """The same by the texts of terms, for when different ones have one hash, which is as good as never."""
    ranks = connection.execute("SELECT place, dense_rank() OVER (ORDER BY t) AS rank FROM local").fetchnumpy()
    found = Repeats.by(ranks["place"], ranks["rank"])
    _hand_over(connection, found)
    return found


def _places(part: Slice) -> int:
    """How many places a slice has: numbers ascend, so the last one tells."""
    size = part.index.stat().st_size
    last = np.fromfile(part.index, INDEX_TYPE, 1, offset=max(size - INDEX_TYPE.itemsize, 0))
    return int(last["number"].max(initial=0)) + 1


def _are_same(connection: duckdb.DuckDBPyConnection, found: Repeats) -> bool:
    """Whether each repeated term is the one that it is held to repeat."""
    _hand_over(connection, found)
    others = connection.execute(
        "SELECT count(*) FROM repeated JOIN local USING (place) JOIN local AS one ON one.place = first"
        " WHERE local.t <> one.t"
    ).fetchall()
    return others == [(0,)]


def _hand_over(connection: duckdb.DuckDBPyConnection, found: Repeats) -> None:
    hand_over_columns(connection, "repeated", {"place": found.places, "first": found.firsts})

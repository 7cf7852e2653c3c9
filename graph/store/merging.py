"""Terms that several slices of a document have, or one slice more than once: which are the same.

A term's place is its number within its slice, counted on from the numbers of the slices before.
"""

from dataclasses import dataclass
from itertools import accumulate

import duckdb
import numpy as np
from numpy.typing import NDArray

from graph.rdf.numbering import HASH_TYPE
from graph.store.conversion import Converted, Slice
from graph.store.rows import hand_over_columns

__all__ = ["Merged", "merged", "slice_starts"]

_Numbers = NDArray[np.int64]
_ROW_BYTES = 2 * np.dtype(HASH_TYPE).itemsize


@dataclass(frozen=True, slots=True)
class Merged:
    """The distinct terms of a document, each with a number of its own.

    Attributes:
        terms: place → which term is there.
        places: term → one of its places.
        repeats: the other places of terms.
    """

    terms: _Numbers
    places: _Numbers
    repeats: _Numbers

    @classmethod
    def by(cls, places: _Numbers, keys: _Numbers) -> "Merged":
        """With terms that are the same where their keys are."""
        order = np.argsort(keys)
        ordered, sorted_keys = places[order], keys[order]
        is_first = np.ones(len(keys), dtype=bool)
        is_first[1:] = sorted_keys[1:] != sorted_keys[:-1]
        terms = np.zeros(places.max(initial=0) + 1, np.int64)
        terms[ordered] = np.cumsum(is_first) - 1
        return cls(terms, ordered[is_first], ordered[~is_first])


def slice_starts(document: Converted) -> list[int]:
    """Where the places of each slice begin, and at last where they end."""
    return list(accumulate(map(_places, document.slices), initial=0))


def merged(connection: duckdb.DuckDBPyConnection, document: Converted) -> Merged:
    """The distinct terms of a document whose terms are in the table ``local`` (place, t)."""
    starts = slice_starts(document)
    rows = [np.fromfile(each.hashes, HASH_TYPE).reshape(-1, 2) for each in document.slices]
    places = np.concatenate([start + each[:, 0] for start, each in zip(starts, rows, strict=False)])
    found = Merged.by(places, np.concatenate([each[:, 1] for each in rows]))
    if _are_same(connection, found):
        return found
    # As good as never: different terms have one hash.
    ranks = connection.execute("SELECT place, dense_rank() OVER (ORDER BY t) AS rank FROM local").fetchnumpy()
    return Merged.by(ranks["place"], ranks["rank"])


def _places(part: Slice) -> int:
    """How many places a slice has: numbers ascend, so the last one tells."""
    size = part.hashes.stat().st_size
    last = np.fromfile(part.hashes, HASH_TYPE, 1, offset=max(size - _ROW_BYTES, 0))
    return int(last.max(initial=0)) + 1


def _are_same(connection: duckdb.DuckDBPyConnection, found: Merged) -> bool:
    """Whether each repeated term is the one that it is held to repeat."""
    columns = {"place": found.repeats, "other": found.places[found.terms[found.repeats]]}
    hand_over_columns(connection, "repeated", columns)
    others = connection.execute(
        "SELECT count(*) FROM repeated JOIN local USING (place) JOIN local AS one ON one.place = other"
        " WHERE local.t <> one.t"
    ).fetchall()
    return others == [(0,)]

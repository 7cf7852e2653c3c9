"""Which terms of the slices of a document are the same."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from graph.rdf.numbering import INDEX_TYPE
from graph.rdf.plain_turtle import FIRST_NUMBER
from graph.store.conversion import Converted, Slice
from graph.store.merging import merged

_TERMS = [[b"<x:a>", b"<x:b>", b'"c"'], [], [b'"c"', b"<x:a>", b"<x:d>", b"<x:a>"]]


def _document(folder: Path, hashes: dict[bytes, int]) -> Converted:
    slices = []
    for slice_number, terms in enumerate(_TERMS):
        numbers = range(FIRST_NUMBER, FIRST_NUMBER + len(terms))
        part = Slice(*(folder / f"{slice_number}.{name}" for name in ("terms", "index", "statements", "odd")))
        part.terms.write_bytes(b"".join(terms))
        rows = [(hashes[term], number, len(term)) for number, term in zip(numbers, terms, strict=True)]
        np.array(rows, INDEX_TYPE).tofile(part.index)
        slices.append(part)
    return Converted(tuple(slices), (), has_graphs=False)


@pytest.mark.parametrize(
    "hashes",
    [
        {b"<x:a>": -5, b"<x:b>": 3, b'"c"': 1 << 62, b"<x:d>": 0},
        {b"<x:a>": 7, b"<x:b>": 7, b'"c"': 7, b"<x:d>": 7},
        {b"<x:a>": 7, b"<x:b>": 1, b'"c"': 2, b"<x:d>": 7},
    ],
)
def test_terms_are_the_same_where_their_texts_are(hashes: dict[bytes, int], tmp_path: Path) -> None:
    """Also where different terms have the same hash."""
    document = _document(tmp_path, hashes)

    with duckdb.connect() as connection:
        found = merged(connection, document)
        texts = dict(connection.execute("SELECT place, t FROM local").fetchall())

    others = sorted(texts[place] for place in texts.keys() - set(found.places))
    assert others == sorted(set(texts.values()))
    assert all(texts[place] == texts[first] for place, first in zip(found.places, found.firsts, strict=True))
    assert not set(found.places) & set(found.firsts)

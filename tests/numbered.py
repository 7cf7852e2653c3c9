"""Terms as they are written for the store, read again."""

from itertools import pairwise

import numpy as np

from graph.rdf.numbering import INDEX_TYPE

__all__ = ["numbered_terms"]


def numbered_terms(terms: bytes, index: bytes) -> dict[int, bytes]:
    """Number → term, of what ``graph.rdf.numbering`` has written; the hashes are Python's."""
    rows = np.frombuffer(index, INDEX_TYPE)
    bounds = [0, *np.cumsum(rows["size"]).tolist()]
    found = [terms[start:end] for start, end in pairwise(bounds)]
    assert bounds[-1] == len(terms)
    assert rows["hash"].tolist() == [hash(term) for term in found]
    return dict(zip(rows["number"].tolist(), found, strict=True))

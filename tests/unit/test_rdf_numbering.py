"""Statements as numbers of terms: together with the terms, they are the lines again."""

from array import array
from io import BytesIO
from pathlib import Path

import pytest

from graph.rdf import numbering
from graph.rdf.numbering import NUMBER_TYPE, Numbering
from graph.rdf.plain_turtle import FIRST_NUMBER
from tests.numbered import numbered_terms

_TRIPLES = [
    b"<x:a> <x:p> <x:b>",
    b'_:a <x:p> "a <x:b> _:c \\" . \\n"',
    b'<x:a> <x:p> "a <x:b"^^<x:dt>',
    b'<x:b> <x:p> "a _:b"@en-gb',
    b"<x:a> <x:q> <x:b>",
    b"<x:a> <x:q> _:a",
]


def _restored(lines: list[bytes], folder: Path, *, has_graphs: bool) -> tuple[list[bytes], list[bytes]]:
    """The lines again, and the terms in the order of their numbers."""
    terms, index, path = BytesIO(), BytesIO(), folder / "statements"
    with path.open("wb") as statements:
        numbers = Numbering(terms, index, statements, has_graphs=has_graphs)
        for line in lines:
            numbers.add(line + b" .\n")
    known = {0: b""} | numbered_terms(terms.getvalue(), index.getvalue())
    assert list(known) == [0, *range(FIRST_NUMBER, FIRST_NUMBER + len(known) - 1)]
    found = [known[number] for number in array(NUMBER_TYPE, path.read_bytes())]
    width = 4 if has_graphs else 3
    restored = [b" ".join(found[start : start + width]).strip() for start in range(0, len(found), width)]
    return restored, list(known.values())[1:]


def test_triples_come_back(tmp_path: Path) -> None:
    """And each term is numbered once, as it first appears."""
    restored, terms = _restored(_TRIPLES, tmp_path, has_graphs=False)

    assert restored == _TRIPLES
    assert len(terms) == len(set(terms))
    assert terms[:4] == [b"<x:a>", b"<x:p>", b"<x:b>", b"_:a"]


def test_quads_come_back(tmp_path: Path) -> None:
    """With and without graphs, whatever the object looks like."""
    quads = [line + graph for line in _TRIPLES for graph in (b"", b" <x:g>", b" _:g")]

    restored, terms = _restored(quads, tmp_path, has_graphs=True)

    assert restored == quads
    assert len(terms) == len(set(terms))


def test_terms_are_forgotten_and_come_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that memory has a bound; statements before and after keep their terms."""
    monkeypatch.setattr(numbering, "_MOST_KNOWN", 4)

    restored, terms = _restored(_TRIPLES, tmp_path, has_graphs=False)

    assert restored == _TRIPLES
    assert len(terms) > len(set(terms))

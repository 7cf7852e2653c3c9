"""Lines are read in slices, side by side, and say what they say in one piece."""

from pathlib import Path

import pytest

from graph.errors import RdfSyntaxError
from graph.rdf.read import document_from_file
from graph.store.columnar import ColumnStore
from tests.unit.store.both_ways import BULK, G, assert_both_ways_equal


def test_slices_number_blank_nodes_as_a_whole_does(tmp_path: Path) -> None:
    """A label may come back slices later; lines end where slices are cut."""
    path = tmp_path / "large.nt"
    far = "far/" * 60
    lines = [
        f"_:b{number % 7001} <x:{far}{number % 5}> _:b{number * 7 % 9001} .\n" for number in range(70_000)
    ]
    path.write_text("".join(lines))

    assert_both_ways_equal(document_from_file(path))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("syntax", ["nt", "nq", "ttl"])
def test_plain_and_other_lines_take_both_ways(syntax: str, end: str, tmp_path: Path) -> None:
    """Escapes, directions, comments, odd space and blank nodes among many plain lines, in slices."""
    subjects = [f"<http://example.org/{number}>" for number in range(30_000)]
    objects = [
        '"a \\"b\\" \\\\"',
        '"a"@fr',
        '"1"^^<http://example.org/d>',
        "_:b7",
        '"\\n\\u00e9"',
        '"é"@ar--rtl',
    ]
    odd = ["# so .", "", '<http://example.org/x>  <x:p>\t"\ue000" . # "', "_:x <x:p>_:b7."]
    lines = [
        odd[number // 500 % len(odd)]
        if number % 500 == 0 and number > 9_000
        else f"{subject} <http://example.org/p> {objects[number % (4 if number < 20_000 else 6)]} ."
        for number, subject in enumerate(subjects * 7)
    ]
    path = tmp_path / f"doc.{syntax}"
    path.write_bytes((end.join(lines) + end).encode())

    assert_both_ways_equal(document_from_file(path))


def test_an_error_in_a_slice_has_its_line(tmp_path: Path) -> None:
    """Counted from the start of the file."""
    path = tmp_path / "doc.nt"
    line = "<http://example.org/subject> <http://example.org/predicate> <http://example.org/object> .\n"
    path.write_text(line * 250_000 + "oops\n" + line)

    with pytest.raises(RdfSyntaxError) as raised:
        ColumnStore(None, BULK).load(document_from_file(path), G)

    assert (raised.value.line, raised.value.excerpt) == (250_001, "oops")

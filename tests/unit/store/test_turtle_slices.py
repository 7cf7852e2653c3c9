"""Turtle is read in slices, side by side, and says what it says in one piece."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from graph.errors import RdfSyntaxError
from graph.rdf.convert import Job
from graph.rdf.read import Watch, document_from_file
from graph.store import conversion
from graph.store.columnar import ColumnStore
from tests.unit.store.both_ways import BULK, assert_both_ways_equal, noting

_SLICES = 5
_HEAD = """@prefix : <http://example.org/> .
@prefix ex: <http://example.org/ns#> .
@base <http://example.org/b/> .
"""


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many slices each run of children had; small files are cut as large ones are."""
    found: list[int] = []
    run = conversion.run_jobs

    def watched(jobs: Sequence[Job], watch: Watch) -> None:
        found.append(len(jobs))
        run(jobs, watch)

    monkeypatch.setattr(conversion, "run_jobs", watched)
    monkeypatch.setattr(conversion, "_SMALLEST_SLICE_BYTES", 300)
    monkeypatch.setattr("os.cpu_count", lambda: _SLICES)
    return found


def _written(folder: Path, text: str) -> Path:
    path = folder / "doc.ttl"
    path.write_text(text)
    return path


def _statements(count: int) -> Iterator[str]:
    for number in range(count):
        yield f":s{number} ex:p <o{number % 7}> ;\n  ex:q _:b{number % 11}, [ ex:r ( 1 2.5 'a.\\n' ) ] .\n"


def test_slices_say_what_the_whole_says(runs: list[int], tmp_path: Path) -> None:
    """Prefixes and base hold in each, labels are of the document, other blank nodes stay apart."""
    path = _written(tmp_path, _HEAD + "".join(_statements(100)))

    assert_both_ways_equal(document_from_file(path))

    assert runs == [_SLICES]


@pytest.mark.parametrize(
    "change",
    [
        "@prefix ex: <http://example.org/other#> .",
        "PREFIX ex: <http://example.org/other#>",
        "@base <http://example.org/other/> .",
        "BASE <c/>",
        "@prefix later: <http://example.org/later#> .",
    ],
)
def test_another_scope_midway_is_kept(change: str, runs: list[int], tmp_path: Path) -> None:
    """What a prefix or the base means changes where the document says so, not where it is cut."""
    half = "".join(_statements(50))
    path = _written(tmp_path, f"{_HEAD}{half}{change}\n{half.replace(':s', ':t')}")

    assert_both_ways_equal(document_from_file(path))

    assert runs == [_SLICES, 1]


def test_a_scope_that_is_restored_between_cuts_is_kept(runs: list[int], tmp_path: Path) -> None:
    """Within a slice, the document rules."""
    parts = list(_statements(100))
    parts[4] = f"@prefix ex: <x:> .\n{parts[4]}@prefix ex: <http://example.org/ns#> .\n"
    path = _written(tmp_path, _HEAD + "".join(parts))

    assert_both_ways_equal(document_from_file(path))

    assert runs == [_SLICES]


@pytest.mark.parametrize("mark", ['"""', "'''"])
def test_long_strings_are_not_cut(mark: str, runs: list[int], tmp_path: Path) -> None:
    """Though they may look like statements, line by line, with other prefixes."""
    decoy = "@prefix ex: <x:> .\n" + ":s ex:p <o> .\n" * 200
    path = _written(tmp_path, f"{_HEAD}:a ex:p {mark}{decoy}{mark} .\n:b ex:p {mark}{decoy}{mark}@en .\n")

    assert_both_ways_equal(document_from_file(path))

    assert runs == [_SLICES, 1]


def test_comments_may_look_like_ends(runs: list[int], tmp_path: Path) -> None:
    """A line ends with a dot, the next begins with a name, and still it is the middle of a statement."""
    lines = "".join(f"  # as they say.\n:o{number} ,\n" for number in range(200))
    path = _written(tmp_path, f"{_HEAD}:a ex:p\n{lines}:o .\n")

    assert_both_ways_equal(document_from_file(path))

    assert runs == [_SLICES, 1]


def test_a_text_without_a_place_to_cut_is_one(runs: list[int], tmp_path: Path) -> None:
    """One line, or one statement."""
    for text in ("".join(_statements(60)).replace("\n", " "), ":a ex:p 1" + ",\n  2" * 1000 + " ."):
        assert_both_ways_equal(document_from_file(_written(tmp_path, _HEAD + text)))

    assert runs == [1, 1]


@pytest.mark.parametrize("seed", range(12))
def test_any_text_takes_both_ways(seed: int, runs: list[int], tmp_path: Path) -> None:
    """Statements, comments, directives and strings of many lines in any order."""
    chance = random.Random(seed)  # noqa: S311 - a seed, no secret
    pieces = [
        *_statements(4),
        ":a ex:p '''one.\n:b ex:p <c> .\n''' .\n",
        "# said so.\n",
        "[] ex:p _:b1 . _:b1 ex:p 1. ex:a a ex:B.\n",
        "<x> ex:p 'a' .\r\n<y> ex:p \"b\" .\r\n",
    ]
    scopes = ["@prefix ex: <http://example.org/ns#> .\n", "base <d/>\n"] if seed % 3 == 0 else []
    text = "".join(chance.choices(pieces + scopes, k=60))
    path = tmp_path / "doc.ttl"
    path.write_bytes(("\ufeff" * (seed % 4 == 1) + _HEAD + text).encode())

    assert_both_ways_equal(document_from_file(path))

    assert runs[0] > 1


def test_an_error_has_its_line_in_the_document(runs: list[int], tmp_path: Path) -> None:
    """Whatever slice it is in; and what has been read never falls meanwhile."""
    path = _written(tmp_path, _HEAD + "".join(_statements(90)) + "oops\n" + "".join(_statements(9)))
    seen: list[int] = []

    with pytest.raises(RdfSyntaxError) as raised:
        ColumnStore(None, BULK).load(document_from_file(path), None, noting(seen))

    assert (raised.value.line, raised.value.excerpt) == (3 + 180 + 1, "oops")
    assert seen == sorted(seen)
    assert runs == [_SLICES, 1]

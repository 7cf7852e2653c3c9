"""The store: all or nothing, on disk and in memory, with a log that names each state."""

import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import RdfSyntaxError, StoreError
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import Document, document_from_text
from graph.store import Store, is_store
from graph.terms import Iri, Literal, Quad, Triple

G, H = Iri("x:g"), Iri("x:h")
HOLD = """
import sys; from pathlib import Path
from graph.rdf.formats import syntax_by_name; from graph.rdf.read import document_from_text
from graph.store import Store; from graph.terms import Iri
Store(Path(sys.argv[1]))""".lstrip()


def _document(text: str, name: str = "text") -> Document:
    return document_from_text(text, syntax_by_name("trig"), name=name)


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store, of either kind."""
    return Store(tmp_path / "store" if request.param == "disk" else None)


def test_loading_says_what_was_added(store: Store) -> None:
    """Statements outside a graph go to the one named; those inside stay in theirs."""
    commit = store.load(_document("<x:a> <x:b> 1 . <x:h> { <x:a> <x:b> 2 , 2 }"), G)

    assert (commit.version, commit.added, commit.quads, commit.graphs) == (1, 2, 2, ("x:g", "x:h"))
    assert store.graphs() == (G, H)


def test_what_is_there_is_not_added_again(store: Store) -> None:
    """Loading twice adds nothing the second time, and says so."""
    store.load(_document("<x:a> <x:b> 1 ."), G)

    commit = store.load(_document("<x:a> <x:b> 1 , 2 ."), G)

    assert (commit.added, commit.quads) == (1, 2)


@pytest.mark.parametrize("lines", [3, 150_000])
def test_of_a_document_with_an_error_nothing_is_kept(lines: int, store: Store) -> None:
    """Also where many good statements stand before the error."""
    store.load(_document("<x:a> <x:b> 1 ."), G)
    text = "".join(f"<x:s{number}> <x:p> {number} .\n" for number in range(lines)) + "oops"

    with pytest.raises(RdfSyntaxError):
        store.load(_document(text), G)

    assert (len(store), store.log.head.version) == (1, 1)


def test_a_graph_is_replaced_as_a_whole(store: Store) -> None:
    """Other graphs stay; an empty replacement leaves no graph."""
    store.load(_document("<x:a> <x:b> 1 . <x:h> { <x:a> <x:b> 2 }"), G)

    store.replace(G, [Triple(Iri("x:c"), Iri("x:d"), Literal("e"))], "new")

    assert list(store.quads(G)) == [Quad(Iri("x:c"), Iri("x:d"), Literal("e"), G)]
    assert store.replace(G, [], "none").added == -1
    assert store.graphs() == (H,)


def test_the_same_loads_give_the_same_snapshots(tmp_path: Path) -> None:
    """On disk as in memory, and in this order alone."""
    one, two = _document("<x:a> <x:b> 1 ."), _document("<x:a> <x:b> 2 .")
    stores = Store(), Store(tmp_path / "store"), Store()

    ids = [
        [store.load(document, G).id for document in order]
        for store, order in zip(stores, ((one, two), (one, two), (two, one)), strict=True)
    ]

    assert ids[0] == ids[1]
    assert ids[0][1] != ids[2][1]


def test_a_store_on_disk_is_there_again(tmp_path: Path) -> None:
    """Quads and commits outlive the process that wrote them."""
    writing = (
        f"{HOLD}.load(document_from_text('<x:a> <x:b> 1 .', syntax_by_name('ttl'), name='a'), Iri('x:g'))"
    )
    subprocess.run([sys.executable, "-c", writing, str(tmp_path / "store")], check=True)

    found = Store(tmp_path / "store")

    assert [quad.graph for quad in found.quads()] == [G]
    assert [commit.note for commit in found.log.all()] == ["load a"]


def test_a_store_in_use_is_not_opened_twice(tmp_path: Path) -> None:
    """Another process is told so in one line."""
    path = tmp_path / "store"
    held = Store(path)

    other = subprocess.run(
        [sys.executable, "-c", HOLD, str(path)], check=False, capture_output=True, text=True
    )

    assert other.stderr.strip().endswith(
        f"{path}: the store is in use by another process; stop that one, or ask it over HTTP."
    )
    assert len(held) == 0


def test_a_file_is_no_store(tmp_path: Path) -> None:
    """A store is a folder."""
    (tmp_path / "file").write_text("a")

    with pytest.raises(StoreError, match="a store is a folder, and this is a file"):
        Store(tmp_path / "file")


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written among other people's files."""
    (tmp_path / "theirs.txt").write_text("a")

    with pytest.raises(StoreError, match="holds other files and is not a store"):
        Store(tmp_path)

    assert [each.name for each in tmp_path.iterdir()] == ["theirs.txt"]


def test_a_store_of_another_format_is_not_touched(tmp_path: Path) -> None:
    """What a newer version wrote is not guessed at."""
    (tmp_path / "format").write_text("maillage-store-2\n")

    with pytest.raises(StoreError, match=r"of another format than this version reads \(maillage-store-1\)"):
        Store(tmp_path)

    assert [each.name for each in tmp_path.iterdir()] == ["format"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A path below a file is no folder."""
    (tmp_path / "file").write_text("a")

    with pytest.raises(StoreError, match="can't be used as a store: Not a directory"):
        Store(tmp_path / "file" / "store")


def test_a_damaged_log_is_not_passed_over(tmp_path: Path) -> None:
    """The snapshots of a store are what figures cite."""
    Store(tmp_path / "store").load(_document("<x:a> <x:b> 1 ."), G)
    (tmp_path / "store" / "commits.jsonl").write_text("{}\n")

    with pytest.raises(StoreError, match="the commit log can't be read"):
        Store(tmp_path / "store")


def test_a_store_is_told_from_nothing(tmp_path: Path) -> None:
    """A missing or empty folder is no store yet."""
    Store(tmp_path / "store")
    (tmp_path / "empty").mkdir()

    assert [is_store(tmp_path / name) for name in ("store", "empty", "none")] == [True, False, False]

"""The file of a store: there again when it is opened, or refused in plain words, and nothing lost."""

import gc
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from graph.errors import StoreError
from graph.store.columnar import ColumnStore
from graph.store.file import is_store
from graph.store.macros import MACROS
from graph.store.migrations import migrate
from graph.store.schema import FORMAT
from graph.terms import Iri, Literal, Quad

_QUAD = Quad(Iri("x:a"), Iri("x:p"), Literal("1"), Iri("x:g"))
_IMPORTS = """
import sys
from pathlib import Path
from graph.store.columnar import ColumnStore
from graph.terms import Iri, Literal, Quad
""".lstrip()
_FULL = f"""{_IMPORTS}
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = ColumnStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
for number in range(1000):
    try:
        with store.writer("many", str(number)) as writer:
            subjects = (Iri(f"x:{{number}}-{{part}}") for part in range(3000))
            writer.insert(Quad(subject, Iri("x:p"), Literal("v"), None) for subject in subjects)
    except Exception as error:
        print(type(error).__name__, error)
        break
print(store.head.version, store.head.quads, len(list(store.quads())))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with store.writer("one", "one") as writer:
    writer.insert([Quad(Iri("x:a"), Iri("x:p"), Literal("1"), Iri("x:g"))])
print(store.head.quads)
"""


def _filled(path: Path) -> None:
    store = ColumnStore(path)
    with store.writer("one", "one") as writer:
        writer.insert([_QUAD])
    store.close()


def _run(text: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", text, str(path)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_a_store_is_there_again(tmp_path: Path) -> None:
    """Quads, commits and statistics; and changes go on from there."""
    path = tmp_path / "store.db"
    _filled(path)

    store = ColumnStore(path)

    assert list(store.quads()) == [_QUAD]
    assert [(commit.version, commit.note, commit.quads) for commit in store.commits()] == [(1, "one", 1)]
    with store.writer("two", "two") as writer:
        writer.insert([_QUAD._replace(subject=Iri("x:b"))])
        assert writer.statistics.total.quads == 2
        assert len(set(writer.ids([Iri("x:a"), Iri("x:b"), Iri("x:p"), Iri("x:g")]).values())) == 4
    store.close()


def test_a_store_let_go_of_can_be_opened(tmp_path: Path) -> None:
    """Also without a word."""
    store = ColumnStore(tmp_path / "store.db")
    del store
    gc.collect()

    ColumnStore(tmp_path / "store.db").close()


def test_a_store_in_use_is_not_opened_twice(tmp_path: Path) -> None:
    """Neither by another process nor by this one."""
    path = tmp_path / "store.db"
    store = ColumnStore(path)

    other = _run(f"{_IMPORTS}ColumnStore(Path(sys.argv[1]))", path)

    assert other.stderr.strip().endswith(
        f"{path}: the store is in use by another process; stop that one, or ask it over HTTP."
    )
    with pytest.raises(StoreError, match="open already, in this process"):
        ColumnStore(path)
    store.close()


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    """Instead of an error of DuckDB's."""
    store = ColumnStore(tmp_path / "store.db")
    store.close()
    store.close()

    with pytest.raises(StoreError, match="the store is closed"):
        store.graphs()


def test_a_foreign_file_is_left_alone(tmp_path: Path) -> None:
    """Texts, empty files, and other people's databases."""
    text, empty, other = (tmp_path / name for name in ("text", "empty", "other"))
    text.write_text("a text that is no store")
    empty.touch()
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE theirs (i INTEGER)")
    before = other.read_bytes()

    with pytest.raises(StoreError, match="this file is not a store"):
        ColumnStore(text)
    with pytest.raises(StoreError, match="is empty and not a store"):
        ColumnStore(empty)
    with pytest.raises(StoreError, match="a DuckDB database, but not a store"):
        ColumnStore(other)

    assert other.read_bytes() == before


def test_folders_are_told_from_stores(tmp_path: Path) -> None:
    """One of the kind that an earlier version made says how to go on."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "format").write_text("maillage-store-1\n")
    (tmp_path / "file").write_text("a")

    with pytest.raises(StoreError, match="as an earlier version made them"):
        ColumnStore(tmp_path / "old")
    with pytest.raises(StoreError, match="a store is a file, and this is a folder"):
        ColumnStore(tmp_path)
    with pytest.raises(StoreError, match="none is no folder that exists"):
        ColumnStore(tmp_path / "none" / "store.db")
    with pytest.raises(StoreError, match="file is a file, not a folder"):
        ColumnStore(tmp_path / "file" / "store.db")


def test_a_place_that_cannot_be_written_is_named() -> None:
    """The system's own folder takes no file from anyone."""
    with pytest.raises(StoreError, match="the store can't be opened or made there"):
        ColumnStore(Path("/proc/store.db"))


def test_a_newer_format_is_not_touched(tmp_path: Path) -> None:
    """What a newer version wrote is not guessed at."""
    path = tmp_path / "store.db"
    _filled(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"UPDATE format SET number = {FORMAT + 1}")

    with pytest.raises(StoreError, match=f"is of format {FORMAT + 1}, and this version reads up to {FORMAT}"):
        ColumnStore(path)


def test_an_older_format_is_brought_to_this_one() -> None:
    """Step by step, and back to where it was if a step fails."""
    steps = []

    def fail(_: duckdb.DuckDBPyConnection) -> None:
        raise ZeroDivisionError

    with duckdb.connect(":memory:") as connection:
        connection.execute("CREATE TABLE format (application VARCHAR, number INTEGER, macros VARCHAR)")
        connection.execute(f"INSERT INTO format VALUES ('maillage', {FORMAT - 2}, '')")

        with pytest.raises(ZeroDivisionError):
            migrate(connection, FORMAT - 2, {FORMAT - 2: lambda _: None, FORMAT - 1: fail})
        unchanged = connection.execute("SELECT number, macros FROM format").fetchall()
        migrate(
            connection,
            FORMAT - 2,
            {FORMAT - 2: lambda _: steps.append(1), FORMAT - 1: lambda _: steps.append(2)},
        )

        assert unchanged == [(FORMAT - 2, "")]
        assert connection.execute("SELECT number, macros FROM format").fetchall() == [(FORMAT, MACROS)]
    assert steps == [1, 2]


@pytest.mark.parametrize("place", [100, 4096 + 20, 3 * 4096 + 20])
def test_damage_is_reported(place: int, tmp_path: Path) -> None:
    """In the head of the file at opening, elsewhere when it is read."""
    path = tmp_path / "store.db"
    store = ColumnStore(path)
    with store.writer("many", "") as writer:
        writer.insert(
            Quad(Iri(f"x:{number}"), Iri("x:p"), Literal(f"v{number}"), None) for number in range(30_000)
        )
    store.close()
    content = bytearray(path.read_bytes())
    for start in range(place, len(content), 10_000):
        content[start : start + 8] = b"damaged!"
    path.write_bytes(content)

    with pytest.raises(StoreError, match="damaged"):
        list(ColumnStore(path).quads())


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """The commit that does not fit is refused and leaves no trace; later ones hold."""
    path = tmp_path / "store.db"

    found = _run(_FULL, path)

    refused, state, after = found.stdout.splitlines()
    version, quads, counted = map(int, state.split())
    assert refused == f"StoreError {path}: the file may not grow any more. Nothing was changed."
    assert version >= 1
    assert quads == counted == version * 3000
    assert int(after) == quads + 1
    store = ColumnStore(path)
    assert len(list(store.quads())) == len(store) == quads + 1
    store.close()


def test_what_did_not_fit_into_memory_is_cleared_away(tmp_path: Path) -> None:
    """Also what a process left that was killed."""
    path = tmp_path / "store.db"
    (tmp_path / "store.db.tmp").mkdir()
    (tmp_path / "store.db.tmp" / "left").write_text("a")

    store = ColumnStore(path)

    assert not (tmp_path / "store.db.tmp").exists()
    store.close()
    assert [each.name for each in tmp_path.iterdir()] == ["store.db"]


def test_no_statement_reaches_other_files(tmp_path: Path) -> None:
    """Neither to read nor to write, and the rule can't be lifted."""
    other = tmp_path / "other.csv"
    other.write_text("a\n")
    store = ColumnStore(tmp_path / "store.db")

    with store.reader() as reader:
        for statement in (
            f"SELECT * FROM read_csv('{other}')",
            f"ATTACH '{tmp_path / 'more.db'}'",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                reader.connection.execute(statement)
    store.close()


def test_a_store_is_told_from_nothing(tmp_path: Path) -> None:
    """A missing file or an empty folder is no store yet."""
    ColumnStore(tmp_path / "store").close()
    (tmp_path / "empty").mkdir()

    assert [is_store(tmp_path / name) for name in ("store", "empty", "none")] == [True, False, False]


def test_small_pieces_are_not_gathered() -> None:
    """DuckDB 2.0 fails an assertion where they come from several parts of a dictionary."""
    with ColumnStore().reader() as reader:
        told = reader.connection.execute("SELECT current_setting('debug_enable_caching_operators')")
        assert told.fetchall() == [(False,)]


def test_what_is_read_anew_at_opening_is_bounded(tmp_path: Path) -> None:
    """However many commits there have been, the log beside the file stays small."""
    path = tmp_path / "store.db"
    store = ColumnStore(path)
    log, sizes = path.with_name("store.db.wal"), list[int]()
    for number in range(70):
        with store.writer("long", str(number)) as writer:
            writer.insert([Quad(Iri("x:s"), Iri("x:p"), Literal(f"{number}" + 100_000 * "a"), None)])
        sizes.append(log.stat().st_size if log.exists() else 0)

    assert 2_000_000 < max(sizes) < 5_000_000
    store.close()


def test_a_store_whose_terms_have_no_index_gets_it_when_opened(tmp_path: Path) -> None:
    """A process may end after a large load's commit and before the terms are indexed."""
    path = tmp_path / "s.db"
    _filled(path)
    with duckdb.connect(path) as connection:
        connection.execute("DROP INDEX term_id")

    ColumnStore(path).close()

    with duckdb.connect(path) as connection:
        assert connection.execute("SELECT index_name FROM duckdb_indexes()").fetchall() == [("term_id",)]

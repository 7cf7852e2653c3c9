"""What a commit says of the store is true of it, for who reads meanwhile and for who opens it later."""

import gc
import random
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import duckdb
import pytest

from graph.store import Commit
from graph.store.columnar import ColumnStore, Reader
from graph.store.commit_table import CommitTable, Place
from graph.store.schema import create_tables
from graph.store.statistics import read_statistics
from graph.terms import Iri, Quad


def _assert_statistics(reader: Reader) -> None:
    """They are what counting gives."""
    found = read_statistics(reader.connection)
    by_predicate = reader.connection.execute(
        "SELECT p, count(*), count(DISTINCT s), count(DISTINCT o), count(*) FILTER (NOT first)"
        " FROM spo GROUP BY p"
    ).fetchall()
    by_graph = reader.connection.execute("SELECT g, count(*) FROM spo GROUP BY g").fetchall()
    counted = {
        p: (each.quads, each.subjects, each.objects, each.repeats) for p, each in found.by_predicate.items()
    }
    assert counted == {p: tuple(numbers) for p, *numbers in by_predicate}
    assert found.by_graph == dict(by_graph)
    assert found.total.quads == reader.head.quads


@pytest.mark.parametrize("seed", [1, 2])
def test_statistics_are_those_of_every_commit(seed: int, tmp_path: Path) -> None:
    """Whether it changes few predicates and graphs or many, and whether the store was closed between."""
    chance = random.Random(seed)  # noqa: S311 - a seed, no secret
    store = ColumnStore(tmp_path / "store.db")

    def quad() -> Quad:
        subject, predicate, object_, graph = (Iri(f"x:{chance.randrange(size)}") for size in (5, 14, 5, 3))
        return Quad(subject, predicate, object_, chance.choice([None, graph]))

    for step in range(40):
        with store.writer("some", str(step)) as writer:
            quads = [quad() for _ in range(chance.choice([1, 1, 2, 12]))]
            chance.choice([writer.insert, writer.insert, writer.delete])(quads)
            if step % 13 == 12:
                writer.clear(None)
        if step % 5 == 4:
            store.close()
            store = ColumnStore(tmp_path / "store.db")
        with store.reader() as reader:
            _assert_statistics(reader)
            assert reader.statistics == read_statistics(reader.connection)
    store.close()


def test_a_reader_knows_the_commit_of_its_snapshot(tmp_path: Path) -> None:
    """Also one that begins while a commit is being made."""
    store = ColumnStore(tmp_path / "store.db")
    has_ended, faults, versions = Event(), list[str](), set[int]()

    def read() -> None:
        while not has_ended.is_set():
            with store.reader() as reader:
                [(quads, version)] = reader.connection.execute(
                    "SELECT (SELECT count(*) FROM spo), (SELECT coalesce(max(version), 0) FROM commit_log)"
                ).fetchall()
                versions.add(version)
                if (quads, version) != (reader.head.quads, reader.head.version):
                    faults.append(f"{reader.head} saw {quads} quads of version {version}")

    readers = [Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(40):
        with store.writer("one", str(number)) as writer:
            writer.insert([Quad(Iri(f"x:{number}"), Iri("x:p"), Iri("x:o"), None)])
    has_ended.set()
    for reader in readers:
        reader.join()

    assert faults == []
    assert len(versions) > 1
    store.close()


def test_a_commit_that_failed_leaves_readers_right(tmp_path: Path) -> None:
    """One that was announced and did not come is not seen, and the next one is."""
    store = ColumnStore(tmp_path / "store.db")
    with store.writer("one", "1") as writer:
        writer.insert([Quad(Iri("x:a"), Iri("x:p"), Iri("x:o"), None)])
    store.log.announce(store.head)

    with store.reader() as reader:
        assert reader.head.version == 1
    with store.writer("two", "2") as writer:
        writer.insert([Quad(Iri("x:b"), Iri("x:p"), Iri("x:o"), None)])
    with store.reader() as reader:
        assert (reader.head.version, reader.head.quads) == (2, 2)
    store.close()


def _commits_in_memory() -> int:
    return sum(isinstance(each, Commit) for each in gc.get_objects())


def test_commits_of_long_ago_are_read_when_asked_for() -> None:
    """However many there are, memory holds the newest; each is found by its place, from either end."""
    connection = duckdb.connect()
    create_tables(connection)
    connection.execute(
        "INSERT INTO commit_log SELECT n, 'id' || n, 'update', ['x:g'], n, 1, '', 1, 0, ''"
        " FROM range(1, 3501) numbers(n)"
    )
    before = _commits_in_memory()
    table = CommitTable(connection)
    first_commits = table.all()

    table.announce(replace(table.head, version=3501, id="id3501"))
    table.settle(replace(table.head, version=3501, id="id3501"), Place())

    expected = [f"id{number}" for number in range(1, 3501)]
    assert [each.id for each in first_commits] == expected
    assert [each.id for each in reversed(first_commits)] == expected[::-1]
    assert [each.id for each in first_commits[:1500]] == expected[:1500]
    assert [each.id for each in first_commits[::700]] == expected[::700]
    assert [table.at(version).version for version in (0, 1, 1000, 1001, 2500, 2501, 2502, 3501)] == [
        0, 1, 1000, 1001, 2500, 2501, 2502, 3501,
    ]  # fmt: skip
    assert (len(table.all()), table.all()[-1].id) == (3501, "id3501")
    assert len(first_commits) == 3500
    with pytest.raises(IndexError):
        first_commits[3500]
    assert _commits_in_memory() - before < 2_500

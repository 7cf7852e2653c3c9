"""A process that is killed loses nothing that it said was committed."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.store.columnar import ColumnStore
from graph.store.ids import Tag
from graph.terms import Iri, Literal, Quad

_COMMITTING = """
import sys
from pathlib import Path
from graph.store import sorting
from graph.store.columnar import ColumnStore
from graph.terms import Iri, Literal, Quad
sorting._LEAST = int(sys.argv[2])
store = ColumnStore(Path(sys.argv[1]))
for number in range(len(store.commits()), 100_000):
    with store.writer(f"commit {number}", str(number)) as writer:
        size = 2000 if number % 7 == 3 else 1
        writer.insert(
            Quad(Iri(f"x:s{number}"), Iri("x:p"), Literal(f"{number}-{part}"), None) for part in range(size)
        )
        if number % 3 == 2:
            writer.delete([Quad(Iri(f"x:s{number - 1}"), Iri("x:p"), Literal(f"{number - 1}-0"), None)])
    print(number, flush=True)
"""


def _expected(commits: int) -> set[Quad]:
    """What there is after so many commits."""
    found = set[Quad]()
    for number in range(commits):
        for part in range(2000 if number % 7 == 3 else 1):
            found.add(Quad(Iri(f"x:s{number}"), Iri("x:p"), Literal(f"{number}-{part}"), None))
        if number % 3 == 2:
            found.discard(Quad(Iri(f"x:s{number - 1}"), Iri("x:p"), Literal(f"{number - 1}-0"), None))
    return found


def _killed(path: Path, after_s: float, sorted_from: int) -> int:
    """The last number that a process said it had committed, before it was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", _COMMITTING, str(path), str(sorted_from)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        said = int(process.stdout.readline())
        time.sleep(after_s)
        process.kill()
        return max([said, *map(int, process.stdout.read().split())])


def _check(path: Path, said: int) -> None:
    store = ColumnStore(path)
    commits = len(store.commits())
    assert commits >= said + 1
    assert set(store.quads()) == _expected(commits)
    with store.reader() as reader:
        assert reader.head.quads == reader.statistics.total.quads == len(_expected(commits))
        rows = reader.connection.execute("SELECT count(*), count(DISTINCT s) FROM pos").fetchall()
        assert rows == [(reader.head.quads, reader.statistics.total.subjects)]
        [(terms, keys, strings, indexed)] = reader.connection.execute(
            "SELECT (SELECT count(*) FROM term), (SELECT count(DISTINCT id) FROM term_key),"
            f" (SELECT count(*) FROM term WHERE id & 15 = {Tag.STRING:d}),"
            " (SELECT count(DISTINCT id) FROM word)"
        ).fetchall()
        assert (keys, indexed) == (terms, strings)
    store.close()


@pytest.mark.parametrize("sorted_from", [50_000, 100], ids=["unsorted", "sorted"])
@pytest.mark.parametrize("times", [3, pytest.param(100, marks=pytest.mark.slow)], ids=["few", "many"])
def test_a_killed_process_loses_no_commit(times: int, sorted_from: int, tmp_path: Path) -> None:
    """At whatever moment, of sorting too: the store opens, with all that was acknowledged, and goes on."""
    chance = random.Random(7)  # noqa: S311 - moments, not secrets

    for number in range(times):
        # A new store now and then, so that looking at all of it takes no longer each time.
        path = tmp_path / f"{number // 10}.db"
        said = _killed(path, chance.uniform(0, 0.6), sorted_from)
        _check(path, said)

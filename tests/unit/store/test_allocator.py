"""Between two queries the memory of the first stays at hand."""

import subprocess
import sys
from pathlib import Path

import pytest

from graph.store.allocator import keep_free_pages

_ROOT = Path(__file__).parents[3]

# Page faults of a query that comes three seconds after another.
_SCRIPT = """
import resource, sys, time
import duckdb
from graph.store.allocator import keep_free_pages

if "keep" in sys.argv:
    assert keep_free_pages()
connection = duckdb.connect(config={"threads": 2, "allocator_background_threads": True})
connection.execute("CREATE TABLE numbers AS SELECT range * 7919 % 100003 AS number FROM range(300000)")
query = "SELECT count(*) FROM (SELECT number, count(*) FROM numbers GROUP BY number)"
for _ in range(3):
    connection.execute(query).fetchall()
time.sleep(3)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
connection.execute(query).fetchall()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def _faults(*words: str) -> int:
    command = [sys.executable, "-c", _SCRIPT, *words]
    return int(subprocess.run(command, check=True, capture_output=True, text=True, cwd=_ROOT).stdout)


@pytest.mark.skipif(not keep_free_pages(1000), reason="DuckDB has another allocator here")
def test_a_query_after_a_pause_takes_fewer_pages_anew() -> None:
    """Left to itself, the allocator gives back what a second has not used."""
    assert _faults("keep") * 2 < _faults()

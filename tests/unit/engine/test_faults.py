"""What DuckDB raises, in this package's words; what nobody promised stays what it is."""

import duckdb
import pytest

from graph.engine import QueryLimits
from graph.engine.faults import promised
from graph.engine.limits import Running
from graph.errors import QueryCancelled, QueryError, QueryTooLarge

DEEP = 1_200


@pytest.mark.parametrize(
    ("sql", "kind", "problem"),
    [
        ("SELECT 9223372036854775807 + 1", QueryError, "A number is beyond what can be computed with"),
        (f"SELECT {'abs(' * DEEP}1{')' * DEEP}", QueryError, "An expression is nested too deeply"),
        ("SELECT regexp_matches('a', '((a{1,100}){1,100}){1,100}')", QueryError, "expression is too large"),
        ("SELECT length(list(range)::VARCHAR) FROM range(20000000)", QueryTooLarge, "needs more memory"),
        ("SELECT * FROM range(20000000) ORDER BY hash(range)", QueryTooLarge, "needs more temporary space"),
    ],
)
def test_what_is_promised_is_translated(sql: str, kind: type[QueryError], problem: str) -> None:
    """With the size of what is used up, where it is that."""
    with duckdb.connect(":memory:", config={"memory_limit": "50MB", "threads": 2}) as connection:
        connection.execute("SET max_temp_directory_size = '1MB'")
        running = Running("query", "", QueryLimits())

        with pytest.raises(kind, match=problem) as error, promised(running):
            connection.execute(sql).fetchall()

        assert isinstance(error.value.__cause__, duckdb.Error)
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


@pytest.mark.parametrize("sql", ["SELECT nothing", "SELECT 'a'::INTEGER", "SELECT 1 // 0", "SELEC"])
def test_a_mistake_of_ours_stays_a_mistake(sql: str) -> None:
    """SQL that is wrong is no fault of who asked."""
    running = Running("query", "", QueryLimits())

    with duckdb.connect(":memory:") as connection, pytest.raises(duckdb.Error), promised(running):
        connection.execute(sql).fetchall()


def test_an_interrupt_is_told_by_its_reason() -> None:
    """Who interrupted says why."""
    running = Running("query", "", QueryLimits())
    running.cancel()

    with pytest.raises(QueryCancelled), promised(running):
        raise duckdb.InterruptException("INTERRUPT Error: Interrupted!")

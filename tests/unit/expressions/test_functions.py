"""Python functions within SQL."""

from collections.abc import Iterator, Sequence

import duckdb
import pytest

from graph.engine.functions import Functions


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in a transaction."""
    with duckdb.connect(":memory:") as root:
        root.execute("BEGIN")
        yield root


def _shouted(texts: Sequence[str | None]) -> str | None:
    return "".join(text or "?" for text in texts).upper()


def test_unbound_arguments_reach_the_function(connection: duckdb.DuckDBPyConnection) -> None:
    """NULL among the arguments does not make the result NULL by itself."""
    functions = Functions()
    sql = functions.call(_shouted, ["'a'", "NULL", "'it''s'"])

    with functions.on(connection):
        assert connection.execute(f"SELECT {sql}").fetchall() == [("A?IT'S",)]


def test_functions_end_with_their_block(connection: duckdb.DuckDBPyConnection) -> None:
    """After the query its functions are gone, even if the transaction is committed."""
    functions = Functions()
    sql = functions.call(_shouted, ["'a'"])

    with functions.on(connection):
        pass
    connection.execute("COMMIT")

    with pytest.raises(duckdb.CatalogException):
        connection.execute(f"SELECT {sql}")


def test_transactions_side_by_side_have_their_own_functions(connection: duckdb.DuckDBPyConnection) -> None:
    """Two open queries, whose functions have the same keys, do not meet."""
    first, second = Functions(), Functions()
    ones, twos = first.call(lambda _: "1", []), second.call(lambda _: "2", [])

    with connection.cursor() as other:
        other.execute("BEGIN")
        with first.on(connection), second.on(other):
            assert connection.execute(f"SELECT {ones}").fetchall() == [("1",)]
            assert other.execute(f"SELECT {twos}").fetchall() == [("2",)]


def test_a_volatile_function_is_called_for_each_row(connection: duckdb.DuckDBPyConnection) -> None:
    """What may differ from row to row is not evaluated once for all."""
    functions = Functions()
    numbers = iter(range(10_000))
    sql = functions.call(lambda _: str(next(numbers)), [], is_volatile=True)

    with functions.on(connection):
        rows = connection.sql(f"SELECT {sql} FROM range(5000)").fetchall()

    assert len(set(rows)) == 5000


def test_a_failed_query_leaves_its_own_error(connection: duckdb.DuckDBPyConnection) -> None:
    """Taking the functions back does not hide why the query failed."""
    functions = Functions()
    sql = functions.call(_shouted, [])

    with pytest.raises(duckdb.ConversionException), functions.on(connection):
        connection.execute(f"SELECT {sql}, CAST('x' AS INTEGER)").fetchall()

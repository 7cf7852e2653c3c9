"""Both copies of the quads sorted anew, when many lie outside the order that lets a lookup read little."""

import duckdb

__all__ = ["ORDERS", "is_due", "sort_copies"]

ORDERS = {"spo": "s, p, o, g", "pos": "p, o, s, g"}
"""Copy → the order of its quads."""

_LEAST = 50_000
_SHARE = 0.1


def is_due(unsorted: int, quads: int) -> bool:
    """Whether so many unsorted quads slow lookups down (measured: three times from a tenth on)."""
    return unsorted > max(_LEAST, _SHARE * quads)


def sort_copies(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Sort both copies, and the keys of terms, in one transaction of its own; readers keep what they see.

    Args:
        connection: in no transaction; of whoever has the writer's turn.
        version: of the newest commit.
    """
    connection.execute("BEGIN")
    for table, order in (*ORDERS.items(), ("term_key", "key")):
        connection.execute(f"CREATE TABLE {table}_sorted AS SELECT * FROM {table} ORDER BY {order}")
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE {table}_sorted RENAME TO {table}")
    connection.execute(f"UPDATE commit_log SET unsorted = 0 WHERE version = {version}")
    connection.execute("COMMIT")

"""Rows on their way from Python to DuckDB."""

import weakref

import duckdb
import numpy as np

from graph.store.rows import append_texts

_TEXTS = ["<x:a>", "", '"é\n"', "long " * 500_000]


def _bytes(texts: list[str]) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint8]], list[int]]:
    encoded = [text.encode() for text in texts]
    return np.frombuffer(b"".join(encoded), np.uint8).copy(), list(map(len, encoded))


def test_texts_come_whole() -> None:
    """Empty ones, long ones and those with line ends as well."""
    texts, sizes = _bytes(_TEXTS)

    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE given (number BIGINT, text VARCHAR)")
        append_texts(connection, "given", np.arange(4), texts, np.array(sizes, np.uint32))
        rows = connection.execute("SELECT * FROM given ORDER BY number").fetchall()

    assert rows == list(enumerate(_TEXTS))


def test_texts_are_let_go_before_the_transaction_ends() -> None:
    """A load hands over all the terms of a document in one transaction."""
    texts, sizes = _bytes(_TEXTS)
    held = weakref.ref(texts)

    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE given (number BIGINT, text VARCHAR); BEGIN")
        append_texts(connection, "given", np.arange(4), texts, np.array(sizes, np.uint32))
        del texts

        assert held() is None

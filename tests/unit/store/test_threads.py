"""How many threads work on statements."""

from contextlib import ExitStack

from graph.store.columnar import ColumnStore, Resources


def _threads(store: ColumnStore) -> int:
    with store.reader() as reader:
        [(number,)] = reader.connection.execute("SELECT current_setting('threads')").fetchall()
    return int(number)


def test_one_thread_as_long_as_somebody_wants_that() -> None:
    """The usual number comes back when the last of them has ended."""
    store = ColumnStore(None, Resources(threads=3))
    with store.reader() as reader:
        first, second = ExitStack(), ExitStack()
        for each in (first, second):
            each.enter_context(reader.threads.single())
        alone = _threads(store)
        first.close()
        still = _threads(store)
        second.close()

        assert (alone, still, _threads(store)) == (1, 1, 3)


def test_one_thread_stays_one() -> None:
    """Where that is the usual number."""
    store = ColumnStore(None, Resources(threads=1))
    with store.reader() as reader, reader.threads.single():
        assert _threads(store) == 1

    assert _threads(store) == 1

"""What counts everything is made once, however many ask at the same time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from time import sleep

import pytest

from graph.errors import QueryCancelled, QueryTimeout
from graph.web.memory import Memory

PATIENCE_S = 30


class _Making:
    """Makes numbers, one at a time, each when it is told to go on."""

    def __init__(self) -> None:
        self.begun, self.go_on, self.made = Event(), Event(), 0
        self.error: Exception | None = None

    def __call__(self) -> int:
        self.begun.set()
        assert self.go_on.wait(PATIENCE_S)
        if self.error:
            error, self.error = self.error, None
            raise error
        self.made += 1
        return self.made


@contextmanager
def _asked(memory: Memory, making: _Making, times: int) -> Iterator[list[object]]:
    """So many who ask for the same at once; what they got, or what was raised, after the block."""
    got: list[object] = []

    def ask(_: int) -> None:
        try:
            got.append(memory.get("now", "counts", making, PATIENCE_S))
        except QueryCancelled as error:
            got.append(error)

    with ThreadPoolExecutor(times) as pool:
        asked = pool.map(ask, range(times))
        assert making.begun.wait(PATIENCE_S)
        sleep(0.1)  # by now the others wait; if not, they find it made
        yield got
        list(asked)


def test_simultaneous_first_requests_count_once() -> None:
    """One makes it, and all get the same."""
    memory, making = Memory(), _Making()

    with _asked(memory, making, 8) as got:
        making.go_on.set()

    assert got == [1] * 8
    assert memory.get("now", "counts", making, PATIENCE_S) == 1


def test_where_one_is_stopped_the_next_makes_it() -> None:
    """Who was stopped is told; nobody else is, and it is made once."""
    memory, making = Memory(), _Making()
    making.error = QueryCancelled("its client went away")

    with _asked(memory, making, 8) as got:
        making.go_on.set()

    assert sum(isinstance(each, QueryCancelled) for each in got) == 1
    assert [each for each in got if not isinstance(each, QueryCancelled)] == [1] * 7


def test_nobody_waits_for_ever() -> None:
    """Who waits has a limit too."""
    memory, making = Memory(), _Making()

    with _asked(memory, making, 1) as got:
        with pytest.raises(QueryTimeout, match="being made"):
            memory.get("now", "counts", making, 0.05)
        making.go_on.set()

    assert got == [1]


def test_the_latest_few_of_the_newest_snapshot_are_kept() -> None:
    """What was made of another snapshot is gone, and so is what was made long ago."""
    memory = Memory()
    memory.get("old", "a", lambda: 1, PATIENCE_S)
    memory.get("new", "a", lambda: 2, PATIENCE_S)

    assert memory.get("old", "a", lambda: 3, PATIENCE_S) == 3
    for number in range(8):
        memory.get("old", str(number), lambda: 4, PATIENCE_S)
    assert memory.get("old", "a", lambda: 5, PATIENCE_S) == 5
    assert memory.get("old", "7", lambda: 6, PATIENCE_S) == 4

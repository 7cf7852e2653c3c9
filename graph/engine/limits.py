"""What a query or update may take, and stopping it when it has taken it.

Whatever works for a query does so on behalf of a ``Running``: SQL within ``Running.on``, loops of our own
with a ``Running.check`` in them. One thread a process watches all deadlines, and interrupts the SQL of what
is late until it has ended, because an interrupt between two statements is lost.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from heapq import heappop, heappush
from itertools import count
from math import inf
from threading import Condition, Lock, Thread
from time import monotonic
from typing import Any, Protocol

from graph.engine.progress import Progress
from graph.errors import QueryCancelled, QueryTimeout
from graph.sparql import Limits

__all__ = ["Gate", "QueryLimits", "Running"]

_AGAIN_S = 0.02
_UNKNOWN = -1.0
_DEFAULT_TEXT = Limits()
_serials = count(1)


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """The most that queries and updates may take: each by itself, and what all that run share.

    Attributes:
        text: what its text may hold.
        time_s: from when it is asked until its answer is complete, waiting included.
        rows: solutions or triples in an answer, which is cut there and says so; of an update, solutions.
        string_length: characters in a string that it makes.
        at_once: how many run at the same time; more wait for their turn.
        waiting: how many may wait; more are refused.
        threads: how many work on one of them; 0: as many as there are processors.
        memory_mb: memory for all together.
        temp_mb: disk space for all together, for what does not fit into memory.
        answer_memory_mb: memory for the texts of all answers, from being written to being sent.
        answer_disk_mb: disk space for those of them that do not fit into that.
    """

    text: Limits = _DEFAULT_TEXT
    time_s: float = 60.0
    rows: int = 5_000_000
    string_length: int = 1_000_000
    at_once: int = 4
    waiting: int = 1_000
    threads: int = 0
    memory_mb: int = 4_000
    temp_mb: int = 20_000
    answer_memory_mb: int = 500
    answer_disk_mb: int = 10_000


class _Interruptible(Protocol):
    def interrupt(self) -> None: ...

    def query_progress(self) -> float: ...


class Running:
    """A query or update from when it was asked to its end.

    Attributes:
        id: names it among all of the process.
        kind: ``query``, ``update``, ``search`` and others.
        text: what it says.
        text_hash: SHA-256 of that, hexadecimal.
        since: when it was asked, ISO 8601 in UTC.
        limits: what it may take.
        owner: on whose behalf it runs.
        is_waiting: whether its turn is still to come.
        rows: how many rows or triples its answer has; 0 until that is known.
        progress: how far it has come.
    """

    def __init__(self, kind: str, text: str, limits: QueryLimits, owner: str = "") -> None:
        self.id = f"{kind}-{next(_serials)}"
        self.kind = kind
        self.text = text
        self.owner = owner
        self.is_waiting = False
        self.rows = 0
        self.progress = Progress()
        self.text_hash = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self.since = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.limits = limits
        self._start = monotonic()
        self._end: float | None = None
        self.deadline = self._start + limits.time_s
        self._lock = Lock()
        self._cursor: _Interruptible | None = None
        self._is_cancelled = False
        _watchdog.watch(self, self.deadline)

    @property
    def elapsed_s(self) -> float:
        """How long it has taken since it was asked, in seconds."""
        return (self._end or monotonic()) - self._start

    @property
    def is_over(self) -> bool:
        """Whether it has come to its end, whichever."""
        return self._end is not None

    def end(self) -> None:
        """Note that it is over."""
        self._end = monotonic()

    def cancel(self) -> None:
        """Stop it, from any thread; whoever asked gets `QueryCancelled`. After its end nothing happens."""
        self._is_cancelled = True
        _watchdog.watch(self, monotonic())

    def check(self) -> None:
        """Nothing, as long as it may go on; for loops of our own.

        Raises:
            QueryTimeout: its time is over.
            QueryCancelled: someone stopped it.
        """
        if self._is_cancelled:
            raise QueryCancelled("The query was cancelled.")
        if monotonic() >= self.deadline:
            raise QueryTimeout(
                f"The query was stopped at its time limit of {self.limits.time_s:g} s. "
                "Ask for less: name a class or a graph, add a LIMIT, or split the question."
            )

    @contextmanager
    def on(self, cursor: _Interruptible) -> Iterator[None]:
        """Have the cursor's SQL stopped in time while the block runs; not what it runs after that.

        Raises:
            QueryTimeout, QueryCancelled: it is late or stopped already.
        """
        with self._lock:
            self._cursor = cursor
        try:
            # Whoever came to interrupt before there was a cursor does not come again.
            self.check()
            yield
        finally:
            with self._lock:
                self._cursor = None

    @contextmanager
    def held(self, cursor: _Interruptible) -> Iterator[None]:
        """The same, for SQL whose effects are kept after the block; so it also looks at the block's end.

        Raises:
            QueryTimeout, QueryCancelled: it is late or stopped.
        """
        with self.on(cursor):
            yield
        self.check()

    def how_far(self) -> Mapping[str, Any]:
        """How far it has come, by the names that ``Progress.told`` gives."""
        with self._lock:
            percent = self._cursor.query_progress() if self._cursor else _UNKNOWN
        share = percent / 100 if percent >= 0 else None
        return self.progress.told(is_waiting=self.is_waiting, sql_share=share)

    def interrupt(self) -> bool:
        """Stop the SQL that runs for it now; whether there was any."""
        with self._lock:
            if self._cursor is None:
                return False
            self._cursor.interrupt()
            return True


class _Watchdog:
    """One thread that interrupts whatever is past its deadline."""

    def __init__(self) -> None:
        self._late: list[tuple[float, int, Running]] = []
        self._changed = Condition()
        self._thread: Thread | None = None

    def watch(self, running: Running, when: float) -> None:
        """Interrupt it at that time, and on until its SQL has ended."""
        if when == inf:
            return
        with self._changed:
            is_next = not self._late or when < self._late[0][0]
            heappush(self._late, (when, next(_serials), running))
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, name="query-watchdog", daemon=True)
                self._thread.start()
            elif is_next:
                # Each waking costs the query a change of threads.
                self._changed.notify()

    def _run(self) -> None:
        while True:
            running = self._next()
            if running.interrupt():
                self.watch(running, monotonic() + _AGAIN_S)

    def _next(self) -> Running:
        with self._changed:
            while not self._late or (wait_s := self._late[0][0] - monotonic()) > 0:
                self._changed.wait(wait_s if self._late else None)
            return heappop(self._late)[2]


_watchdog = _Watchdog()


class Gate:
    """Lets so many run at once; the others wait, and are let in in the order in which they came."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: deque[Running] = deque()
        self._changed = Condition()

    @contextmanager
    def place(self, running: Running) -> Iterator[None]:
        """Hold a place while the block runs.

        Raises:
            QueryTimeout, QueryCancelled: none came free in time.
        """
        with self._changed:
            self._waiting.append(running)
            running.is_waiting = True
            try:
                while not (self._free and self._waiting[0] is running):
                    running.check()
                    self._changed.wait(_AGAIN_S)
                self._free -= 1
                running.is_waiting = False
            finally:
                self._waiting.remove(running)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify_all()

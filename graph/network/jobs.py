"""Long measures in a process of their own: with a limit on time and memory, progress, and cancelling.

Whatever goes wrong in there, even in compiled code, ends the job and nothing else.
"""

import resource
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from secrets import token_urlsafe
from threading import Event, Lock, Thread
from time import monotonic
from types import MappingProxyType
from typing import Any

from graph.errors import MaillageError, NetworkError
from graph.network.measures import Result, check, measure
from graph.network.network import Network
from graph.network.progress import followed

__all__ = ["Job", "JobLimits", "Jobs", "State", "start"]

_MB = 1_000_000
_KEPT = 20
# A new interpreter and not a copy of this one, whose threads and locks a copy would not have.
_SPAWN = get_context("spawn")


def _thawed(mapping: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _frozen, (dict(mapping),)


def _frozen(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)


# Frozen mappings are not among what Python sends to another process by itself.
ForkingPickler.register(MappingProxyType, _thawed)


class State(StrEnum):
    """What became of a job."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class JobLimits:
    """What a job may take.

    Attributes:
        time_s: seconds from its start to its end.
        memory_mb: address space of its process, in MB; 0 is no limit.
    """

    time_s: float = 600
    memory_mb: int = 8_000


class Job:
    """One measure that runs, or ran, in a process of its own; `start` makes one. Any thread may ask it.

    Attributes:
        network: what is measured.
        measure: name of the measure.
        limits: what it may take.
    """

    def __init__(self, network: Network, name: str, options: Mapping[str, Any], limits: JobLimits) -> None:
        self.network, self.measure, self.limits = network, name, limits
        self._since, self._ended = monotonic(), Event()
        self._lock, self._state = Lock(), State.RUNNING
        self._progress, self._elapsed_s = 0.0, 0.0
        self._result: Result | None = None
        self._problem, self._is_refused = "", False
        hears, tells = _SPAWN.Pipe(duplex=False)
        # `replace` leaves behind what the network has computed and keeps, which may be large.
        told = (tells, replace(network), name, dict(options), limits)
        self._process = _SPAWN.Process(target=_work, args=told, daemon=True, name=f"measure {name}")
        self._process.start()
        tells.close()
        Thread(target=self._watch, args=(hears,), daemon=True, name=f"watch {name}").start()

    @property
    def state(self) -> State:
        """Whether it runs, or how it ended."""
        return self._state

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self._state is State.DONE

    @property
    def progress(self) -> float:
        """The share of the steps that are done, from 0 to 1, as far as the measure tells."""
        return self._progress

    @property
    def elapsed_s(self) -> float:
        """Seconds since its start, until its end."""
        return self._elapsed_s if self._ended.is_set() else monotonic() - self._since

    @property
    def problem(self) -> str:
        """Why there is no result; empty while it runs and where there is one."""
        return self._problem

    @property
    def is_refused(self) -> bool:
        """Whether the measure itself said why there is no result, such as that it has no meaning here."""
        return self._is_refused

    @property
    def pid(self) -> int:
        """The id of its process."""
        return self._process.pid or 0

    def cancel(self) -> None:
        """End it; nothing happens where it has ended."""
        self._end(State.CANCELLED, "The job was cancelled.")

    def wait(self, timeout_s: float | None = None) -> bool:
        """Whether it has ended within so many seconds."""
        return self._ended.wait(timeout_s)

    def result(self) -> Result:
        """What it found; waits for it.

        Raises:
            NetworkError: it failed, was cancelled, or took too much.
        """
        self._ended.wait()
        if self._result is None:
            raise NetworkError(self._problem)
        return self._result

    def _watch(self, hears: Connection) -> None:
        """Take what the process tells until it ends, or its time is over."""
        with hears, suppress(EOFError, OSError):
            while self._state is State.RUNNING:
                if not hears.poll(max(0.0, self._since + self.limits.time_s - monotonic())):
                    self._end(
                        State.FAILED,
                        f"{self.measure} took longer than {self.limits.time_s:g} s and was stopped. "
                        "Filter the network, ask for a sample, or allow more time.",
                    )
                    break
                self._hear(*hears.recv())
        self._process.join()
        self._end(
            State.FAILED,
            f"The process of {self.measure} ended unexpectedly ({_ending(self._process.exitcode)}). "
            "Filter the network, or ask for a sample.",
        )

    def _hear(self, kind: str, told: Any) -> None:
        if kind == "progress":
            self._progress = told
        elif kind in {"refusal", "memory"}:
            self._is_refused = kind == "refusal"
            self._end(State.FAILED, told)
        else:
            self._end(State.DONE, "", told)

    def _end(self, state: State, problem: str, result: Result | None = None) -> None:
        """Set how it ended, which is only done once, and let nothing of it run on."""
        with self._lock:
            if self._ended.is_set():
                return
            self._state, self._problem, self._result = state, problem, result
            self._progress = 1.0 if result else self._progress
            self._elapsed_s = monotonic() - self._since
            self._ended.set()
        self._process.kill()


def start(
    network: Network, name: str, options: Mapping[str, Any] | None = None, limits: JobLimits | None = None
) -> Job:
    """A measure on a network, begun in a process of its own.

    Raises:
        UnknownName: there is no such measure; names the nearest.
        ParameterError: the measure does not take an option, or not that value.
    """
    check(name, options or {})
    return Job(network, name, options or {}, limits or JobLimits())


class Jobs:
    """The jobs of a service under ids that can't be guessed; the latest that ended are kept for a while."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def start(
        self, network: Network, name: str, options: Mapping[str, Any], limits: JobLimits, most: int
    ) -> str:
        """Begin a measure; its id. Empty where already so many (``most``) run.

        Raises:
            UnknownName, ParameterError: as for the function `start`.
        """
        with self._lock:
            if sum(job.state is State.RUNNING for job in self._jobs.values()) >= most:
                return ""
            ended = [key for key, job in self._jobs.items() if job.state is not State.RUNNING]
            for key in ended[: max(0, len(ended) - _KEPT + 1)]:
                del self._jobs[key]
            key = token_urlsafe(12)
            self._jobs[key] = start(network, name, options, limits)
            return key

    def get(self, key: str) -> Job | None:
        """The job of this id; None where there is none, or it is forgotten."""
        return self._jobs.get(key)


def _work(tells: Connection, network: Network, name: str, options: dict[str, Any], limits: JobLimits) -> None:
    """Compute and tell; runs in the new process."""
    # Ctrl-C on a terminal goes to all its processes; whoever started this one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Should nobody be left to end this process, the system does.
    seconds = ceil(limits.time_s) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if limits.memory_mb:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mb * _MB, limits.memory_mb * _MB))
    try:
        with followed(lambda share: tells.send(("progress", share))):
            found = measure(network, name, **options)
        tells.send(("result", found))
    except MaillageError as error:
        tells.send(("refusal", str(error)))
    except MemoryError:
        needs = f"{name} needs more than {limits.memory_mb:,} MB of memory"
        tells.send(("memory", f"{needs}. Filter the network, or ask for a sample."))


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"

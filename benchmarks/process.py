"""Processes that a benchmark starts: ended by their own id, with the memory of all their children known."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event, Thread

__all__ = ["Failed", "Watched", "free_port", "ran", "wait_for_port"]

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_EVERY_S = 0.1


class Failed(Exception):
    """A process did not do what it was started for."""


class Watched:
    """A running command in a process group of its own, whose memory is looked at ten times a second."""

    def __init__(
        self, command: Sequence[str | Path], log: Path, *, environment: Mapping[str, str] | None = None
    ) -> None:
        """Start the command; what it says goes to the log.

        Raises:
            Failed: there is no such command.
        """
        self.command = tuple(map(str, command))
        self.log = log
        self.peak_bytes = 0
        self._is_over = Event()
        try:
            with log.open("ab") as file:
                self._process = subprocess.Popen(
                    self.command,
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    env={**os.environ, **(environment or {})},
                )
        except OSError as error:
            raise Failed(f"{self.command[0]} can't be started: {error.strerror}") from error
        self._watch = Thread(target=self._watched, daemon=True)
        self._watch.start()

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def wait(self, limit_s: float) -> None:
        """Wait until it has ended well.

        Raises:
            Failed: it ended with an error, or took too long and was stopped.
        """
        try:
            code = self._process.wait(limit_s)
        except subprocess.TimeoutExpired as error:
            self.stop()
            raise Failed(f"{self.command[0]} took longer than {limit_s:.0f} s and was stopped.") from error
        self._end_watch()
        if code:
            raise Failed(f"{self.command[0]} ended with code {code}; its last words: {self._last_words()}")

    def stop(self, patience_s: float = 20) -> None:
        """Ask it and its children to end; make them where they don't."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            if self.is_running:
                os.killpg(self._process.pid, how)
                try:
                    self._process.wait(patience_s)
                except subprocess.TimeoutExpired:
                    continue
        self._end_watch()

    def _end_watch(self) -> None:
        self._is_over.set()
        self._watch.join()

    def _watched(self) -> None:
        while not self._is_over.is_set():
            self.peak_bytes = max(self.peak_bytes, _group_bytes(self._process.pid))
            self._is_over.wait(_EVERY_S)

    def _last_words(self) -> str:
        return self.log.read_text("utf-8", "replace")[-600:].strip()


def _group_bytes(group: int) -> int:
    """Memory that the processes of a group hold now, shared pages counted in each."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The name of the program, in brackets, may hold spaces itself.
                fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                if int(fields[2]) == group:
                    total += int((entry / "statm").read_text("ascii").split()[1]) * _PAGE_BYTES
            except (OSError, IndexError):
                continue
    return total


def ran(
    command: Sequence[str | Path], log: Path, *, limit_s: float, environment: Mapping[str, str] | None = None
) -> int:
    """Run a command to its end; the most memory it held, in bytes.

    Raises:
        Failed: it ended with an error or took too long.
    """
    process = Watched(command, log, environment=environment)
    process.wait(limit_s)
    return process.peak_bytes


def free_port() -> int:
    """A port of the loopback address that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(process: Watched, port: int, limit_s: float = 60) -> None:
    """Wait until a server takes connections.

    Raises:
        Failed: it ended, or did not listen in time and was stopped.
    """
    end = time.monotonic() + limit_s
    while process.is_running and time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.02)
    process.stop()
    raise Failed(f"{process.command[0]} does not answer on its port; see {process.log}")

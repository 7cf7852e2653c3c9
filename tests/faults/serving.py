"""The server under attack, with modest limits, and a server that must never be reached."""

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.serving import ROOT, Served, served

__all__ = ["TIME_LIMIT_S", "Canary", "canary", "memory_mb", "modest_server"]

TIME_LIMIT_S = 2


@contextmanager
def modest_server(folder: Path) -> Iterator[Served]:
    """A server over a store with the bundled graph, whose limits are reached soon.

    Where it may fetch things is everywhere that is public: what is forbidden must be so however much the
    operator allows.
    """
    store = str(folder / "hostile.db")
    data = sorted(map(str, (ROOT / "data").glob("*.trig")))
    for words in (["load", *data], ["infer"]):
        command = [sys.executable, "-m", "graph", *words, "--store", store]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with served(
        folder,
        store_path=store,
        query_timeout_s=TIME_LIMIT_S,
        query_memory_mb=300,
        query_temp_mb=100,
        row_limit=50_000,
        service_allow="*",
        load_allow="*",
    ) as running:
        yield running


def memory_mb(server: Served) -> float:
    """Resident memory of the server's process."""
    status = Path(f"/proc/{server.process.pid}/status").read_text("ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024


@dataclass(slots=True)
class Canary:
    """A server that must never be reached: its address, and what came all the same."""

    address: str
    visits: list[bytes] = field(default_factory=list)


@contextmanager
def canary() -> Iterator[Canary]:
    """A server on loopback that notes who comes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        bird = Canary(f"127.0.0.1:{listening.getsockname()[1]}")
        is_over = threading.Event()
        thread = threading.Thread(target=_watch, args=(listening, bird, is_over))
        thread.start()
        try:
            yield bird
        finally:
            is_over.set()
            thread.join()


def _watch(listening: socket.socket, bird: Canary, is_over: threading.Event) -> None:
    while not is_over.is_set():
        try:
            visitor, _ = listening.accept()
        except TimeoutError:
            continue
        with visitor:
            visitor.settimeout(1)
            bird.visits.append(visitor.recv(1_000))

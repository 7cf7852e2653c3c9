"""A server that was started for a benchmark, as something to ask."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.asking import Fetched, fetch, send_update
from benchmarks.peers.peer import Running
from benchmarks.process import Watched, free_port, wait_for_port

__all__ = ["served"]

Command = Callable[[int], Sequence[str | Path]]


def served(
    folder: Path,
    command: Command,
    *,
    query_path: str,
    update_path: str = "",
    environment: Callable[[int], Mapping[str, str]] = lambda _port: {},
) -> Running:
    """Start a server on a free port of the loopback address and wait until it listens.

    Args:
        folder: where its log goes.
        command: the command for a port.
        query_path: path and parameters of the query endpoint.
        update_path: the same for updates; empty where it takes none.
        environment: variables it needs besides ours, for a port.

    Raises:
        Failed: it can't be started.
    """
    port = free_port()
    process = Watched(command(port), folder / "server.log", environment=environment(port))
    wait_for_port(process, port)
    place = f"http://127.0.0.1:{port}"

    def ask(query: str, limit_s: float) -> Fetched:
        return fetch(place + query_path, query, limit_s)

    def update(text: str, limit_s: float) -> float:
        return send_update(place + update_path, text, limit_s)

    return Running(ask, update if update_path else None, lambda: process.peak_bytes, process.stop)

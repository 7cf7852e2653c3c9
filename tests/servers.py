"""Servers that tests ask: started on a free port of loopback, stopped by their own process id."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

__all__ = ["free_port", "oxigraph_server"]

_PATIENCE_S = 30
_FIRST_ERROR = 400


@contextmanager
def oxigraph_server(data: str = "", folder: Path | None = None) -> Iterator[str]:
    """An Oxigraph server that holds this N-Quads text; gives its address without a slash at the end."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "oxigraph")]
    location = ["--location", str(folder)] if folder else []
    process = subprocess.Popen(
        [*command, "serve", *location, "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(port)
        if data:
            _put(address, data)
        yield address
    finally:
        process.terminate()
        process.wait(_PATIENCE_S)


def free_port() -> int:
    """A port of loopback that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"nothing listens on port {port}")


def _put(address: str, data: str) -> None:
    connection = HTTPConnection(address.removeprefix("http://"), timeout=_PATIENCE_S)
    connection.request("POST", "/store", data.encode(), {"Content-Type": "application/n-quads"})
    status = connection.getresponse().status
    connection.close()
    if status >= _FIRST_ERROR:
        raise OSError(f"the server refused the data with status {status}")

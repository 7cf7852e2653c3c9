"""The process: it starts, says where it answers, stops in order, and says plainly why it can't start."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.serving import served

ADDRESS = re.compile(r"Maillage answers at (http://\S+/) ")


@contextmanager
def started(root: Path, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """The server as a process of its own, with these settings; ended afterwards."""
    environment = {**os.environ, **{f"MAILLAGE_{name.upper()}": text for name, text in variables.items()}}
    process = subprocess.Popen(
        [sys.executable, "server.py"],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: subprocess.Popen[str]) -> str:
    """The first line that the process writes to its standard output."""
    assert process.stdout is not None
    return process.stdout.readline()


def test_server_prints_the_address_it_answers_at(root: Path) -> None:
    """With port 0 the system chooses; the printed address answers."""
    with started(root, bind="127.0.0.1:0") as process:
        found = ADDRESS.match(first_line(process))

        assert found is not None
        with urlopen(f"{found[1]}health", timeout=10) as response:  # noqa: S310 - an address of our own
            assert response.status == 200


def test_server_ends_in_order_when_it_is_told_to(root: Path) -> None:
    """SIGTERM ends the process with code 0 and without a traceback."""
    with started(root, bind="127.0.0.1:0") as process:
        first_line(process)

        process.send_signal(signal.SIGTERM)

        _, errors = process.communicate(timeout=10)
        assert (process.returncode, errors) == (0, "")


def test_server_says_plainly_that_the_port_is_taken(root: Path) -> None:
    """One line that names the address and what to do, exit code 1, no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        with started(root, bind=bind) as process:
            _, errors = process.communicate(timeout=10)

    assert process.returncode == 1
    assert errors == (
        f"maillage: can't listen on {bind}: Address already in use. "
        "Choose another port, for example MAILLAGE_BIND=127.0.0.1:0 for any free one.\n"
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("bind", "8000", "host:port"),
        ("threads", "many", "a whole number"),
        ("colour", "blue", "no setting 'colour'"),
        ("store_path", "/dev/null", "not a store"),
        ("store_path", "/no/such/store", "there is no store here"),
        ("bind", "no.such.host.invalid:8000", "can't listen on"),
    ],
)
def test_server_does_not_start_on_impossible_settings(root: Path, name: str, value: str, words: str) -> None:
    """Each gets one line in words and exit code 1."""
    with started(root, **{name: value}) as process:
        _, errors = process.communicate(timeout=10)

    assert process.returncode == 1
    assert errors.startswith("maillage: ")
    assert words in errors
    assert errors.count("\n") == 1


def test_server_answers_from_a_store_on_disk(root: Path, tmp_path: Path) -> None:
    """A store that was made before is served."""
    path = str(tmp_path / "store")
    # Another process makes it, for a store is open in one process at a time.
    load = ["load", str(root / "data" / "sources.trig"), "--store", path]
    subprocess.run(
        [sys.executable, "-m", "graph", *load], cwd=root, check=True, capture_output=True, timeout=60
    )

    with started(root, bind="127.0.0.1:0", store_path=path) as process:
        found = ADDRESS.match(first_line(process))

        assert found is not None
        with urlopen(f"{found[1]}ontology", timeout=10) as response:  # noqa: S310 - an address of our own
            assert b"LabelGrant" in response.read()


def test_what_comes_by_a_proxy_is_not_taken_for_this_machine(tmp_path: Path) -> None:
    """With writing open a proxy on the same machine would let everyone in, were it not told apart."""
    with served(tmp_path, writes="open") as service:
        assert service.ask("GET", "/running").status == 200

        for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
            assert service.ask("GET", "/running", headers={name: "127.0.0.1"}).status == 401, name


def test_a_trusted_proxy_is_believed_about_the_client(tmp_path: Path) -> None:
    """And about nothing that the client wrote before it."""
    log = tmp_path / "requests.jsonl"
    with served(tmp_path, trusted_proxy="127.0.0.1", request_log=log) as service:
        service.ask("GET", "/health", headers={"X-Forwarded-For": "198.51.100.1, 192.0.2.7"})

    assert json.loads(log.read_text("utf-8"))["client"] == "192.0.2.7"

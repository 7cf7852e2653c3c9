"""The server under attack and the server that must not be reached, one of each for the whole run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.judging import SMALL
from tests.faults.serving import Canary, canary, memory_mb, modest_server
from tests.faults.speaking import exchange
from tests.serving import Served


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server writes what happens."""
    return tmp_path_factory.mktemp("faults") / "log.txt"


@pytest.fixture(scope="session")
def server(log: Path) -> Iterator[Served]:
    """A server that has answered before, so that its memory is what it is at work."""
    with modest_server(log.parent) as running:
        for _ in range(20):
            exchange(running.host, [SMALL], patience_s=10)
        yield running


@pytest.fixture(scope="session")
def memory_before_mb(server: Served) -> float:
    """What the server takes before it is attacked."""
    return memory_mb(server)


@pytest.fixture(scope="session")
def bird() -> Iterator[Canary]:
    """A server on loopback that must never be reached."""
    with canary() as watched:
        yield watched

"""Every hostile request gets an answer that was promised, and after it the server answers as before."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.corpus import Hostile, hostile_requests
from tests.faults.judging import SMALL, faults, is_right
from tests.faults.serving import Canary, memory_mb
from tests.faults.speaking import Reply, Speaker, exchange
from tests.serving import Served

CORPUS = hostile_requests()
EACH = 8
"""Of so many requests one is sent unless all are asked for (``--slow``)."""
PATIENCE_S = 60
"""Far more than a server in health needs, also on a machine that does ten things at once."""
AT_WORK_MB, AT_REST_MB = 1_500, 450
"""What may be held above what was held before: while queries of 300 MB come and go, and in the end."""


def _parameters() -> list[object]:
    parameters: list[object] = []
    for number, each in enumerate(CORPUS):
        marks = [pytest.mark.slow] if number % EACH else []
        parameters.append(pytest.param(each, id=each.name, marks=marks))
    return parameters


@contextmanager
def _speaking(server: Served, hostile: Hostile, canary: str) -> Iterator[list[Speaker]]:
    """Connections that have sent the request, all at once, and are open while the block runs."""
    pieces = hostile.sent(token=server.admin, canary=canary)
    speakers = [Speaker(server.host, patience_s=PATIENCE_S) for _ in range(hostile.connections)]
    try:
        with ThreadPoolExecutor(hostile.connections) as pool:
            list(pool.map(lambda speaker: speaker.say(pieces), speakers))
        yield speakers
    finally:
        for speaker in speakers:
            speaker.close()


def _attacked(server: Served, hostile: Hostile, canary: str) -> list[Reply]:
    if hostile.connections == 1:
        return exchange(server.host, hostile.sent(token=server.admin, canary=canary), patience_s=PATIENCE_S)
    with _speaking(server, hostile, canary) as speakers:
        if 0 in hostile.expect:
            # They are not answered before they have said all, and others must not wait for that.
            assert is_right(exchange(server.host, [SMALL], patience_s=PATIENCE_S))
            return []
        return [reply for speaker in speakers if (reply := speaker.hear())]


@pytest.mark.parametrize("hostile", _parameters())
def test_the_server_withstands(
    hostile: Hostile, server: Served, bird: Canary, memory_before_mb: float
) -> None:
    """A status that was promised, no word of its inside, then a small answer in time and no memory lost."""
    replies = _attacked(server, hostile, bird.address)

    allowed = hostile.allowed(hostile.sent(token="", canary=""))
    assert ({reply.status for reply in replies} or {0}) <= allowed, [reply.body[:500] for reply in replies]
    assert [fault for reply in replies for fault in faults(reply, "GET")] == []
    assert is_right(exchange(server.host, [SMALL], patience_s=PATIENCE_S))
    assert memory_mb(server) < memory_before_mb + AT_WORK_MB


def test_the_process_is_the_same_and_has_let_go_of_its_memory(
    server: Served, log: Path, memory_before_mb: float
) -> None:
    """It was never started anew, wrote no traceback, and holds about what it held before."""
    until = time.monotonic() + PATIENCE_S
    while memory_mb(server) > memory_before_mb + AT_REST_MB and time.monotonic() < until:
        time.sleep(0.2)

    assert server.process.poll() is None
    assert memory_mb(server) < memory_before_mb + AT_REST_MB
    found = re.search(r"Traceback.*", log.read_text("utf-8"), re.DOTALL)
    assert not found, found[0][:5_000]


def test_nothing_was_fetched_from_this_machine(server: Served, bird: Canary) -> None:
    """No request made the server reach the address that many of them name."""
    assert server.process.poll() is None
    assert bird.visits == []


def test_the_corpus_is_as_large_as_it_is_said_to_be() -> None:
    """At least eight hundred requests, each of its own name."""
    assert len({each.name for each in CORPUS}) == len(CORPUS)
    assert len(CORPUS) >= 800

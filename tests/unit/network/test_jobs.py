"""Measures in a process of their own: what comes back, what ends them, and that nothing else ends."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic, sleep

import pytest

from graph.errors import NetworkError, ParameterError, UnknownName
from graph.network import Network, measure
from graph.network.jobs import Job, JobLimits, State, start
from graph.network.progress import followed, steps
from tests.unit.network.build import network_of_ties, tie
from tests.unit.network.random_networks import random_network

NETWORK = random_network(1, nodes=40, ties=90)
ENDLESS = {"replicas": 10**9}


@contextmanager
def endless(limits: JobLimits | None = None) -> Iterator[Job]:
    """A job that would run for years; it is ended."""
    job = start(NETWORK, "small_world", ENDLESS, limits)
    try:
        yield job
    finally:
        job.cancel()


def is_alive(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(pid: int) -> bool:
    """Whether a process has ended within ten seconds."""
    until = monotonic() + 10
    while is_alive(pid) and monotonic() < until:
        sleep(0.05)
    return not is_alive(pid)


def test_a_job_finds_what_is_found_here() -> None:
    """Numbers and method are the same but for the time they took."""
    NETWORK.ids  # noqa: B018 - what a network keeps for itself must not hinder its way to the other process

    job = start(NETWORK, "betweenness", {"error": 0.05})

    found, here = job.result(), measure(NETWORK, "betweenness", error=0.05)
    assert (found.scores, dict(found.summary)) == (here.scores, dict(here.summary))
    assert replace(found.method, elapsed_ms=0.0) == replace(here.method, elapsed_ms=0.0)
    assert (job.state, job.progress, job.problem) == (State.DONE, 1.0, "")


def test_a_job_that_is_cancelled_leaves_no_process() -> None:
    """Whoever waits for its result is told."""
    with endless() as job:
        assert not job.wait(0.5)

        job.cancel()

        assert job.state is State.CANCELLED
        assert gone(job.pid)
        with pytest.raises(NetworkError, match="cancelled"):
            job.result()


def test_a_job_ends_with_its_time() -> None:
    """The message says how long it was allowed, and what to do."""
    with endless(JobLimits(time_s=1.5)) as job:
        assert job.wait(20)

        assert job.state is State.FAILED
        assert "longer than 1.5 s" in job.problem
        assert 1.5 <= job.elapsed_s < 10
        assert gone(job.pid)


@pytest.mark.parametrize("code", [signal.SIGSEGV, signal.SIGKILL])
def test_a_crash_ends_the_job_and_nothing_else(code: signal.Signals) -> None:
    """As when compiled code reads where it must not, or the system runs out of memory."""
    with endless() as job:
        assert not job.wait(0.5)

        os.kill(job.pid, code)

        assert job.wait(20)
        assert job.state is State.FAILED
        assert code.name in job.problem


def test_a_job_has_no_more_memory_than_it_is_allowed() -> None:
    """The paths of two ties through a hub of 14,000 are 196 million: more than 2 GB."""
    hub = Network.of(tie(f"hub-n{at}") for at in range(14_000))

    job = start(hub, "small_world", {"replicas": 1}, JobLimits(memory_mb=2_000))

    with pytest.raises(NetworkError, match="more than 2,000 MB of memory"):
        job.result()


def test_progress_goes_up() -> None:
    """Two hundred random graphs of forty nodes take a second or more, and are counted."""
    job = start(NETWORK, "rich_club", {"replicas": 200})

    seen = [job.progress]
    while not job.wait(0.01):
        seen.append(job.progress)

    assert job.state is State.DONE
    assert seen == sorted(seen)
    assert any(0 < share < 1 for share in seen)


def test_steps_are_told_a_hundred_times_at_most() -> None:
    """To the listener of this thread, while it listens."""
    heard: list[float] = []

    with followed(heard.append):
        assert list(steps(range(1000), 1000)) == list(range(1000))
    list(steps(range(5), 5))

    assert heard == [at / 100 for at in range(1, 101)]


def test_what_can_be_refused_at_once_is_refused_before_a_process_starts() -> None:
    """Unknown measures and options that it does not take."""
    with pytest.raises(UnknownName, match="betweenness"):
        start(NETWORK, "betweeness")
    with pytest.raises(ParameterError, match="does not take"):
        start(NETWORK, "degree", {"replicas": 3})


def test_what_the_measure_refuses_is_the_problem_of_the_job() -> None:
    """In its own words."""
    job = start(network_of_ties("a-b"), "in_degree")

    with pytest.raises(NetworkError, match="Use degree"):
        job.result()


def test_an_empty_network_goes_there_and_back() -> None:
    """Nothing is lost of nothing."""
    assert start(Network(), "degree").result().scores == ()

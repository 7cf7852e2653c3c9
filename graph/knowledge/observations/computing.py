"""Computing a measure for a query that runs: within its time and memory, and stopped with it."""

from collections.abc import Mapping
from time import monotonic
from typing import Any

from graph.engine import Running
from graph.errors import NetworkError, QueryTooLarge
from graph.network import Network, Result, measure
from graph.network.jobs import JobLimits, start

__all__ = ["computed"]

_SMALL = 250_000
"""Nodes times ties up to which starting a process takes longer than the measure."""

_LOOK_S = 0.05


def computed(
    network: Network, name: str, options: Mapping[str, Any], running: Running, *, is_apart: bool
) -> Result:
    """The numbers of a measure.

    Args:
        network: what is measured.
        name: of the measure.
        options: of the measure.
        running: the query, whose time and memory it takes.
        is_apart: whether a larger network is measured in a process of its own, where it can be stopped.

    Raises:
        NetworkError: the measure has no meaning on this network.
        QueryTooLarge: its process ended, mostly for want of memory.
        QueryTimeout, QueryCancelled: the query is over.
    """
    if not is_apart or len(network) * network.number_of_edges() <= _SMALL:
        found = measure(network, name, **options)
        running.check()
        return found
    limits = JobLimits(max(running.deadline - monotonic(), 0), running.limits.memory_mb)
    job = start(network, name, options, limits)
    try:
        while not job.wait(_LOOK_S):
            running.check()
    finally:
        job.cancel()
    try:
        return job.result()
    except NetworkError as error:
        # Where the time of both is over, it is the query's limit that is to be named.
        running.check()
        if job.is_refused:
            raise
        raise QueryTooLarge(str(error)) from error

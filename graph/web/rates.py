"""How often one client may ask: a bucket of tokens for each, which fills at a steady rate.

A client is a bearer token, or without one an address; of IPv6 the network of 64 bits, since whoever has one
address there has them all. Unknown tokens count for the address, so that guessing is slow too.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from threading import Lock
from time import monotonic

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException, TooManyRequests

from graph.settings import Settings
from graph.web.access import FOR_ALL, caller

__all__ = ["Buckets", "register"]

_KEY = "maillage.rates"
_MOST_CLIENTS = 10_000
_MINUTE_S = 60


@dataclass(slots=True)
class _Bucket:
    """What is left for a client, as of a time."""

    left: float
    time_s: float


class Buckets:
    """A bucket for each client: as many requests at once as it holds, then as many as it fills with."""

    def __init__(self, size: int, per_second: float) -> None:
        self._size = size
        self._per_second = per_second
        self._buckets: dict[Hashable, _Bucket] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, client: Hashable, now_s: float) -> float:
        """Take one out; gives 0, or where the bucket is empty after how many seconds it will not be.

        >>> buckets = Buckets(2, 0.5)
        >>> [buckets.take("ana", now) for now in (0, 0, 0, 1, 2)]
        [0.0, 0.0, 2.0, 1.0, 0.0]
        """
        with self._lock:
            bucket = self._buckets.pop(client, None) or _Bucket(self._size, now_s)
            self._buckets[client] = bucket  # the one used last stands last
            bucket.left = min(self._size, bucket.left + (now_s - bucket.time_s) * self._per_second)
            bucket.time_s = now_s
            self._forget()
            if bucket.left < 1:
                return (1 - bucket.left) / self._per_second
            bucket.left -= 1
            return 0.0

    def _forget(self) -> None:
        """Forget who has not asked for longest, so that many clients take little memory."""
        if len(self._buckets) > _MOST_CLIENTS:
            del self._buckets[next(iter(self._buckets))]


def register(app: Flask, settings: Settings) -> None:
    """Hold the clients of the app to the rate of its settings, if there is one."""
    if settings.requests_per_minute:
        app.extensions[_KEY] = Buckets(settings.request_burst, settings.requests_per_minute / _MINUTE_S)
        app.before_request(_admit)


def _admit() -> None:
    if request.endpoint in FOR_ALL:
        return
    buckets: Buckets = current_app.extensions[_KEY]
    wait_s = ceil(buckets.take(_client(), monotonic()))
    if wait_s:
        raise TooManyRequests(
            f"That was more than one client may ask at a time. Ask again in {wait_s} s.", retry_after=wait_s
        )


def _client() -> Hashable:
    try:
        name = caller().name
    except HTTPException:
        name = ""
    return ("token", name) if name else ("address", _network(request.remote_addr or ""))


def _network(text: str) -> str:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return text
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return text

"""Addresses of hosts by name, within a time: the system's own look-up knows none and can't be stopped."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from socket import IPPROTO_TCP, getaddrinfo
from threading import BoundedSemaphore, Thread
from time import monotonic

__all__ = ["addresses_of"]

_LOOKS_EACH_S = 0.05
_AT_ONCE = 32
"""Look-ups that nobody waits for any more go on until the system gives them up; no more than these do."""

_places = BoundedSemaphore(_AT_ONCE)


def addresses_of(host: str, port: int, until: float, check: Callable[[], None]) -> list[str]:
    """The addresses of a host, as the system finds them.

    Args:
        host: its name, or an address.
        port: where it is to be contacted.
        until: when to give up, by the clock of ``time.monotonic``.
        check: called again and again; raises where it is no longer wanted.

    Raises:
        OSError: there are none, or none were found in time.
    """
    found: Future[list[str]] = Future()
    while not _places.acquire(timeout=_LOOKS_EACH_S):
        _wait_on(host, until, check)
    Thread(target=_look_up, args=(host, port, found), name="lookup", daemon=True).start()
    while not wait([found], _LOOKS_EACH_S).done:
        _wait_on(host, until, check)
    return found.result()


def _wait_on(host: str, until: float, check: Callable[[], None]) -> None:
    check()
    if monotonic() >= until:
        raise TimeoutError(f"the name {host} was not found in time")


def _look_up(host: str, port: int, found: Future[list[str]]) -> None:
    try:
        found.set_result([str(entry[4][0]) for entry in getaddrinfo(host, port, proto=IPPROTO_TCP)])
    except (OSError, UnicodeError) as error:  # the latter for a name that is too long for any
        found.set_exception(error)
    finally:
        _places.release()

"""Asking other servers, and only those that the operator allowed.

An address in a query or update is chosen by whoever wrote it. So it is held against an allow-list, its host
is resolved once, every address found must be public or named in the list, and the connection goes to exactly
that address; each redirect is checked anew. What comes back is bounded in size and time.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from socket import SHUT_RDWR, create_connection, socket
from threading import Event, Thread
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from graph.engine.allowed import AllowList
from graph.engine.lookup import addresses_of
from graph.errors import MaillageError, QueryError

__all__ = ["Reply", "Request", "fetch"]

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEEPS_METHOD = frozenset({307, 308})
_MOST_REDIRECTS = 5
_BLOCK_BYTES = 65_536
_SUCCESS = frozenset({200, 201, 204})
_SHORTEST_S = 0.001
_LOOKS_EACH_S = 0.05


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of another server.

    Attributes:
        url: the address.
        method: GET or POST.
        headers: sent as they are.
        body: for POST.
        timeout_s: the most that connecting, sending and receiving may take together.
        bytes_limit: the most that may come back.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    timeout_s: float = 30.0
    bytes_limit: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: where from in the end, its media type without parameters, and the bytes."""

    url: str
    media_type: str
    body: bytes


def fetch(request: Request, allowed: AllowList, check: Callable[[], None] = lambda: None) -> Reply:
    """Ask another server.

    Args:
        request: what is asked.
        allowed: where may be asked.
        check: called again and again, from another thread too; raises where the query is stopped.

    Raises:
        QueryError: the address is not allowed, can't be reached, takes too long, answers with an error or
            with more than the limit.
    """
    until = monotonic() + request.timeout_s
    url, method, body = request.url, request.method, request.body
    for _ in range(_MOST_REDIRECTS + 1):
        if not allowed.admits(url):
            raise QueryError(
                f"<{url}> may not be contacted from here: it is not on the list of the operator."
            )
        try:
            with _opened(urlsplit(url), allowed, until, check) as sock, _guarded(sock, until, check):
                if isinstance(sock, ssl.SSLSocket):
                    sock.do_handshake()
                response = _asked(sock, url, method, body, request.headers)
                if response.status not in _REDIRECTS:
                    return _reply(url, response, request, _patience(sock, until, check))
                url = urljoin(url, response.getheader("Location", ""))
        except (OSError, HTTPException, ValueError) as error:
            check()
            raise QueryError(f"<{url}> can't be reached: {error or type(error).__name__}.") from error
        if response.status not in _KEEPS_METHOD:
            method, body = "GET", None
    raise QueryError(f"<{request.url}> leads through more than {_MOST_REDIRECTS} redirects.")


def _opened(parts: SplitResult, allowed: AllowList, until: float, check: Callable[[], None]) -> socket:
    """A connection to the address that the host resolves to, after that was checked.

    Whom it is with is for the handshake of TLS to say, which is still to come.
    """
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    address = _admitted(host, addresses_of(host, port, until, check), allowed)
    sock = create_connection((address, port), timeout=max(_SHORTEST_S, until - monotonic()))
    if parts.scheme == "https":
        with sock:  # wrapping takes the connection over; what is closed here is the empty shell
            context = ssl.create_default_context()
            return context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
    return sock


@contextmanager
def _guarded(sock: socket, until: float, check: Callable[[], None]) -> Iterator[None]:
    """Break the connection off when its time is over or the query is stopped, whatever it is waiting for.

    A server that sends a byte now and then would otherwise be waited for: each byte comes in time.
    """
    is_done = Event()

    def watch() -> None:
        while not is_done.wait(_LOOKS_EACH_S):
            if monotonic() >= until or _is_stopped(check):
                with suppress(OSError):
                    sock.shutdown(SHUT_RDWR)
                return

    watching = Thread(target=watch, name="reach", daemon=True)
    watching.start()
    try:
        yield
    finally:
        is_done.set()
        watching.join()


def _is_stopped(check: Callable[[], None]) -> bool:
    try:
        check()
    except MaillageError:
        return True
    return False


def _asked(
    sock: socket, url: str, method: str, body: bytes | None, headers: Mapping[str, str]
) -> HTTPResponse:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc)
    connection.sock = sock
    connection.request(method, _target(parts), body, {**headers, "Connection": "close"})
    return connection.getresponse()


def _patience(sock: socket, until: float, check: Callable[[], None]) -> Callable[[], None]:
    """To be called before each block is waited for: no wait is longer than the time that is left."""

    def wait() -> None:
        check()
        left = until - monotonic()
        if left <= 0:
            raise TimeoutError("it takes too long")
        if sock.fileno() >= 0:  # it is closed once all has come
            sock.settimeout(left)

    return wait


def _admitted(host: str, addresses: Sequence[str], allowed: AllowList) -> str:
    for address in addresses:
        if not allowed.admits_host(ip_address(address.partition("%")[0])):
            raise QueryError(f"{host} is at {address}, which is not a public address; it is not contacted.")
    return addresses[0]


def _reply(url: str, response: HTTPResponse, request: Request, wait: Callable[[], None]) -> Reply:
    if response.status not in _SUCCESS:
        raise QueryError(f"<{url}> answers with status {response.status} {response.reason}.")
    blocks: list[bytes] = []
    size = 0
    wait()
    while block := response.read1(_BLOCK_BYTES):
        size += len(block)
        if size > request.bytes_limit:
            raise QueryError(f"<{url}> answers with more than {request.bytes_limit:,} bytes.")
        blocks.append(block)
        wait()
    wait()  # what was broken off is no whole answer
    media_type = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
    return Reply(url, media_type, b"".join(blocks))


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

"""Contacting other servers: those on the list, at the addresses that were checked, within bounds."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Event, Thread
from threading import enumerate as enumerate_threads
from time import monotonic, sleep

import pytest

from graph.engine import lookup
from graph.engine.allowed import AllowList
from graph.engine.reach import Request, fetch
from graph.errors import QueryCancelled, QueryError, SettingsError

PATIENCE_S = 30


class _Handler(BaseHTTPRequestHandler):
    stop = Event()

    def do_GET(self) -> None:
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
            return
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Type", "text/turtle; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<x:a> <x:b> 1 .")
        if self.path == "/slow":
            self.wfile.flush()
            self.stop.wait(20)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body[::-1])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """A server on loopback."""
    with _serving() as address:
        yield address


@contextmanager
def _serving() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    _Handler.stop.set()
    server.shutdown()
    server.server_close()
    thread.join()


def test_what_is_allowed_is_fetched(origin: str) -> None:
    """An address on the list gives its bytes and its media type without parameters."""
    reply = fetch(Request(f"{origin}/data"), AllowList.of(origin))

    assert reply.body == b"<x:a> <x:b> 1 ."
    assert reply.media_type == "text/turtle"


def test_a_body_is_posted(origin: str) -> None:
    """POST sends what it is given."""
    assert fetch(Request(f"{origin}/q", "POST", body=b"abc"), AllowList.of(origin)).body == b"cba"


def test_what_is_not_on_the_list_is_not_contacted(origin: str) -> None:
    """An empty list allows nothing; another path of the same server is another address."""
    for allowed in (AllowList(), AllowList.of(f"{origin}/other")):
        with pytest.raises(QueryError, match="may not be contacted"):
            fetch(Request(f"{origin}/data"), allowed)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/database",
        "https://a.example/data/../secret",
        "https://a.example:8443/data",
        "http://a.example/data",
        "https://a.example@evil.example/data",
        "https://a.example.evil.example/data",
        "file:///etc/passwd",
        "https:///data",
    ],
)
def test_an_address_must_begin_as_the_list_says(url: str) -> None:
    """Scheme, host, port and whole path segments count; neither user names nor dots lead elsewhere."""
    assert not AllowList.of("https://a.example/data").admits(url)


def test_a_star_allows_only_public_addresses(origin: str) -> None:
    """Loopback is not reached through a star."""
    with pytest.raises(QueryError, match="not a public address"):
        fetch(Request(origin), AllowList.of("*"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "192.168.0.9",
        "::1",
        "fe80::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2002:808:808::1",
        "2001:0:7f00:1::1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::10.0.0.1",
    ],
)
def test_an_address_that_is_not_public_must_be_named(address: str) -> None:
    """Private, loopback, link-local and mapped addresses count as what they are."""
    assert not AllowList.of("*").admits_host(ip_address(address))
    assert not AllowList.of("https://a.example/").admits_host(ip_address(address))


def test_a_named_range_may_be_contacted() -> None:
    """The operator may name a range of an inner network."""
    assert AllowList.of("http://inner.example/ 10.1.0.0/16").admits_host(ip_address("10.1.2.3"))
    assert AllowList.of("http://inner.example/ ::1/128").admits_host(ip_address("::1"))
    assert AllowList.of("https://a.example/ 2002::/16").admits_host(ip_address("2002:808:808::1"))
    assert not AllowList.of("https://a.example/ 2002::/16").admits_host(ip_address("2002:7f00:1::"))


def test_a_name_that_turns_to_loopback_is_refused(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host on the list whose name service answers with a loopback address is not contacted."""
    port = int(origin.rpartition(":")[2])
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(lookup, "getaddrinfo", lambda *_, **__: answer)

    with pytest.raises(QueryError, match="not a public address"):
        fetch(Request(f"http://a.example:{port}/"), AllowList.of(f"http://a.example:{port}/"))


def test_a_redirect_is_checked_as_well(origin: str) -> None:
    """A redirect may lead to another address on the list, not to one that is not."""
    reply = fetch(Request(f"{origin}/to?{origin}/data"), AllowList.of(origin))
    assert reply.url == f"{origin}/data"

    with pytest.raises(QueryError, match="may not be contacted"):
        fetch(Request(f"{origin}/to?http://169.254.169.254/latest"), AllowList.of(origin))


def test_a_circle_of_redirects_ends(origin: str) -> None:
    """After a few redirects it is enough."""
    circle = f"{origin}/to?/to?/to?/to?/to?/to?/to?/data"

    with pytest.raises(QueryError, match="redirects"):
        fetch(Request(circle), AllowList.of(origin))


def test_what_is_too_large_is_refused(origin: str) -> None:
    """More bytes than the limit are an error, not a part."""
    with pytest.raises(QueryError, match="more than 4 bytes"):
        fetch(Request(f"{origin}/data", bytes_limit=4), AllowList.of(origin))


def test_what_is_too_slow_is_given_up(origin: str) -> None:
    """A server that falls silent is waited for no longer than the limit."""
    with pytest.raises(QueryError, match="can't be reached"):
        fetch(Request(f"{origin}/slow", timeout_s=0.3), AllowList.of(origin))


def test_an_error_of_the_other_server_is_told(origin: str) -> None:
    """A status other than success is an error that names it; so is a closed port."""
    with pytest.raises(QueryError, match="404"):
        fetch(Request(f"{origin}/missing"), AllowList.of(origin))
    with pytest.raises(QueryError, match="can't be reached"):
        fetch(Request("http://127.0.0.1:9/"), AllowList.of("http://127.0.0.1:9/"))


def test_a_list_with_nonsense_is_refused() -> None:
    """The operator learns at the start which entry means nothing."""
    with pytest.raises(SettingsError, match="ftp"):
        AllowList.of("https://a.example/ ftp://a.example/")


@contextmanager
def _dripping() -> Iterator[str]:
    """A server that sends its head byte by byte, and would go on for a minute."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 600:
                    connection.send(bytes([byte]))
                    sleep(0.1)

        thread = Thread(target=drip, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()


def test_a_head_that_drips_is_not_waited_for() -> None:
    """Each byte comes in time, and all of them would not."""
    start = monotonic()

    with _dripping() as url, pytest.raises(QueryError, match="can't be reached"):
        fetch(Request(url, timeout_s=0.5), AllowList.of(url))

    assert monotonic() - start < 30


def test_a_query_that_is_stopped_waits_for_no_server() -> None:
    """Whoever cancels it need not wait until the other server says something."""
    start = monotonic()

    def check() -> None:
        if monotonic() - start > 0.5:
            raise QueryCancelled("The query was cancelled.")

    with _dripping() as url, pytest.raises(QueryCancelled):
        fetch(Request(url, timeout_s=60), AllowList.of(url), check)

    assert monotonic() - start < 30


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Name servers that say nothing until they are told to, and then that there is no such name."""
    speak = Event()

    def look_up(*_: object, **__: object) -> list[object]:
        speak.wait(PATIENCE_S)
        raise socket.gaierror("no such name")

    monkeypatch.setattr(lookup, "getaddrinfo", look_up)
    yield speak
    speak.set()


@pytest.mark.usefixtures("silent")
def test_a_name_that_nobody_knows_is_not_waited_for() -> None:
    """The time for a request holds for its name too."""
    start = monotonic()

    with pytest.raises(QueryError, match="was not found in time"):
        fetch(Request("http://a.example/", timeout_s=0.3), AllowList.of("http://a.example/"))

    assert monotonic() - start < PATIENCE_S


@pytest.mark.usefixtures("silent")
def test_a_query_that_is_stopped_waits_for_no_name() -> None:
    """Whoever cancels it need not wait for the name servers."""
    start = monotonic()

    def check() -> None:
        if monotonic() - start > 0.3:
            raise QueryCancelled("The query was cancelled.")

    with pytest.raises(QueryCancelled):
        fetch(Request("http://a.example/", timeout_s=60), AllowList.of("http://a.example/"), check)

    assert monotonic() - start < PATIENCE_S


def test_names_that_are_looked_up_in_vain_are_few(silent: Event) -> None:
    """However often it is asked, so many threads wait for name servers and no more; then it goes on."""
    allowed = AllowList.of("http://a.example/")
    for _ in range(40):
        with pytest.raises(QueryError, match="was not found in time"):
            fetch(Request("http://a.example/", timeout_s=0.01), allowed)

    waiting = [thread for thread in enumerate_threads() if thread.name == "lookup"]
    silent.set()
    with pytest.raises(QueryError, match="no such name"):
        fetch(Request("http://a.example/"), allowed)

    assert 30 <= len(waiting) <= 32

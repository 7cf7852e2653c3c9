"""A server of documents that tests make the service ask: what it gives is set, and who asked is noted."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from time import sleep

__all__ = ["Document", "Documents", "documents"]


@dataclass(frozen=True, slots=True)
class Document:
    """What is given at an address.

    Attributes:
        body: the bytes.
        media_type: of the body.
        status: of the response.
        location: where a redirect leads.
        pause_s: how long is waited before each byte.
    """

    body: bytes = b""
    media_type: str = "text/turtle"
    status: int = 200
    location: str = ""
    pause_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Documents:
    """A server that runs.

    Attributes:
        address: where it answers, with a slash at the end.
        given: path without its slash → what is given there.
        asked: the paths that were asked for, in this order.
    """

    address: str
    given: dict[str, Document] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@contextmanager
def documents(context: SSLContext | None = None) -> Iterator[Documents]:
    """A server on a free port of loopback, until the block ends; over TLS where there is a context for it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            # What is left unread when a connection is closed breaks off what was sent before.
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            served.asked.append(path)
            document = served.given.get(path, Document(status=404))
            self.send_response(document.status)
            self.send_header("Content-Type", document.media_type)
            self.send_header("Content-Length", str(len(document.body)))
            if document.location:
                self.send_header("Location", document.location)
            self.end_headers()
            for byte in document.body if document.pause_s else ():
                sleep(document.pause_s)
                self.wfile.write(bytes([byte]))
            if not document.pause_s:
                self.wfile.write(document.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                """The service has gone away, as it is expected to."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        if context:
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "https" if context else "http"
        served = Documents(f"{scheme}://127.0.0.1:{server.server_address[1]}/")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()

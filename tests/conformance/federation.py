"""Other SPARQL services for the federated suite: a small HTTP server on this machine."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from graph.answer import write_answer
from graph.dataset import Dataset
from graph.rdf.read import document_from_file
from tests.conformance.engines import ENGINES
from tests.conformance.manifests import Case

__all__ = ["Double", "Rename", "serving"]

Rename = Callable[[str], str]
"""Gives a text with the addresses of other services replaced by those of the local double."""


@dataclass(frozen=True, slots=True)
class Double:
    """The local double of other services.

    Attributes:
        address: where it listens; without endpoints, where nothing does.
        rename: puts its addresses in place of theirs.
    """

    address: str = "http://127.0.0.1:9/"
    rename: Rename = str


@contextmanager
def serving(case: Case) -> Iterator[Double]:
    """Serve what a case's endpoints hold, until the block ends; without endpoints, nothing is served."""
    if not case.endpoints:
        yield Double()
        return
    held: dict[str, Dataset] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(held))
    Thread(target=server.serve_forever, daemon=True).start()
    local = f"http://127.0.0.1:{server.server_address[1]}"
    for number, (_, path) in enumerate(case.endpoints):
        held[f"/{number}"] = _dataset(path, f"{local}/")
    addresses = {name: f"{local}/{number}" for number, (name, _) in enumerate(case.endpoints)}
    try:
        yield Double(f"{local}/", lambda text: _replaced(text, addresses))
    finally:
        server.shutdown()
        server.server_close()


def _replaced(text: str, addresses: Mapping[str, str]) -> str:
    for name, address in addresses.items():
        text = text.replace(name, address)
    return text


def _dataset(path: Path, address: str) -> Dataset:
    """What one endpoint holds; it may ask the others."""
    dataset = ENGINES["columnar"](address)
    dataset.load(document_from_file(path), None)
    return dataset


def _handler(held: Mapping[str, Dataset]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers ``query`` in the address or in a form, as https://www.w3.org/TR/sparql11-protocol/ says."""

        def do_GET(self) -> None:
            """Answer a query in the address."""
            address = urlsplit(self.path)
            self._answer(address.path, parse_qs(address.query)["query"][0])

        def do_POST(self) -> None:
            """Answer a query in the body."""
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            is_form = "form" in self.headers.get("Content-Type", "")
            self._answer(urlsplit(self.path).path, parse_qs(body)["query"][0] if is_form else body)

        def _answer(self, path: str, query: str) -> None:
            body = write_answer(held[path].query(query), "json")
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    return Handler

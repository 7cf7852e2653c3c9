"""Other SPARQL services for the federated suite: a small HTTP server on this machine."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from graph.answer import write_answer
from graph.dataset import Dataset
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import Document
from tests.conformance.manifests import Case

__all__ = ["Rename", "serving"]

Rename = Callable[[str], str]
"""Gives a text with the addresses of other services replaced by those of the local double."""


@contextmanager
def serving(case: Case) -> Iterator[Rename]:
    """Serve what a case's endpoints hold, until the block ends; without endpoints, nothing is served."""
    if not case.endpoints:
        yield str
        return
    held = {f"/{number}": _dataset(file_) for number, (_, file_) in enumerate(case.endpoints)}
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(held))
    Thread(target=server.serve_forever, daemon=True).start()
    local = f"http://127.0.0.1:{server.server_address[1]}"
    addresses = {name: f"{local}/{number}" for number, (name, _) in enumerate(case.endpoints)}
    try:
        yield lambda text: _replaced(text, addresses)
    finally:
        server.shutdown()
        server.server_close()


def _replaced(text: str, addresses: Mapping[str, str]) -> str:
    for name, address in addresses.items():
        text = text.replace(name, address)
    return text


def _dataset(path: object) -> Dataset:
    dataset = Dataset.in_memory(is_union=False)
    dataset.load(Document(str(path), syntax_by_name("ttl"), path=path), None)  # type: ignore[arg-type]
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

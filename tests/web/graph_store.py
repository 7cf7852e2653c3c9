"""A service whose graphs tests read and write, and what they find in them."""

from pathlib import Path

from flask.testing import FlaskClient

from graph.dataset import Dataset
from graph.rdf.formats import syntax_by_name
from graph.rdf.read import document_from_text, read_quads
from graph.settings import read_settings
from graph.terms import Iri
from graph.tokens import Role, TokenFile
from server import create_app

__all__ = ["TURTLE", "A", "numbers", "store_client", "triples"]

TURTLE = {"Content-Type": "text/turtle"}
A = "/graphs?graph=x:a"
_TRIG = "<x:s> <x:p> 0 . <x:a> { <x:s> <x:p> 1 } <x:b> { <x:s> <x:p> 2 }"


def store_client(folder: Path, *graphs: Iri | None, **settings: str) -> FlaskClient:
    """A client with a token to edit these graphs, or all, of a service with three numbers in three graphs."""
    path = folder / "tokens.json"
    secret = TokenFile(path).add("editor", Role.EDITOR, frozenset(graphs) if graphs else None)
    dataset = Dataset.in_memory()
    dataset.load(document_from_text(_TRIG, syntax_by_name("trig")), None)
    client = create_app(read_settings({}, token_file=str(path), **settings), dataset).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def triples(text: bytes | str, syntax: str = "ttl") -> set[tuple[str, str, str]]:
    """What a document says, each term by its value alone."""
    quads = read_quads(document_from_text(text, syntax_by_name(syntax)))
    return {tuple(getattr(part, "value", "") for part in quad[:3]) for quad in quads}  # type: ignore[misc]


def numbers(client: FlaskClient, target: str) -> list[str]:
    """The objects in a graph, in order."""
    response = client.get(target, headers={"Accept": "text/turtle"})
    assert response.status_code == 200, response.text
    return sorted(number for _, _, number in triples(response.data))

"""Which graph a request is about: https://www.w3.org/TR/sparql11-http-rdf-update/#graph-identification."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from flask import request
from werkzeug.exceptions import BadRequest

from graph.terms import Iri, is_iri
from graph.web.parameters import absolute_iri, decoded, single

__all__ = ["Target", "target"]


@dataclass(frozen=True, slots=True)
class Target:
    """The graph that a request is about.

    Attributes:
        graph: its name; None for the default graph, the one without a name.
        base: what relative IRIs in documents are resolved against.
    """

    graph: Iri | None
    base: str

    def __str__(self) -> str:
        return f"graph <{self.graph.value}>" if self.graph else "default graph"


def target() -> Target | None:
    """The graph that the address names by ``graph=`` or ``default``, or is itself; None where it names none.

    Raises:
        BadRequest: it names several, or none that can be.
    """
    here = _address()
    parameters = decoded(request.query_string, "address")
    named = [name for name in ("graph", "default") if name in parameters]
    if request.view_args:
        if named:
            raise BadRequest("The path names a graph already; leave out graph= and default.")
        return Target(Iri(here), here)
    if len(named) > 1:
        raise BadRequest("Name a graph by graph=, or the default graph by default; not both.")
    if not named:
        return None
    if named == ["default"]:
        single("default", parameters)
        return Target(None, here)
    graph = absolute_iri("graph", single("graph", parameters))
    return Target(graph, graph.value)


def _address() -> str:
    """The address of the request as it was sent, without its query: decoding would make it another IRI."""
    sent = urlsplit(str(request.environ.get("REQUEST_URI", ""))).path or quote(request.path)
    address = f"{request.host_url.rstrip('/')}{sent}"
    if not is_iri(address):
        raise BadRequest(f"The address is no IRI: {address!r}.")
    return address

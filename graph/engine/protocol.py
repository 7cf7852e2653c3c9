"""Asking another SPARQL service over HTTP (https://www.w3.org/TR/sparql11-protocol/)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from urllib.parse import urlencode

import pyoxigraph as ox

from graph.engine.allowed import AllowList
from graph.engine.reach import Reply, Request, fetch
from graph.errors import QueryError, ReadError
from graph.rdf.depth import check_depth, check_text
from graph.rdf.formats import syntax_by_media_type, syntax_by_name
from graph.rdf.native import from_native, quad
from graph.rdf.read import document_from_text
from graph.sparql.requests import DatasetClause
from graph.terms import BlankNode, Term, Triple

__all__ = ["Endpoint", "Solutions"]

_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_LANGUAGES = {
    ox.QueryResultsFormat.JSON: "json",
    ox.QueryResultsFormat.XML: "xml",
    ox.QueryResultsFormat.TSV: "turtle",
}
_ACCEPT_RESULTS = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.5"
)
_ACCEPT_TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_LABEL_DIGITS = 12
# By whether a graph is a named one.
_FROM = {False: "default-graph-uri", True: "named-graph-uri"}
_USING = {False: "using-graph-uri", True: "using-named-graph-uri"}
Graphs = tuple[DatasetClause, ...]
_NOTHING_TO_CHECK: Callable[[], None] = lambda: None  # noqa: E731


@dataclass(frozen=True, slots=True)
class Solutions:
    """What a SELECT gave: variables, and for each solution a term or None a variable."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL service elsewhere.

    Attributes:
        url: where queries go.
        allowed: where requests may go at all; redirects count.
        timeout_s: how long one request may take.
        bytes_limit: how much one answer may hold.
        check: called while an answer comes in; raises where it is no longer wanted.
    """

    url: str
    allowed: AllowList
    timeout_s: float = 30.0
    bytes_limit: int = 100_000_000
    check: Callable[[], None] = _NOTHING_TO_CHECK

    def within(self, time_s: float) -> "Endpoint":
        """The same service, asked for so many seconds at most."""
        return replace(self, timeout_s=min(self.timeout_s, time_s))

    def select(self, text: str, graphs: Graphs = ()) -> Solutions:
        """The solutions of a SELECT; blank nodes get labels that belong to this answer alone.

        Args:
            text: the query.
            graphs: those that it is about, whatever it says itself; without any, those that it says.

        Raises:
            QueryError: the service can't be asked, or its answer can't be read.
        """
        reply, found = self._results(text, graphs)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError(f"<{reply.url}> answers with a truth value, not with solutions.")
        head = _head(reply)
        try:
            rows = tuple(tuple(_term(term, head) for term in solution) for solution in found)
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"<{reply.url}> answers with results that can't be read: {error}") from error
        return Solutions(tuple(each.value for each in found.variables), rows)

    def ask(self, text: str, graphs: Graphs = ()) -> bool:
        """The answer to an ASK; raises as `select` does."""
        reply, found = self._results(text, graphs)
        if not isinstance(found, ox.QueryBoolean):
            raise QueryError(f"<{reply.url}> answers with solutions, not with a truth value.")
        return bool(found)

    def triples(self, text: str, graphs: Graphs = ()) -> tuple[Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE, each once; raises as `select` does."""
        reply = self._sent(_query(text, graphs), _ACCEPT_TRIPLES)
        syntax = ox.RdfFormat.from_media_type(reply.media_type)
        if syntax is None:
            raise QueryError(f"<{reply.url}> answers with {_named(reply)}, not with triples.")
        try:
            known = syntax_by_media_type(reply.media_type) or syntax_by_name("ttl")
            check_depth(document_from_text(reply.body, known, name="it"))
            found = [quad(each) for each in ox.parse(reply.body, syntax)]
        except (ReadError, SyntaxError, ValueError) as error:
            raise QueryError(f"<{reply.url}> answers with triples that can't be read: {error}") from error
        return tuple(dict.fromkeys(Triple(each.subject, each.predicate, each.object) for each in found))

    def update(self, text: str, graphs: Graphs = ()) -> None:
        """Have an update applied; raises as `select` does."""
        using = [(_USING[each.is_named], each.name.value) for each in graphs]
        self._sent([("update", text), *using], "*/*")

    def _results(self, text: str, graphs: Graphs) -> tuple[Reply, ox.QuerySolutions | ox.QueryBoolean]:
        reply = self._sent(_query(text, graphs), _ACCEPT_RESULTS)
        syntax = _RESULTS.get(reply.media_type)
        if syntax is None:
            raise QueryError(f"<{reply.url}> answers with {_named(reply)}, not with results.")
        try:
            check_text("it", _LANGUAGES[syntax], reply.body)
            return reply, ox.parse_query_results(BytesIO(reply.body), syntax)
        except (ReadError, SyntaxError, ValueError) as error:
            raise QueryError(f"<{reply.url}> answers with results that can't be read: {error}") from error

    def _sent(self, form: Sequence[tuple[str, str]], accept: str) -> Reply:
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(form).encode()
        request = Request(self.url, "POST", headers, body, self.timeout_s, self.bytes_limit)
        return fetch(request, self.allowed, self.check)


def _query(text: str, graphs: Graphs) -> list[tuple[str, str]]:
    return [("query", text), *((_FROM[each.is_named], each.name.value) for each in graphs)]


def _named(reply: Reply) -> str:
    return reply.media_type or "no media type"


def _head(reply: Reply) -> str:
    return f"r{sha256(reply.body).hexdigest()[:_LABEL_DIGITS]}"


def _term(native: object, head: str) -> Term | None:
    if native is None:
        return None
    term = from_native(native)  # type: ignore[arg-type]
    return BlankNode(f"{head}{term.value}") if isinstance(term, BlankNode) else term

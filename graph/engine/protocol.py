"""Asking another SPARQL service over HTTP (https://www.w3.org/TR/sparql11-protocol/)."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from urllib.parse import urlencode

import pyoxigraph as ox

from graph.engine.reach import AllowList, Reply, Request, fetch
from graph.errors import QueryError
from graph.rdf.native import from_native
from graph.terms import BlankNode, Term

__all__ = ["Endpoint", "Solutions"]

_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_ACCEPT = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.5"
)
_LABEL_DIGITS = 12
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

    def select(self, text: str) -> Solutions:
        """The solutions of a SELECT; blank nodes get labels that belong to this answer alone.

        Raises:
            QueryError: the service can't be asked, or its answer can't be read.
        """
        reply = self._sent(text)
        syntax = _RESULTS.get(reply.media_type)
        if syntax is None:
            raise QueryError(
                f"<{reply.url}> answers with {reply.media_type or 'no media type'}, not with results."
            )
        head = f"r{sha256(reply.body).hexdigest()[:_LABEL_DIGITS]}"
        try:
            found = ox.parse_query_results(BytesIO(reply.body), syntax)
            if not isinstance(found, ox.QuerySolutions):
                raise QueryError(f"<{reply.url}> answers with a truth value, not with solutions.")
            variables = tuple(each.value for each in found.variables)
            rows = tuple(tuple(_term(term, head) for term in solution) for solution in found)
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"<{reply.url}> answers with results that can't be read: {error}") from error
        return Solutions(variables, rows)

    def _sent(self, text: str) -> Reply:
        headers = {"Accept": _ACCEPT, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"query": text}).encode()
        request = Request(self.url, "POST", headers, body, self.timeout_s, self.bytes_limit)
        return fetch(request, self.allowed, self.check)


def _term(native: object, head: str) -> Term | None:
    if native is None:
        return None
    term = from_native(native)  # type: ignore[arg-type]
    return BlankNode(f"{head}{term.value}") if isinstance(term, BlankNode) else term

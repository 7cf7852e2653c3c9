"""What of a query is answered before it is compiled: by services, and by the index of words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

from graph.engine.allowed import AllowList
from graph.engine.compiled import Frame, compiled
from graph.engine.inside import Known, is_inside, with_inside
from graph.engine.limits import Running
from graph.engine.protocol import Endpoint, Solutions
from graph.engine.reach import Reply, Request, fetch
from graph.engine.run import solutions
from graph.engine.services import with_services
from graph.engine.text_search import with_matches
from graph.errors import QueryError
from graph.sparql.algebra import Algebra, Distinct, Project
from graph.store.columnar import Reader
from graph.terms import Iri, Term

__all__ = ["NOWHERE", "Elsewhere", "settled"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Which other servers queries and updates may reach, and how much may come from there.

    Attributes:
        services: where SERVICE may ask.
        sources: what LOAD may read.
        bytes_limit: the most that one answer or document may hold.
        inside: what answers SERVICE within this process, on the snapshot and within the limits of the query.
    """

    services: AllowList = field(default_factory=AllowList)
    sources: AllowList = field(default_factory=AllowList)
    bytes_limit: int = 100_000_000
    inside: Callable[[Iri, Reader, Running], Known] | None = None

    def ask(self, running: Running, address: Iri, text: str) -> Solutions:
        """What a service answers to a SELECT, within the time that is left.

        Raises:
            QueryError: it may not be asked, or does not answer.
        """
        if is_inside(address):
            raise QueryError(
                f"SERVICE <{address.value}> is answered here: write its address, not a variable."
            )
        if not self.services.prefixes:
            raise QueryError("SERVICE is not allowed here: this service contacts no other address.")
        running.check()
        left = running.deadline - monotonic()
        return Endpoint(address.value, self.services, left, self.bytes_limit, running.check).select(text)

    def read(self, running: Running, address: Iri) -> Reply:
        """The document at an address, within the time that is left.

        Raises:
            QueryError: it may not be read, or can't be.
        """
        if not self.sources.prefixes:
            raise QueryError("LOAD is not allowed here: this service contacts no other address.")
        accept = "text/turtle, application/trig, application/n-triples, application/n-quads, */*;q=0.1"
        running.check()
        left = running.deadline - monotonic()
        request = Request(
            address.value, headers={"Accept": accept}, timeout_s=left, bytes_limit=self.bytes_limit
        )
        return fetch(request, self.sources, running.check)


NOWHERE = Elsewhere()
"""No other server."""


def settled(
    pattern: Algebra, reader: Reader, frame: Frame, elsewhere: Elsewhere, running: Running
) -> Algebra:
    """The pattern with what other services and the index of words say in place of asking them.

    Raises:
        QueryError: a service may not be asked or does not answer, or a search is too wide.
    """

    def search(text: str, limit: int) -> list[Term]:
        running.check()
        matches = reader.matching(text, limit)
        return list(reader.terms([match.id for match in matches]).values())

    def find(part: Algebra, variable: str) -> Iterable[object]:
        asked = Distinct(Project(part, (variable,)))
        plan = compiled(reader, asked, frame)
        with plan.on(reader):
            rows, _ = solutions(reader, plan.relation, (variable,), running)
            return [term for (term,) in rows]

    def tell(name: Iri) -> Known:
        if elsewhere.inside is None:
            raise QueryError(f"SERVICE <{name.value}>: nothing answers for it here.")
        running.check()
        return elsewhere.inside(name, reader, running)

    here = with_matches(with_inside(pattern, tell), search)
    return with_services(here, partial(elsewhere.ask, running), find)

"""The shortest way to an answer: one triple pattern about one thing, ``<thing> ?p ?o`` or ``?s ?p <thing>``.

No plan is made, for DuckDB or by us: one copy of the quads is read where it is sorted by what is known, and
the terms follow. That the constants of the query are the terms that their ids stand for is seen when the
terms are there; where one is not, or the answer is long, the query takes the usual way.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.answer import Row
from graph.engine.active import matching
from graph.engine.faults import promised
from graph.engine.limits import Running
from graph.engine.scan import Scan
from graph.engine.text_search import MATCHES
from graph.engine.visible_graphs import Sight
from graph.sparql.algebra import Algebra, Bgp, Project, Variable
from graph.store.columnar import Reader
from graph.terms import Iri, Literal, Term

__all__ = ["Lookup", "looked_up", "lookup_of"]

_MOST = 200
"""So many triples are read in this way; a list of so many terms is looked up one by one."""

_LEADS = (("s", "spo"), ("o", "pos"))


@dataclass(frozen=True, slots=True)
class Lookup:
    """A triple pattern about one thing.

    Attributes:
        known: column → the term that stands there.
        free: variable → its column; each column is in one of the two.
        shown: the variables of a solution.
    """

    known: Mapping[str, Term]
    free: Mapping[str, str]
    shown: tuple[str, ...]

    @property
    def copy(self) -> str:
        """The copy of the quads that is sorted by what is known."""
        return next(copy for column, copy in _LEADS if column in self.known)


def lookup_of(pattern: Algebra) -> Lookup | None:
    """The pattern as a look-up, where it is one: a subject or an object is known, and no variable repeats."""
    match pattern:
        case Project(Bgp((only,)), shown) if only.predicate != MATCHES:
            parts = {"s": only.subject, "p": only.predicate, "o": only.object}
        case _:
            return None
    known = {column: part for column, part in parts.items() if isinstance(part, Iri | Literal)}
    free = {part.name: column for column, part in parts.items() if isinstance(part, Variable)}
    is_led = any(column in known for column, _ in _LEADS)
    return (
        Lookup(known, free, tuple(dict.fromkeys(shown)))
        if is_led and len(known) + len(free) == len(parts)
        else None
    )


def looked_up(lookup: Lookup, reader: Reader, sight: Sight, running: Running) -> list[Row] | None:
    """The solutions; None where the usual way is to find them.

    Raises:
        QueryTimeout, QueryCancelled, QueryTooLarge: as ``graph.engine.faults`` says.
    """
    seen = sight.on(reader)
    if seen.clauses:
        return None
    scan = Scan(active=seen.active({}), statistics=reader.statistics)
    with promised(running), running.on(reader.connection):
        ids = reader.likely_ids(lookup.known.values())
        if ids is None:
            return None
        conditions = [f"{column} = {ids[term]}" for column, term in lookup.known.items()]
        source, left = matching(scan, conditions, lookup.copy)
        columns = ", ".join(lookup.free.values()) or "1"
        where = f" WHERE {' AND '.join(left)}" if left else ""
        reader.connection.execute(f"SELECT {columns} FROM {source}{where}")
        found = reader.connection.fetchmany(_MOST + 1)
        if len(found) > _MOST:
            reader.connection.abort()
            return None
        cells = {cell for row in found for cell in row} if lookup.free else set()
        terms = reader.terms(cells | set(ids.values()))
    if any(terms.get(ids[term]) != term for term in lookup.known.values()):
        return None
    places = [list(lookup.free).index(name) if name in lookup.free else None for name in lookup.shown]
    return [tuple(None if place is None else terms[row[place]] for place in places) for row in found]

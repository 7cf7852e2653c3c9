"""How many triples of a predicate have each object: counted once on a snapshot, for queries that ask no more.

``SELECT ?class (COUNT(*) AS ?things) { ?thing a ?class } GROUP BY ?class`` reads a tenth of a store for a few
dozen rows. Where a predicate has few objects, what SQL counts for one such query answers all of them, until
the data changes (docs/decisions/0025-counts-by-object.md).
"""

from collections.abc import Callable, Mapping

from graph.engine.active import matching
from graph.engine.faults import promised
from graph.engine.inline_data import compile_ids
from graph.engine.limits import Running
from graph.engine.recent import Recent
from graph.engine.relation import Relation
from graph.engine.scan import ActiveGraph, EachGraph, Scan
from graph.engine.text_search import MATCHES
from graph.sparql.algebra import Aggregate, Algebra, Bgp, Group, Pattern, Variable
from graph.store.columnar import Reader
from graph.store.ids import Tag, tagged
from graph.terms import Iri, Literal

__all__ = ["Counts", "counted"]

_MOST_OBJECTS = 1_000
_MOST_KEPT = 64
"""So many predicates, each with a tenth of a megabyte at most, are remembered."""


class Counts:
    """The numbers of triples of those predicates that were asked for, on the newest snapshots."""

    def __init__(self) -> None:
        self._recent = Recent[Mapping[int, int]](_MOST_KEPT)

    def on(self, reader: Reader, running: Running) -> Callable[[int, ActiveGraph], Mapping[int, int] | None]:
        """What counts on this snapshot, on behalf of a query; see ``Scan.count``."""

        def count(predicate: int, active: ActiveGraph) -> Mapping[int, int] | None:
            if reader.statistics.of(predicate).objects > _MOST_OBJECTS or isinstance(active, EachGraph):
                return None
            key = (reader.head.version, predicate, active)
            found = self._recent.get(key)
            if found is None:
                found = _read(predicate, active, reader, running)
                self._recent.keep(key, found)
            return found

        return count


def _read(predicate: int, active: ActiveGraph, reader: Reader, running: Running) -> Mapping[int, int]:
    source, left = matching(Scan(active, statistics=reader.statistics), [f"p = {predicate}"])
    where = f" WHERE {' AND '.join(left)}" if left else ""
    with promised(running), running.on(reader.connection):
        rows = reader.connection.execute(f"SELECT o, count(*) FROM {source}{where} GROUP BY o").fetchall()
    return dict(rows)


def counted(pattern: Algebra, group: Group, scan: Scan) -> Relation | None:
    """The groups of a pattern, where they are numbers of triples by object, and those are known.

    Args:
        pattern: what is grouped.
        group: how.
        scan: what both are compiled against.
    """
    if scan.count is None or scan.depth or not isinstance(pattern, Bgp) or len(pattern.patterns) != 1:
        return None
    [only] = pattern.patterns
    predicate = scan.ids.get(only.predicate) if isinstance(only.predicate, Iri) else None
    if predicate is None or only.predicate == MATCHES or not _is_of_objects(only, group):
        return None
    found = scan.count(predicate, scan.active)
    if found is None:
        return None
    if group.keys:
        keys, numbers = {group.keys[0].variable: list(found)}, list(found.values())
    elif isinstance(only.object, Iri | Literal):
        keys, numbers = {}, [found.get(scan.ids.get(only.object, 0), 0)]
    else:
        keys, numbers = {}, [sum(found.values())]
    told = [tagged(number, Tag.INTEGER) for number in numbers]
    return compile_ids(keys | {each.variable: told for each in group.aggregates})


def _is_of_objects(only: Pattern, group: Group) -> bool:
    """Whether each object is a group, or all are one, and nothing but the triples in it is counted."""
    if not isinstance(only.subject, Variable) or only.subject == only.object:
        return False
    if not isinstance(only.object, Variable | Iri | Literal) or not (group.keys or group.aggregates):
        return False
    by = [Variable(key.variable) for key in group.keys if key.expression is None]
    if len(by) < len(group.keys) or by not in ([], [only.object]):
        return False
    return all(_is_count(each, (only.subject, only.object)) for each in group.aggregates)


def _is_count(aggregate: Aggregate, bound: tuple[object, ...]) -> bool:
    argument = aggregate.argument
    is_of_all = argument is None or (isinstance(argument, Variable) and argument in bound)
    return aggregate.name == "COUNT" and not aggregate.is_distinct and is_of_all

"""From a text to SQL, and remembering both: what a text means, and what that is on one snapshot."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from graph.engine.constants import constants
from graph.engine.paths.walks import Walks
from graph.engine.plan import compile_algebra
from graph.engine.relation import Relation
from graph.engine.scan import Scan, Walk
from graph.engine.visible_graphs import Sight
from graph.sparql import Limits, Query, parse_query, translate
from graph.sparql.algebra import Algebra, Distinct, OrderBy, Project, Reduced, Slice
from graph.store.columnar import Reader
from graph.terms import Term

__all__ = ["Meaning", "Plan", "Plans", "compiled", "meaning"]

_MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a query says.

    Attributes:
        query: as it was parsed.
        pattern: the solutions that it is about.
        variables: what is shown of them, in order.
        constants: the terms in the pattern.
        is_ordered: whether the solutions have an order.
    """

    query: Query
    pattern: Algebra
    variables: tuple[str, ...]
    constants: frozenset[Term]
    is_ordered: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Solutions as SQL that is ready to run on the snapshot it was made for.

    Attributes:
        relation: the SQL and its columns.
        scan: what it was compiled against.
    """

    relation: Relation
    scan: Scan


@lru_cache(_MOST_KEPT)
def meaning(text: str, limits: Limits) -> Meaning:
    """What a query says.

    Raises:
        QuerySyntaxError: with line and column.
    """
    query = parse_query(text, limits=limits)
    pattern = translate(query)
    return Meaning(query, pattern, _shown(pattern), constants(pattern), _is_ordered(pattern))


def _shown(pattern: Algebra) -> tuple[str, ...]:
    while not isinstance(pattern, Project):
        if not isinstance(pattern, Distinct | Reduced | Slice):
            raise TypeError(f"no query ends in {type(pattern).__name__}")
        pattern = pattern.pattern
    return pattern.variables


def _is_ordered(pattern: Algebra) -> bool:
    while isinstance(pattern, Project | Distinct | Reduced | Slice):
        pattern = pattern.pattern
    return isinstance(pattern, OrderBy)


def compiled(
    reader: Reader, pattern: Algebra, known: frozenset[Term], sight: Sight, walk: Walk | None = None
) -> Plan:
    """SQL for the solutions of a pattern.

    Args:
        reader: the snapshot.
        pattern: what to find.
        known: the constants of the pattern.
        sight: the graphs to find it in.
        walk: what may know where repeated paths lead on this snapshot.
    """
    ids = reader.ids(known | sight.names)
    scan = Scan(
        active=sight.active(ids),
        named=sight.named(ids),
        statistics=reader.statistics,
        ids=ids,
        walk=walk,
    )
    return Plan(compile_algebra(pattern, scan), scan)


class Plans:
    """The newest plans of one store, for texts that come again before the data changes.

    Attributes:
        walks: where repeated paths lead, remembered in the same way.
    """

    def __init__(self) -> None:
        self.walks = Walks()
        self._kept: OrderedDict[Hashable, Plan] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Plan]) -> Plan:
        """The plan of that key, made where there is none.

        A plan that calls Python is made anew each time: what it calls belongs to one run.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        plan = make()
        if not plan.scan.functions.are_used:
            with self._lock:
                self._kept[key] = plan
                while len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
        return plan

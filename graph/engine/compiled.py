"""From a text to SQL, and remembering both: what a text means, and what that is on one snapshot."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache

from graph.engine.constants import constants
from graph.engine.counts import Counts
from graph.engine.direct import Lookup, lookup_of
from graph.engine.exact import Context, new_context
from graph.engine.functions import Functions
from graph.engine.limits import Running
from graph.engine.paths import RECURSIVE, Repeated
from graph.engine.paths.adjacency import Ids
from graph.engine.paths.walks import Walks
from graph.engine.plan import compile_query
from graph.engine.recent import Recent
from graph.engine.relation import Relation
from graph.engine.sample import sample
from graph.engine.scan import Count, Scan, Walk
from graph.engine.tail import Tail
from graph.engine.text_search import MATCHES
from graph.engine.visible_graphs import Sight
from graph.sparql import LONGEST_KEPT, Limits, Query, parse_query, translate
from graph.sparql.algebra import Algebra, Distinct, Group, OrderBy, Pattern, Project, Reduced, Service, Slice
from graph.sparql.iris import base_of
from graph.sparql.walk import parts
from graph.store.columnar import Reader
from graph.store.sorting import ORDERS

__all__ = ["Frame", "Meaning", "Plan", "Plans", "compiled", "context_of", "is_open", "meaning"]

_MOST_KEPT = 128
_MOST_BYTES = 1_000_000
"""Of ids that one plan may keep."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a query says.

    Attributes:
        query: as it was parsed.
        pattern: the solutions that it is about.
        variables: what is shown of them, in order.
        is_ordered: whether the solutions have an order.
        base: what its relative IRIs are resolved against; may be empty.
        lookup: the pattern as a look-up, where it is one.
        is_open: whether others are to be asked before it can be compiled.
        has_groups: whether some of it is grouped.
    """

    query: Query
    pattern: Algebra
    variables: tuple[str, ...]
    is_ordered: bool
    base: str
    lookup: Lookup | None
    is_open: bool
    has_groups: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What a pattern is compiled in.

    Attributes:
        sight: the graphs that it sees.
        context: what its expressions share.
        walk: what may know where repeated paths lead on this snapshot.
        count: what may know how many triples a predicate has on it.
        is_any: whether any solution is as good as all.
    """

    sight: Sight
    context: Context
    walk: Walk | None = None
    count: Count | None = None
    is_any: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Solutions as SQL that is ready to run on the snapshot it was made for.

    Attributes:
        relation: the SQL and its columns.
        tail: how the end of it is carried out on few solutions; None where SQL has to.
        scan: what it was compiled against.
        some: a few of the solutions, to be asked for first where one is enough.
        is_best: False where a path was left to SQL that may be walked the next time.
    """

    relation: Relation
    tail: Tail | None
    scan: Scan
    some: Relation | None
    is_best: bool

    @property
    def reads_quads(self) -> bool:
        """Whether its SQL reads any, or holds all that it needs."""
        return any(f"{word} {copy}" in self.relation.sql for word in ("FROM", "JOIN") for copy in ORDERS)

    @contextmanager
    def on(self, reader: Reader) -> Iterator[None]:
        """Have what the SQL needs ready on the reader's snapshot until the block ends.

        Recursion that is interrupted on several threads may never return, so it has one.
        """
        is_recursive = RECURSIVE in self.relation.sql
        with (
            reader.threads.single() if is_recursive else nullcontext(),
            self.scan.functions.on(reader.connection),
        ):
            yield


def meaning(text: str, limits: Limits, base: str = "") -> Meaning:
    """What a query says; remembered of texts that are not long.

    Raises:
        QuerySyntaxError: with line and column.
    """
    read = _remembered if len(text) <= LONGEST_KEPT else _meaning
    return read(text, limits, base)


def _meaning(text: str, limits: Limits, base: str) -> Meaning:
    query = parse_query(text, base=base, limits=limits)
    pattern = translate(query)
    lookup = lookup_of(pattern) if query.form == "SELECT" else None
    shown, base = _shown(pattern), base_of(text, base)
    has_groups = any(isinstance(part, Group) for part in parts(pattern))
    return Meaning(query, pattern, shown, _is_ordered(pattern), base, lookup, is_open(pattern), has_groups)


_remembered = lru_cache(_MOST_KEPT)(_meaning)


def _shown(pattern: Algebra) -> tuple[str, ...]:
    while not isinstance(pattern, Project):
        if not isinstance(pattern, Distinct | Reduced | Slice):
            raise TypeError(f"no query ends in {type(pattern).__name__}")
        pattern = pattern.pattern
    return tuple(dict.fromkeys(pattern.variables))


def _is_ordered(pattern: Algebra) -> bool:
    while isinstance(pattern, Project | Distinct | Reduced | Slice):
        pattern = pattern.pattern
    return isinstance(pattern, OrderBy)


def is_open(pattern: Algebra) -> bool:
    """Whether something in the pattern is to be answered before it is compiled."""
    return any(
        isinstance(part, Service) or (isinstance(part, Pattern) and part.predicate == MATCHES)
        for part in parts(pattern)
    )


def context_of(running: Running, base: str) -> Context:
    """What the expressions of a query or update share; made when it runs, for that is its NOW()."""
    return new_context(base=base, check=running.check, string_limit=running.limits.string_length)


def compiled(reader: Reader, pattern: Algebra, frame: Frame) -> Plan:
    """SQL for the solutions of a pattern on the reader's snapshot."""
    sight = frame.sight.on(reader)
    known = frame.walk
    is_walked: list[bool] = []

    def walk(form: Repeated, start: int | None, around: Scan) -> Ids | None:
        found = known(form, start, around) if known else None
        is_walked.append(found is not None)
        return found

    ids = reader.ids(constants(pattern) | sight.names)
    scan = Scan(
        active=sight.active(ids),
        named=sight.named(ids),
        statistics=reader.statistics,
        ids=ids,
        functions=Functions(frame.context),
        walk=walk if known else None,
        count=frame.count,
    )
    relation, tail = compile_query(pattern, scan)
    some = sample(pattern, scan, relation) if frame.is_any else None
    return Plan(relation, tail, scan, some, is_best=all(is_walked))


class Plans:
    """The newest plans of one store, for texts that come again before the data changes.

    Attributes:
        walks: where repeated paths lead, remembered in the same way.
        counts: how many triples predicates have, as well.
    """

    def __init__(self) -> None:
        self.walks = Walks()
        self.counts = Counts()
        self._recent = Recent[Plan](_MOST_KEPT)

    def known(self, key: Hashable) -> Plan | None:
        """The plan of that key, where there is one."""
        return self._recent.get(key)

    def get(self, key: Hashable, make: Callable[[], Plan]) -> Plan:
        """The plan of that key, made where there is none.

        A plan that calls Python is made anew each time, for what it calls belongs to one run; so is one that
        may be better the next time, or holds much.
        """
        found = self.known(key)
        if found is not None:
            return found
        plan = make()
        functions = plan.scan.functions
        if plan.is_best and not functions.are_used and functions.lent_bytes <= _MOST_BYTES:
            self._recent.keep(key, plan)
        return plan

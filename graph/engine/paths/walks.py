"""Repeated paths walked in arrays, from a constant or back to the start, kept while the data is the same.

SQL finds the same by a recursive query, which reads all edges at each step.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from threading import Lock

import numpy as np

from graph.engine.faults import promised
from graph.engine.limits import Running
from graph.engine.paths.adjacency import Adjacency, Ids, adjacency, spread
from graph.engine.paths.expected import expected
from graph.engine.paths.forms import Chain, Choice, Form, Repeated, Step
from graph.engine.paths.pairs import Steps, pairs
from graph.engine.scan import ActiveGraph, EachGraph, Scan, Walk
from graph.store.columnar import Reader

__all__ = ["Walks"]

_MOST_BYTES = 256_000_000
_MOST_EDGES = 10_000_000
_CHEAP_EDGES = 200_000
"""So many edges are put in order in the time that one recursive query takes."""

_MOST_ASKED = 1_000
_MOST_REACHED = 5_000_000
"""More ids than these are left to SQL, which counts the memory they take."""

_Key = tuple[int, Form, ActiveGraph]


@dataclass(frozen=True, slots=True)
class _Place:
    """A snapshot, the graph in it that is active, and the query that walks there."""

    reader: Reader
    running: Running
    scan: Scan


class Walks:
    """The edges of the paths that have been walked, on the newest snapshots."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[_Key, Adjacency] = OrderedDict()
        self._asked: OrderedDict[_Key, None] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return sum(each.size for each in self._kept.values())

    def on(self, reader: Reader, running: Running) -> Walk:
        """What walks on this snapshot, on behalf of a query."""

        def walk(form: Repeated, start: int | None, scan: Scan) -> Ids | None:
            if form.is_once or isinstance(scan.active, EachGraph) or not _is_plain(form.part):
                return None
            place = _Place(reader, running, scan)
            if start is None:
                return None if form.is_optional else self._circular(form.part, place)
            reached = self._reached(form.part, start, place)
            if reached is None:
                return None
            return np.concatenate(([start], reached[reached != start])) if form.is_optional else reached

        return walk

    def _reached(self, part: Form, start: int, place: _Place) -> Ids | None:
        check = place.running.check
        if _is_of_edges(part):
            edges = self._edges(part, place, is_urgent=False)
            return edges.reached(start, _MOST_REACHED, check) if edges else None
        follow = self._following(part, place)
        return spread(follow, start, _MOST_REACHED, check) if follow else None

    def _circular(self, part: Form, place: _Place) -> Ids | None:
        edges = self._edges(part, place, is_urgent=True) if _is_of_edges(part) else None
        found = edges.circular() if edges else None
        return found if found is not None and len(found) <= _MOST_REACHED else None

    def _following(self, form: Form, place: _Place) -> Callable[[Ids], Ids] | None:
        """What gives the ids that the path leads to from any of several."""
        if isinstance(form, Repeated | Step) or _is_of_edges(form):
            edges = self._edges(form, place, is_urgent=True)
            return edges.following if edges else None
        parts = [self._following(part, place) for part in form.parts]
        steps = [step for step in parts if step]
        if len(steps) < len(parts):
            return None
        if isinstance(form, Chain):
            return lambda ids: reduce(lambda front, step: step(front), steps, ids)
        return lambda ids: np.unique(np.concatenate([step(ids) for step in steps]))

    def _edges(self, part: Form, place: _Place, *, is_urgent: bool) -> Adjacency | None:
        """The edges in order; None where there are too many, or so many that it pays only the next time."""
        key = (place.reader.head.version, part, place.scan.active)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            is_urgent = is_urgent or key in self._asked
            self._asked[key] = None
            if len(self._asked) > _MOST_ASKED:
                self._asked.popitem(last=False)
        number = expected(part, place.scan.statistics).quads
        if number > (_MOST_EDGES if is_urgent else _CHEAP_EDGES):
            return None
        made = _read(part, place)
        with self._lock:
            self._kept[key] = made
            while self.size > self._most_bytes:
                self._kept.popitem(last=False)
        return made


def _read(part: Form, place: _Place) -> Adjacency:
    edges = pairs(part, None, Steps(place.scan))
    connection = place.reader.connection
    with promised(place.running), place.running.on(connection):
        columns = connection.execute(f"SELECT a, b FROM ({edges}) ORDER BY a").fetchnumpy()
    return adjacency(columns["a"], columns["b"])


def _is_of_edges(form: Form) -> bool:
    """Whether each pair is an edge of the graph, so that there are no more pairs than triples."""
    return isinstance(form, Step) or (isinstance(form, Choice) and all(map(_is_of_edges, form.parts)))


def _is_plain(form: Form) -> bool:
    """Whether nothing in it is repeated or optional."""
    return not isinstance(form, Repeated) and (isinstance(form, Step) or all(map(_is_plain, form.parts)))

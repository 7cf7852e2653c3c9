"""Repeated paths from a constant, walked in arrays that are kept as long as the data stays the same.

SQL finds the same by a recursive query, which reads all edges at each step.
"""

from collections import OrderedDict
from threading import Lock

from graph.engine.faults import promised
from graph.engine.limits import Running
from graph.engine.paths.adjacency import Adjacency, adjacency
from graph.engine.paths.expected import expected
from graph.engine.paths.forms import Choice, Form, Repeated, Step
from graph.engine.paths.pairs import Steps, pairs
from graph.engine.scan import ActiveGraph, EachGraph, Scan, Walk
from graph.store.columnar import Reader

__all__ = ["Walks"]

_Key = tuple[int, Form, ActiveGraph]
_MOST_BYTES = 256_000_000
_MOST_EDGES = 10_000_000
_CHEAP_EDGES = 200_000
"""So many edges are put in order in the time that one recursive query takes."""

_MOST_ASKED = 1_000
_MOST_REACHED = 10_000
"""More terms than these make a SQL text that takes longer to read than a recursive query."""


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

        def walk(form: Repeated, start: int, scan: Scan) -> list[int] | None:
            if form.is_once or isinstance(scan.active, EachGraph) or not _is_of_edges(form.part):
                return None
            edges = self._edges(form.part, scan, reader, running)
            reached = edges.reached(start, _MOST_REACHED, running.check) if edges else None
            if reached is None:
                return None
            found = reached.tolist()
            return [start, *(id_ for id_ in found if id_ != start)] if form.is_optional else found

        return walk

    def _edges(self, part: Form, scan: Scan, reader: Reader, running: Running) -> Adjacency | None:
        """The edges in order; None where that does not pay, or not yet."""
        key = (reader.head.version, part, scan.active)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            is_again = key in self._asked
            self._asked[key] = None
            if len(self._asked) > _MOST_ASKED:
                self._asked.popitem(last=False)
        number = expected(part, scan.statistics).quads
        if number > _MOST_EDGES or (number > _CHEAP_EDGES and not is_again):
            return None
        made = _read(part, scan, reader, running)
        with self._lock:
            self._kept[key] = made
            while self.size > self._most_bytes:
                self._kept.popitem(last=False)
        return made


def _read(part: Form, scan: Scan, reader: Reader, running: Running) -> Adjacency:
    edges = pairs(part, None, Steps(scan))
    with promised(running), running.on(reader.connection):
        columns = reader.connection.execute(f"SELECT a, b FROM ({edges}) ORDER BY a").fetchnumpy()
    return adjacency(columns["a"], columns["b"])


def _is_of_edges(form: Form) -> bool:
    """Whether each pair is an edge of the graph, so that there are no more pairs than triples."""
    return isinstance(form, Step) or (isinstance(form, Choice) and all(map(_is_of_edges, form.parts)))

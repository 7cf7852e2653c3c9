"""The pairs that a path connects, as SQL: columns ``a`` and ``b``, and ``g`` where each graph counts alone.

What is needed more than once becomes a named step of the query. Repetition is a recursive step that keeps
each pair once (https://www.w3.org/TR/sparql11-query/#defn_evalALP_2): its ``UNION`` is the set of what has
been visited.
"""

from dataclasses import dataclass

from graph.engine.active import graph_columns, matching, named_graphs
from graph.engine.paths.forms import Chain, Choice, Form, Repeated, Step, ways_to_stay
from graph.engine.scan import Scan

__all__ = ["RECURSIVE", "Start", "Steps", "pairs", "predicate_conditions"]

RECURSIVE = "WITH RECURSIVE"
"""What SQL says that repeats a step."""

_TOGETHER = 16
"""So many parts of a sequence are joined in one piece: planning takes much longer than that grows."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where paths start, if not everywhere.

    Attributes:
        id: a constant.
        step: or the name of a step with a column ``x`` (and ``g``), without duplicates.
        are_nodes: whether the active graph surely holds all of these as subject or object.
    """

    id: int | None = None
    step: str = ""
    are_nodes: bool = True


class Steps:
    """The named steps of one query, in the order in which they were added.

    Attributes:
        scan: what they are compiled against.
    """

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self._written: list[str] = []
        self._nodes = ""
        self._word = "WITH"

    def add(self, select: str, *, is_kept: bool = False) -> str:
        """Add a step; gives its name. What is kept is computed once, however often it is used."""
        name = self._next()
        self._written.append(f"{name} AS {'MATERIALIZED ' if is_kept else ''}({select})")
        return name

    def add_closure(self, first: str, edges: str) -> str:
        """Add the step that starts with the pairs of one SELECT and goes on along those of another."""
        name = self._next()
        columns = "".join(f"{column}, " for column in graph_columns(self.scan))
        held = "".join(f"{name}.{column}, " for column in graph_columns(self.scan))
        same = "".join(f" AND e.{column} = {name}.{column}" for column in graph_columns(self.scan))
        on = f"SELECT {held}{name}.a, e.b FROM {name} JOIN ({edges}) AS e ON e.a = {name}.b{same}"
        self._written.append(f"{name}({columns}a, b) AS (({first}) UNION ({on}))")
        self._word = RECURSIVE
        return name

    def nodes(self) -> str:
        """The name of the step whose ``x`` are all subjects and objects of the active graph."""
        if not self._nodes:
            table, conditions = matching(self.scan, (), "spo")
            columns = "".join(f"{column}, " for column in graph_columns(self.scan))
            where = f"FROM {table} WHERE {' AND '.join(conditions) or 'true'}"
            self._nodes = self.add(
                f"SELECT {columns}s AS x {where} UNION SELECT {columns}o {where}", is_kept=True
            )
        return self._nodes

    @property
    def are_needed(self) -> bool:
        """Whether there are any."""
        return bool(self._written)

    def before(self, select: str) -> str:
        """The SELECT with all steps written before it."""
        return f"{self._word} {', '.join(self._written)} {select}" if self._written else select

    def _next(self) -> str:
        return f"step{len(self._written) + 1}"


def pairs(form: Form, start: Start | None, steps: Steps) -> str:
    """A SELECT of the pairs that the path connects, from those starts or from everywhere."""
    match form:
        case Step():
            return _edges(form, start, steps.scan)
        case Choice(parts):
            return " UNION ALL ".join(f"SELECT * FROM ({pairs(part, start, steps)})" for part in parts)
        case Chain(parts):
            return _chained(parts, start, steps)
        case Repeated():
            return _repeated(form, start, steps)


def predicate_conditions(step: Step) -> tuple[str, ...]:
    """What the predicate of an edge must meet."""
    ids = sorted(step.predicates)
    listed = ", ".join(map(str, ids))
    if step.is_negated:
        return (f"p NOT IN ({listed})",) if ids else ()
    if not ids:
        return ("p IS NULL",)
    return (f"p = {listed}",) if len(ids) == 1 else (f"p IN ({listed})",)


def _edges(step: Step, start: Start | None, scan: Scan) -> str:
    source, target = ("o", "s") if step.is_backward else ("s", "o")
    conditions = predicate_conditions(step)
    if start and start.id is not None:
        conditions = (*conditions, f"{source} = {start.id}")
    table, left = matching(scan, conditions, "spo" if start and source == "s" else "pos")
    columns = "".join(f"q.{column}, " for column in graph_columns(scan))
    within = ""
    if start and start.step:
        same = "".join(f" AND f.{column} = q.{column}" for column in graph_columns(scan))
        within = f" JOIN {start.step} AS f ON f.x = q.{source}{same}"
    where = " AND ".join(f"q.{condition}" for condition in left) or "true"
    # Two triples whose predicates are both not among those named lead from one node to another but once
    # (https://www.w3.org/TR/sparql11-query/#eval_negatedPropertySet gives a set).
    word = "DISTINCT " if step.is_negated else ""
    return f"SELECT {word}{columns}q.{source} AS a, q.{target} AS b FROM {table} AS q{within} WHERE {where}"


def _chained(parts: tuple[Form, ...], start: Start | None, steps: Steps) -> str:
    columns = graph_columns(steps.scan)
    same = "".join(f" AND r.{column} = l.{column}" for column in columns)
    chosen = "".join(f"l.{column}, " for column in columns)
    so_far, are_nodes = pairs(parts[0], start, steps), _ends_in_nodes(parts[0], start)
    for number, part in enumerate(parts[1:], start=1):
        left = steps.add(so_far, is_kept=_repeats(part) or number % _TOGETHER == 0)
        within = None
        if _repeats(part):
            x = "".join(f"{column}, " for column in columns)
            reached = steps.add(f"SELECT DISTINCT {x}b AS x FROM {left}", is_kept=True)
            within = Start(step=reached, are_nodes=are_nodes)
        right = pairs(part, within, steps)
        so_far = f"SELECT {chosen}l.a, r.b FROM {left} AS l JOIN ({right}) AS r ON r.a = l.b{same}"
        are_nodes = True
    return so_far


def _repeated(form: Repeated, start: Start | None, steps: Steps) -> str:
    if form.is_once:
        once = pairs(form.part, start, steps)
        return f"SELECT * FROM ({once}) UNION {_unmoved(start, steps)}"
    edges = pairs(form.part, None, steps)
    if not isinstance(form.part, Step):
        edges = f"SELECT * FROM {steps.add(edges, is_kept=True)}"
    first = _unmoved(start, steps) if form.is_optional else _started(form.part, edges, start, steps)
    return f"SELECT * FROM {steps.add_closure(first, edges)}"


def _started(part: Form, edges: str, start: Start | None, steps: Steps) -> str:
    """A SELECT of the pairs that begin at a start.

    What is repeated within a repetition is not written a second time: each level would double the text.
    """
    if not start or not _repeats(part):
        return pairs(part, start, steps) if start else edges
    if start.id is not None:
        return f"SELECT * FROM ({edges}) WHERE a = {start.id}"
    same = "".join(f" AND f.{column} = e.{column}" for column in graph_columns(steps.scan))
    return f"SELECT e.* FROM ({edges}) AS e JOIN {start.step} AS f ON f.x = e.a{same}"


def _unmoved(start: Start | None, steps: Steps) -> str:
    """A SELECT of each start with itself: a path of length zero."""
    columns = "".join(f"{column}, " for column in graph_columns(steps.scan))
    if start and start.id is not None:
        graphs = f" FROM ({named_graphs(steps.scan)})" if columns else ""
        return f"SELECT {columns}{start.id}::BIGINT AS a, {start.id}::BIGINT AS b{graphs}"
    nodes = "" if start and start.are_nodes else f"SELECT {columns}x FROM {steps.nodes()}"
    starts = f"SELECT {columns}x FROM {start.step}" if start else ""
    return f"SELECT {columns}x AS a, x AS b FROM ({' INTERSECT '.join(filter(None, (starts, nodes)))})"


def _repeats(form: Form) -> bool:
    match form:
        case Step():
            return False
        case Choice(parts) | Chain(parts):
            return any(map(_repeats, parts))
        case Repeated():
            return True


def _ends_in_nodes(form: Form, start: Start | None) -> bool:
    is_of_nodes = start is None or (start.id is None and start.are_nodes)
    return is_of_nodes or not ways_to_stay(form)

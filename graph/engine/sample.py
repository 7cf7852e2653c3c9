"""Whether there is a solution, seen from a few: for ASK, before all are looked for.

A join by DuckDB reads both sides whole, however soon the first match comes. Where there are many solutions,
some come of a few triples of the pattern that is joined first; their partners are looked up by subject.
"""

from graph.engine.patterns import compile_bgp
from graph.engine.relation import Relation
from graph.engine.scan import Scan
from graph.sparql.algebra import Algebra, Bgp, Project

__all__ = ["sample"]

_MANY = 1_000
"""Where fewer solutions are to be expected, what is read for all of them is little."""

_LIKELY = 0.5
"""So many solutions must be expected of the few for them to be asked first."""


def sample(pattern: Algebra, scan: Scan, whole: Relation) -> Relation | None:
    """Some of the solutions of a query, if there probably are some and it pays to ask for them first.

    Args:
        pattern: of the query; only joined triple patterns are sampled.
        scan: what it was compiled against.
        whole: all solutions.
    """
    if whole.rows < _MANY or not isinstance(pattern, Project):
        return None
    match pattern.pattern:
        case Bgp(patterns) as bgp if len(patterns) > 1:
            some = compile_bgp(bgp, scan, is_sample=True)
            return some if _LIKELY <= some.rows < whole.rows else None
        case _:
            return None

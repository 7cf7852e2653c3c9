"""What the compiler knows of the dataset before it writes SQL: graphs, constants, statistics, functions.

A ``Scan`` is made once for a query from a reader and handed down the algebra; where the meaning of what is
below changes (GRAPH, EXISTS), a changed copy goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.engine.functions import Functions
from graph.engine.relation import Column
from graph.store.statistics import Statistics
from graph.terms import Term

if TYPE_CHECKING:
    from graph.engine.paths.adjacency import Ids
    from graph.engine.paths.forms import Repeated

__all__ = [
    "ActiveGraph",
    "Count",
    "DefaultGraph",
    "EachGraph",
    "Merge",
    "OneGraph",
    "Scan",
    "UnionOfAll",
    "Walk",
]


@dataclass(frozen=True, slots=True)
class DefaultGraph:
    """The quads outside any named graph: ``g = 0``."""


@dataclass(frozen=True, slots=True)
class UnionOfAll:
    """All graphs of the store, the default graph too, as one without duplicates: ``WHERE first``."""


@dataclass(frozen=True, slots=True)
class Merge:
    """These graphs as one without duplicates (FROM); of none, the empty graph."""

    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class OneGraph:
    """The named graph of this id."""

    id: int


@dataclass(frozen=True, slots=True)
class EachGraph:
    """Every named graph that the query may see, each on its own.

    The patterns that are evaluated together all match in one graph; its id is the column of ``variable``, a
    name that no text can contain.
    """

    variable: str


ActiveGraph = DefaultGraph | UnionOfAll | Merge | OneGraph | EachGraph
"""What triple patterns are matched against (https://www.w3.org/TR/sparql11-query/#sparqlDataset)."""


Count = Callable[[int, ActiveGraph], Mapping[int, int] | None]
"""The id of a predicate → how many triples of the graph have it and each object; None: SQL is to count."""

Walk = Callable[["Repeated", int | None, "Scan"], "Ids | None"]
"""A repeated path and where it starts → the ids it leads to, each once; None where SQL is to find them.

Without a start: the ids that it leads back to themselves.
"""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a pattern is compiled against.

    Attributes:
        active: the graph that triple patterns are matched against.
        named: ids of the graphs that GRAPH can reach; None: all named graphs of the store.
        statistics: what the quads are like.
        ids: the constants of the query that have an id; the others are not in the store.
        functions: where expressions leave what Python is to evaluate.
        outer: variable → column of the enclosing solution, inside EXISTS; ``sql`` has the alias in it.
        depth: how many EXISTS are around.
        is_substituting: whether triple patterns are compared with the enclosing solution themselves.
        walk: what may know where a repeated path leads; None: SQL finds it.
        count: what may know how many triples a predicate has; None: SQL counts them.
    """

    active: ActiveGraph = field(default_factory=DefaultGraph)
    named: frozenset[int] | None = None
    statistics: Statistics = field(default_factory=Statistics)
    ids: Mapping[Term, int] = field(default_factory=dict)
    functions: Functions = field(default_factory=Functions)
    outer: Mapping[str, Column] = field(default_factory=dict)
    depth: int = 0
    is_substituting: bool = False
    walk: Walk | None = None
    count: Count | None = None

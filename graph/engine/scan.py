"""What the compiler knows of the dataset before it writes SQL: graphs, constants, statistics, functions.

A ``Scan`` is made once for a query from a reader and handed down the algebra; where the meaning of what is
below changes (GRAPH, EXISTS), a changed copy goes on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.engine.relation import Column, Relation
from graph.sparql.algebra import Service
from graph.store.statistics import Statistics
from graph.terms import Term

__all__ = [
    "ActiveGraph",
    "DefaultGraph",
    "EachGraph",
    "Evaluate",
    "Functions",
    "Merge",
    "OneGraph",
    "Scan",
    "UnionOfAll",
]

Evaluate = Callable[[Sequence[str | None]], str | None]
"""An expression as a function of the texts of its variables; None is unbound, or an error."""


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


class Functions:
    """The expressions of one query that Python evaluates, each under a number that its SQL carries."""

    def __init__(self) -> None:
        self._evaluators: list[Evaluate] = []

    def register(self, evaluate: Evaluate) -> int:
        """The number under which the expression can be called."""
        self._evaluators.append(evaluate)
        return len(self._evaluators) - 1

    def call(self, key: int, texts: Sequence[str | None]) -> str | None:
        """What the expression of that number gives for these texts."""
        return self._evaluators[key](texts)


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
        service: what evaluates SERVICE; None: nothing does.
    """

    active: ActiveGraph = field(default_factory=DefaultGraph)
    named: frozenset[int] | None = None
    statistics: Statistics = field(default_factory=Statistics)
    ids: Mapping[Term, int] = field(default_factory=dict)
    functions: Functions = field(default_factory=Functions)
    outer: Mapping[str, Column] = field(default_factory=dict)
    depth: int = 0
    service: Callable[[Service], Relation] | None = None

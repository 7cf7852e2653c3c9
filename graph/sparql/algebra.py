"""What a query means: the algebra of the recommendation as immutable values.

The forms are those of https://www.w3.org/TR/sparql11-query/#sparqlAlgebra, with two liberties that change no
answer: joins and unions are flat, and triple patterns and paths that stand together are one ``Bgp``. Blank
nodes of the text have become variables whose names start with ``_:``; they are never projected.
"""

from dataclasses import dataclass

from graph.sparql.syntax import Alternative, Inverse, Negated, Repeat, Sequence, TripleNode, Variable
from graph.terms import Iri, Literal, Term

__all__ = [
    "Aggregate",
    "Algebra",
    "Arithmetic",
    "Bgp",
    "Call",
    "Distinct",
    "Exists",
    "Expression",
    "Extend",
    "Filter",
    "Graph",
    "Group",
    "Join",
    "Key",
    "LeftJoin",
    "Minus",
    "Node",
    "OrderBy",
    "Path",
    "Pattern",
    "Project",
    "Reduced",
    "Rows",
    "Service",
    "Slice",
    "Union",
    "Variable",
]

Node = Variable | Iri | Literal | TripleNode
"""An end of a pattern: no blank nodes are left."""

Path = Inverse | Sequence | Alternative | Repeat | Negated
"""A property path that is more than one predicate."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function or operator: keyword in upper case, operator sign, or IRI (see ``syntax.Call``)."""

    name: str | Iri
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``first op x op y …`` from left to right; each step is ``+ - * /`` and what it takes."""

    first: "Expression"
    steps: tuple[tuple[str, "Expression"], ...]


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether the pattern has a solution that is compatible with the present one.

    Variables that are bound outside count inside as if they were written there as constants
    (https://www.w3.org/TR/sparql11-query/#defn_substitute).
    """

    pattern: "Algebra"
    is_negated: bool = False


Expression = Variable | Iri | Literal | TripleNode | Call | Arithmetic | Exists
"""What gives a term, a truth value or an error. Aggregates have become variables of a ``Group``."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern; the predicate may be a path. Order within a ``Bgp`` has no meaning."""

    subject: Node
    predicate: Variable | Iri | Path
    object: Node


@dataclass(frozen=True, slots=True)
class Bgp:
    """Triple patterns and paths joined; of no patterns: one empty solution."""

    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """Two patterns or more, joined on what they share."""

    parts: tuple["Algebra", ...]


@dataclass(frozen=True, slots=True)
class LeftJoin:
    """OPTIONAL; the conditions see the variables of both sides."""

    left: "Algebra"
    right: "Algebra"
    conditions: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """The solutions for which every condition is true; an error is not true."""

    pattern: "Algebra"
    conditions: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """The solutions of two patterns or more, side by side."""

    parts: tuple["Algebra", ...]


@dataclass(frozen=True, slots=True)
class Minus:
    """The solutions of the left that no solution of the right excludes."""

    left: "Algebra"
    right: "Algebra"


@dataclass(frozen=True, slots=True)
class Graph:
    """The pattern evaluated on one named graph, or on each in turn."""

    name: Variable | Iri
    pattern: "Algebra"


@dataclass(frozen=True, slots=True)
class Extend:
    """BIND and ``AS``: one more variable; unbound where the expression is in error."""

    pattern: "Algebra"
    variable: str
    expression: Expression


@dataclass(frozen=True, slots=True)
class Rows:
    """Inline data, or what another service answered; None is UNDEF. Only the latter has blank nodes."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Service:
    """The pattern evaluated elsewhere; ``source`` is its group as text with absolute IRIs."""

    name: Variable | Iri
    pattern: "Algebra"
    source: str = ""
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a grouping: the variable that holds it, and what gives it if not that variable itself."""

    variable: str
    expression: Expression | None = None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A set function whose result goes into ``variable``.

    ``argument`` is None for ``COUNT(*)``; ``name`` is in upper case (``SUM``, ``GROUP_CONCAT``).
    """

    variable: str
    name: str
    argument: Expression | None
    is_distinct: bool = False
    separator: str = " "


@dataclass(frozen=True, slots=True)
class Group:
    """Grouping and aggregation in one step: its variables are those of keys and aggregates.

    Without keys there is one group even of no solutions, unless the query said GROUP BY, which can't have
    no keys.
    """

    pattern: "Algebra"
    keys: tuple[Key, ...]
    aggregates: tuple[Aggregate, ...]


@dataclass(frozen=True, slots=True)
class OrderBy:
    """The solutions in order of the conditions; each is an expression and whether it runs downwards."""

    pattern: "Algebra"
    conditions: tuple[tuple[Expression, bool], ...]


@dataclass(frozen=True, slots=True)
class Project:
    """The solutions with these variables alone, in this order."""

    pattern: "Algebra"
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distinct:
    """Each solution once."""

    pattern: "Algebra"


@dataclass(frozen=True, slots=True)
class Reduced:
    """Each solution at least once, and not more often than it was."""

    pattern: "Algebra"


@dataclass(frozen=True, slots=True)
class Slice:
    """At most ``limit`` solutions (None: all) after leaving out ``offset``."""

    pattern: "Algebra"
    offset: int = 0
    limit: int | None = None


Algebra = (
    Bgp
    | Join
    | LeftJoin
    | Filter
    | Union
    | Minus
    | Graph
    | Extend
    | Rows
    | Service
    | Group
    | OrderBy
    | Project
    | Distinct
    | Reduced
    | Slice
)
"""What gives solutions."""

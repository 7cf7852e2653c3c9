"""What a query or update asks for, as immutable values around the groups of ``graph.sparql.syntax``."""

from dataclasses import dataclass, field

from graph.sparql.syntax import Expression, Group, TriplePattern, Values, Variable
from graph.terms import Iri

__all__ = [
    "Clear",
    "Column",
    "DatasetClause",
    "GraphOperation",
    "Load",
    "Modify",
    "Operation",
    "Ordering",
    "Quads",
    "Query",
    "Update",
]


@dataclass(frozen=True, slots=True)
class Column:
    """A variable of a projection or grouping, with the expression that gives it, if one does.

    Only a key of GROUP BY may have an expression and no variable.
    """

    variable: Variable | None
    expression: Expression | None = None


@dataclass(frozen=True, slots=True)
class Ordering:
    """One condition of ORDER BY."""

    expression: Expression
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class DatasetClause:
    """FROM or USING, with or without NAMED."""

    name: Iri
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query or sub-select.

    Attributes:
        form: SELECT, CONSTRUCT, DESCRIBE or ASK.
        where: the pattern; None where a DESCRIBE has none.
        columns: what SELECT projects; None for ``*`` and other forms.
        modifier: DISTINCT, REDUCED or empty.
        template: the triples that CONSTRUCT makes.
        described: what DESCRIBE names; None for ``*``.
        dataset: FROM and FROM NAMED.
        group_by: the keys of the grouping, or None where there is no GROUP BY.
        having: the conditions on groups.
        order_by: the ordering, first key first.
        limit: at most so many solutions, or None.
        offset: so many solutions are left out.
        values: the VALUES after the query, or None.
        offset_in_text: where the query starts.
    """

    form: str
    where: Group | None
    columns: tuple[Column, ...] | None = None
    modifier: str = ""
    template: tuple[TriplePattern, ...] = ()
    described: tuple[Variable | Iri, ...] | None = None
    dataset: tuple[DatasetClause, ...] = ()
    group_by: tuple[Column, ...] | None = None
    having: tuple[Expression, ...] = ()
    order_by: tuple[Ordering, ...] = ()
    limit: int | None = None
    offset: int = 0
    values: Values | None = None
    offset_in_text: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quads:
    """Triples of an update, in the default graph (``name`` None) or in a named one."""

    name: Variable | Iri | None
    triples: tuple[TriplePattern, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """``LOAD source INTO GRAPH target``; ``target`` None is the default graph."""

    source: Iri
    target: Iri | None = None
    is_silent: bool = False
    offset: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clear:
    """CLEAR, DROP or CREATE on a graph, or on DEFAULT, NAMED or ALL."""

    kind: str
    target: Iri | str
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class GraphOperation:
    """ADD, MOVE or COPY from a graph to another; None is the default graph."""

    kind: str
    source: Iri | None
    target: Iri | None
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Modify:
    """An operation on quads.

    Attributes:
        kind: INSERT DATA, DELETE DATA, DELETE WHERE, or MODIFY for ``DELETE … INSERT … WHERE``.
        delete: the quads that are taken out.
        insert: the quads that are put in.
        where: the pattern; None but for MODIFY.
        graph: WITH.
        using: USING and USING NAMED.
    """

    kind: str
    delete: tuple[Quads, ...] = ()
    insert: tuple[Quads, ...] = ()
    where: Group | None = None
    graph: Iri | None = None
    using: tuple[DatasetClause, ...] = ()


Operation = Load | Clear | GraphOperation | Modify


@dataclass(frozen=True, slots=True)
class Update:
    """The operations of a request, in order."""

    operations: tuple[Operation, ...]

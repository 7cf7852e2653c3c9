"""EXISTS: whether a pattern has a solution that is compatible with the present one.

The recommendation substitutes the variables of the present solution in the pattern
(https://www.w3.org/TR/sparql11-query/#defn_substitute). Comparing at the end gives the same, unless something
between looks at solutions that the comparison would leave out: OPTIONAL, MINUS, groups, slices. Then the
triple patterns themselves are compared.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from graph.engine.derive import NOTHING, UNIT, derived, renamed, selected
from graph.engine.encode import as_text
from graph.engine.names import indented
from graph.engine.relation import Column, Encoding, Relation
from graph.sparql.algebra import (
    Aggregate,
    Algebra,
    Exists,
    Expression,
    Extend,
    Group,
    Key,
    LeftJoin,
    Minus,
    Project,
    Rows,
    Slice,
    Variable,
)
from graph.sparql.walk import parts

__all__ = ["exists_sql", "mentioned", "restricted", "seen_through", "substitutes"]


def substitutes(pattern: Algebra) -> bool:
    """Whether it makes a difference that triple patterns see the terms of the enclosing solution."""
    return any(isinstance(part, LeftJoin | Minus | Group | Slice) for part in parts(pattern, stop=(Exists,)))


def mentioned(expression: Expression, graph: str | None) -> frozenset[str]:
    """The variables that the expression's value may depend on; of patterns, all that stand in them."""
    found: set[str] = set()
    for part in parts(expression):
        match part:
            case Variable(name) | Extend(variable=name) | Key(name) | Aggregate(name):
                found.add(name)
            case Rows(names) | Project(variables=names):
                found.update(names)
            case Exists() if graph:
                found.add(graph)
            case _:
                pass
    return frozenset(found)


def exists_sql(inner: Relation, outer: Mapping[str, Column], text: Callable[[str], str], alias: str) -> str:
    """SQL that says whether one of the solutions is compatible with the enclosing one.

    Args:
        inner: the solutions.
        outer: variable → column of the enclosing solution.
        text: SQL of the enclosing solution's term as TEXT.
        alias: for the solutions; different where patterns enclose each other.
    """
    if inner is UNIT or inner is NOTHING:
        return "true" if inner is UNIT else "false"
    conditions = []
    for name in (name for name in inner.columns if name in outer):
        column = outer[name]
        if inner.columns[name].encoding is not column.encoding:
            inner = as_text(inner, name)
            column = Column(column.sql if column.encoding is Encoding.TEXT else text(name), Encoding.TEXT)
            column = replace(column, is_sure=outer[name].is_sure)
        conditions.append(_compatible(f"{alias}.{inner.columns[name].sql}", inner.columns[name], column))
    where = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
    sql = f"SELECT 1\nFROM {derived(inner, alias)}{where}"
    return f"EXISTS {indented(sql)}"


def seen_through(relation: Relation, outer: Mapping[str, Column], alias: str) -> dict[str, Column]:
    """The variables that are the enclosing solution's where a solution does not bind them itself."""
    return {
        name: Column(
            f"coalesce({alias}.{own.sql}, {outer[name].sql})", own.encoding, is_sure=outer[name].is_sure
        )
        for name, own in relation.columns.items()
        if name in outer and not own.is_sure and own.encoding is outer[name].encoding
    }


def restricted(relation: Relation, outer: Mapping[str, Column], alias: str) -> Relation:
    """The solutions that are compatible with the enclosing one, where cells can be compared as they are."""
    conditions = []
    for name in (name for name in relation.columns if name in outer):
        if outer[name].encoding is Encoding.TEXT:
            relation = as_text(relation, name)
        if relation.columns[name].encoding is outer[name].encoding:
            column = relation.columns[name]
            conditions.append(_compatible(f"{alias}.{column.sql}", column, outer[name]))
    if not conditions:
        return relation
    listed = selected({name: f"{alias}.{column.sql}" for name, column in relation.columns.items()})
    return Relation(
        f"SELECT {listed}\nFROM {derived(relation, alias)}\nWHERE {' AND '.join(conditions)}",
        renamed(relation.columns),
        relation.rows,
    )


def _compatible(cell: str, inner: Column, outer: Column) -> str:
    either = [f"{cell} = {outer.sql}"]
    either += [] if inner.is_sure else [f"{cell} IS NULL"]
    either += [] if outer.is_sure else [f"{outer.sql} IS NULL"]
    return either[0] if len(either) == 1 else f"({' OR '.join(either)})"

"""FILTER and BIND: what expressions do to solutions.

https://www.w3.org/TR/sparql11-query/#defn_algFilter, https://www.w3.org/TR/sparql11-query/#defn_extend.
"""

from collections.abc import Sequence

from graph.engine.derive import derived, renamed, selected
from graph.engine.expressions import compile_condition, compile_value
from graph.engine.expressions.scope import Scope
from graph.engine.relation import Column, Relation, column_name
from graph.sparql.algebra import Exists, Expression

__all__ = ["extended", "filtered"]

_KEPT = 0.3
"""The part of the solutions that a condition is thought to keep."""


def filtered(relation: Relation, conditions: Sequence[Expression], scope: Scope) -> Relation:
    """The solutions for which every condition is true; an error is NULL, which is not true."""
    if not conditions:
        return relation
    tests = "\n  AND ".join(_test(each, scope) for each in conditions)
    cells = {name: f"{scope.prefix}.{column.sql}" for name, column in relation.columns.items()}
    return Relation(
        f"SELECT {selected(cells)}\nFROM {derived(relation, scope.prefix)}{scope.joins()}\nWHERE {tests}",
        renamed(relation.columns),
        relation.rows * _KEPT,
    )


def _test(condition: Expression, scope: Scope) -> str:
    # EXISTS is never in error; on its own, DuckDB plans it as a semi-join.
    sql = compile_condition(condition, scope)
    return sql if isinstance(condition, Exists) else f"({sql}) IS TRUE"


def extended(relation: Relation, variable: str, expression: Expression, scope: Scope) -> Relation:
    """The solutions with one more variable, unbound where the expression is in error."""
    value = compile_value(expression, scope)
    cells = {name: f"{scope.prefix}.{column.sql}" for name, column in relation.columns.items()}
    cells[variable] = value.sql
    column = Column(column_name(variable), value.encoding, value.tags, value.is_sure)
    return Relation(
        f"SELECT {selected(cells)}\nFROM {derived(relation, scope.prefix)}{scope.joins()}",
        renamed({**relation.columns, variable: column}),
        relation.rows,
    )

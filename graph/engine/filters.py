"""FILTER and BIND: what expressions do to solutions.

https://www.w3.org/TR/sparql11-query/#defn_algFilter, https://www.w3.org/TR/sparql11-query/#defn_extend.
"""

from collections.abc import Mapping, Sequence

from graph.engine.derive import NOT_KNOWN, derived, projected, renamed, selected, taken
from graph.engine.exact import SOLUTION
from graph.engine.expressions import compile_condition, compile_value
from graph.engine.expressions.scope import Scope
from graph.engine.relation import Column, Encoding, Relation, column_name
from graph.sparql.algebra import Call, Exists, Expression, Variable
from graph.sparql.walk import parts
from graph.store.ids import Tag, tag_bit

__all__ = ["extended", "filtered", "needs_number", "numbered", "unnumbered"]

_KEPT = 0.3
"""The part of the solutions that a condition is thought to keep."""


def filtered(relation: Relation, conditions: Sequence[Expression], scope: Scope) -> Relation:
    """The solutions for which every condition is true; an error is NULL, which is not true."""
    if not conditions:
        return relation
    tests = "\n  AND ".join(_test(each, scope) for each in conditions)
    cells = {name: f"{scope.prefix}.{column.sql}" for name, column in relation.columns.items()}
    return taken(
        cells,
        f"{scope.source(relation)}\nWHERE {tests}",
        renamed(relation.columns),
        relation.rows * _KEPT,
    )


def _test(condition: Expression, scope: Scope) -> str:
    # EXISTS on its own DuckDB plans as a semi-join.
    sql = compile_condition(condition, scope)
    return sql if isinstance(condition, Exists) else f"({sql})"


def needs_number(expression: Expression) -> bool:
    """Whether the expression must tell solutions apart: ``BNODE("a")`` is one node in each."""
    return any(
        isinstance(part, Call) and part.name == "BNODE" and part.arguments for part in parts(expression)
    )


def numbered(relation: Relation) -> Relation:
    """The solutions with a number each."""
    if SOLUTION in relation.columns:
        return relation
    cells = {name: f"a.{column.sql}" for name, column in relation.columns.items()}
    cells[SOLUTION] = f"row_number() OVER () * 16 + {Tag.INTEGER:d}"
    column = Column(column_name(SOLUTION), Encoding.ID, tag_bit(Tag.INTEGER))
    return Relation(
        f"SELECT {selected(cells)}\nFROM {derived(relation, 'a')}",
        renamed({**relation.columns, SOLUTION: column}),
        relation.rows,
    )


def unnumbered(relation: Relation) -> Relation:
    """The solutions without the numbers."""
    if SOLUTION not in relation.columns:
        return relation
    return projected(relation, (name for name in relation.columns if name != SOLUTION))


def extended(relation: Relation, expressions: Mapping[str, Expression], scope: Scope) -> Relation:
    """The solutions with more variables, each unbound where its expression is in error."""
    values = {name: compile_value(expression, scope) for name, expression in expressions.items()}
    cells = {name: f"{scope.prefix}.{column.sql}" for name, column in relation.columns.items()}
    cells |= {name: value.sql for name, value in values.items()}
    columns = {name: value.column(column_name(name)) for name, value in values.items()}
    return taken(
        cells,
        scope.source(relation),
        renamed({**relation.columns, **columns}),
        relation.rows,
        _known(relation, expressions),
    )


def _known(relation: Relation, expressions: Mapping[str, Expression]) -> Mapping[str, Sequence[int]]:
    """What is known of the solutions with more variables, where these are others by a new name."""
    of = {name: each.name for name, each in expressions.items() if isinstance(each, Variable)}
    if len(of) < len(expressions) or not relation.known.keys() >= set(of.values()):
        return NOT_KNOWN
    return {**relation.known, **{name: relation.known[other] for name, other in of.items()}}

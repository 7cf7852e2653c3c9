"""Groups and set functions: https://www.w3.org/TR/sparql11-query/#aggregateAlgebra."""

from collections.abc import Sequence

from graph.engine.derive import derived, renamed, selected, taken
from graph.engine.expressions import compile_aggregate
from graph.engine.expressions.scope import Scope
from graph.engine.names import indented
from graph.engine.relation import Encoding, Relation, Value, column_name
from graph.sparql.algebra import Aggregate
from graph.store.ids import Tag, tag_bit

__all__ = ["grouped"]

_GROUPED = 10
"""How many solutions a group is thought to have."""


def grouped(
    relation: Relation,
    keys: Sequence[str],
    aggregates: Sequence[Aggregate],
    scope: Scope,
    graphs: Relation | None = None,
) -> Relation:
    """One solution for each group: its keys and what the set functions give.

    Args:
        relation: the solutions; keys that are expressions are variables of theirs already.
        keys: the variables that make a group; two terms that are equal but not the same are two groups.
        aggregates: the set functions.
        scope: of the relation.
        graphs: the graphs, where each counts on its own: the groups of each are apart.
    """
    values = {each.variable: _aggregated(each, relation, scope) for each in aggregates}
    found = {name: value.column(column_name(name)) for name, value in values.items()}
    results = {name: value.sql for name, value in values.items()}
    if graphs and not keys:
        each = f"SELECT {selected(results)}\n{scope.source(relation)}"
        return _in_each(graphs, Relation(each, found), scope)
    by = [name for name in (*(graphs.columns if graphs else ()), *keys) if name in relation.columns]
    cells = {name: f"{scope.prefix}.{relation.columns[name].sql}" for name in by}
    source = scope.source(relation)
    columns = renamed({name: relation.columns[name] for name in by} | found)
    if by:
        source += f"\nGROUP BY {', '.join(cells.values())}"
        return taken({**cells, **results}, source, columns, max(1.0, relation.rows / _GROUPED))
    # Without set functions in it, this would be as many rows as there are solutions.
    some = "\nHAVING count(*) > 0" if keys else ""
    return Relation(f"SELECT {selected(results)}\n{source}{some}", columns)


def _in_each(graphs: Relation, each: Relation, scope: Scope) -> Relation:
    """One solution for each graph, also for those in which nothing was found."""
    [(name, column)] = graphs.columns.items()
    within = f"{each.sql}\nWHERE {scope.prefix}.{column.sql} = g.{column.sql}"
    cells = {variable: f"a.{own.sql}" for variable, own in each.columns.items()}
    return Relation(
        f"SELECT {selected({**cells, name: f'g.{column.sql}'})}\n"
        f"FROM {derived(graphs, 'g')}, LATERAL {indented(within)} AS a",
        renamed({**each.columns, name: column}),
        graphs.rows,
    )


def _aggregated(aggregate: Aggregate, relation: Relation, scope: Scope) -> Value:
    if aggregate.argument is not None or not aggregate.is_distinct:
        return compile_aggregate(aggregate, scope)
    cells = [
        f"{scope.prefix}.{column.sql}"
        for name, column in relation.columns.items()
        if not name.startswith(".")
    ]
    count = f"count(DISTINCT row({', '.join(cells)}))" if cells else "least(count(*), 1)"
    return Value(f"{count} * 16 + {Tag.INTEGER:d}", Encoding.ID, tag_bit(Tag.INTEGER), is_sure=True)

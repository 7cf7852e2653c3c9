"""The rules for grouping: what may be projected beside an aggregate, and where an aggregate may stand.

https://www.w3.org/TR/sparql12-query/#aggregateRestrictions and notes 11 to 13 of the grammar.
"""

from collections.abc import Iterator

from graph.sparql.requests import Column, Query
from graph.sparql.syntax import Aggregate, Exists, Variable
from graph.sparql.walk import parts
from graph.sparql.wrong import Wrong

__all__ = ["check_grouping", "check_plain", "check_targets"]

_KEYS_ONLY = "Beside GROUP BY or an aggregate, a column is a key of the grouping or an aggregate."
_WHERE_AGGREGATES = "Aggregates stand in SELECT, HAVING and ORDER BY; elsewhere use a sub-select."


def check_plain(value: object) -> None:
    """Refuse an aggregate where solutions are not grouped yet.

    Raises:
        Wrong: there is one.
    """
    for aggregate in _aggregates(value):
        raise Wrong(aggregate.offset, f"{aggregate.name} can't stand here", _WHERE_AGGREGATES)


def check_grouping(query: Query) -> None:
    """Hold columns against the keys of the grouping.

    Raises:
        Wrong: a column is neither key nor aggregate, or an aggregate is within another.
    """
    check_plain(query.group_by)
    found = list(_aggregates((query.columns, query.having, query.order_by)))
    for aggregate in found:
        for nested in _aggregates(aggregate.argument):
            raise Wrong(
                nested.offset, f"{nested.name} can't stand within {aggregate.name}", "Use a sub-select."
            )
    if query.form != "SELECT" or (query.group_by is None and not found):
        return
    if query.columns is None:
        raise Wrong(query.offset_in_text, "SELECT * can't stand beside GROUP BY", _KEYS_ONLY)
    _check_columns(query.columns, _keys(query))


def _check_columns(columns: tuple[Column, ...], shown: set[str]) -> None:
    for column in columns:
        used = column.variable if column.expression is None else column.expression
        for part in parts(used, stop=(Aggregate, Exists)):
            if isinstance(part, Variable) and part.name not in shown:
                raise Wrong(part.offset, f"?{part.name} is neither grouped nor aggregated", _KEYS_ONLY)
        if column.variable:
            shown.add(column.variable.name)


def check_targets(query: Query, inside: frozenset[str]) -> None:
    """Refuse an ``AS`` whose variable has a value already.

    Raises:
        Wrong: there is one.
    """
    for key in query.group_by or ():
        if key.expression is not None and key.variable and key.variable.name in inside:
            raise _used(key.variable)
    taken = set(inside) if query.group_by is None else _keys(query)
    for column in query.columns or ():
        if column.variable and column.expression is not None and column.variable.name in taken:
            raise _used(column.variable)
        if column.variable:
            taken.add(column.variable.name)


def _used(variable: Variable) -> Wrong:
    return Wrong(
        variable.offset, f"?{variable.name} has a value already", "Give the result of AS a new name."
    )


def _keys(query: Query) -> set[str]:
    return {key.variable.name for key in query.group_by or () if key.variable}


def _aggregates(value: object) -> Iterator[Aggregate]:
    return (part for part in parts(value, stop=(Exists,)) if isinstance(part, Aggregate))

"""Joins of solutions that are compatible: https://www.w3.org/TR/sparql11-query/#defn_algJoin."""

from collections.abc import Sequence

from graph.engine.derive import UNIT, derived, selected
from graph.engine.names import column_name
from graph.engine.relation import Column, Relation
from graph.errors import QueryError

__all__ = ["joined"]


def joined(relations: Sequence[Relation]) -> Relation:
    """Every way to put together one solution of each that agree on what they share."""
    parts = [each for each in relations if each is not UNIT]
    if len(parts) <= 1:
        return parts[0] if parts else UNIT
    columns: dict[str, tuple[str, Column]] = {}
    source = ""
    for number, part in enumerate(parts, start=1):
        alias = f"a{number}"
        shared = [name for name in part.columns if name in columns]
        conditions = [_equal(columns[name], part.columns[name], alias) for name in shared]
        link = f"JOIN {{}} ON {' AND '.join(conditions)}" if conditions else "CROSS JOIN {}"
        source += "\n" + link.replace("{}", derived(part, alias)) if source else derived(part, alias)
        columns = {name: (f"{alias}.{each.sql}", each) for name, each in part.columns.items()} | columns
    return Relation(
        f"SELECT {selected({name: sql for name, (sql, _) in columns.items()})}\nFROM {source}",
        {name: Column(column_name(name), each.encoding, each.tags) for name, (_, each) in columns.items()},
        max(part.rows for part in parts),
    )


def _equal(left: tuple[str, Column], right: Column, alias: str) -> str:
    sql, column = left
    if not (column.is_sure and right.is_sure and column.encoding is right.encoding):
        raise QueryError("Joins on variables that may be unbound are not compiled yet.")
    return f"{sql} = {alias}.{right.sql}"

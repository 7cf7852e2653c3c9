"""Solutions side by side: https://www.w3.org/TR/sparql11-query/#defn_algUnion."""

from collections.abc import Sequence

from graph.engine.derive import NOTHING, derived, null, selected
from graph.engine.encode import as_text
from graph.engine.relation import Column, Encoding, Relation, column_name
from graph.errors import QueryError

__all__ = ["united"]

_MOST_CELLS = 40_000
"""DuckDB plans a union of more columns for minutes, without a way to stop it."""


def united(relations: Sequence[Relation]) -> Relation:
    """The solutions of all the relations; what one does not bind is unbound in its solutions.

    A variable that is TEXT in one of them is TEXT in the result.
    """
    parts = [each for each in relations if each is not NOTHING]
    if len(parts) <= 1:
        return parts[0] if parts else NOTHING
    columns: dict[str, Column] = {}
    for part in parts:
        columns |= {name: _widened(name, columns.get(name), column) for name, column in part.columns.items()}
    columns = {
        name: column
        if all(name in part.columns for part in parts)
        else Column(column.sql, column.encoding, column.tags, is_sure=False)
        for name, column in columns.items()
    }
    if len(parts) * len(columns) > _MOST_CELLS:
        raise QueryError(
            f"{len(parts)} patterns of UNION with {len(columns)} variables are more than can be planned; "
            f"{_MOST_CELLS} is the most for the product."
        )
    rows = sum(part.rows for part in parts)
    return Relation("\nUNION ALL\n".join(_padded(part, columns) for part in parts), columns, rows)


def _widened(name: str, known: Column | None, column: Column) -> Column:
    others = (column,) if known is None else (known, column)
    is_text = any(each.encoding is Encoding.TEXT for each in others)
    tags = column.tags | (known.tags if known else 0)
    is_sure = all(each.is_sure for each in others)
    return Column(column_name(name), Encoding.TEXT if is_text else Encoding.ID, tags, is_sure=is_sure)


def _padded(part: Relation, columns: dict[str, Column]) -> str:
    for name, column in part.columns.items():
        if column.encoding is not columns[name].encoding:
            part = as_text(part, name)
    cells = {
        name: f"a.{part.columns[name].sql}" if name in part.columns else null(column.encoding)
        for name, column in columns.items()
    }
    return f"SELECT {selected(cells)}\nFROM {derived(part, 'a')}"

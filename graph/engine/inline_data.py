"""VALUES: rows of constants (https://www.w3.org/TR/sparql11-query/#inline-data)."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from graph.engine.constants import ground
from graph.engine.derive import NOTHING, SQL_TYPES, selected
from graph.engine.exact.text import text_of
from graph.engine.names import sql_text
from graph.engine.relation import ALL_TAGS, Column, Encoding, Relation, column_name
from graph.engine.scan import Scan
from graph.sparql.algebra import Rows
from graph.store.ids import tag_bit, tag_of
from graph.terms import Term

__all__ = ["compile_ids", "compile_rows"]

_MOST_LISTED = 50
"""How many rows are written out; DuckDB reads more of them many times faster from one string a column."""

_SEPARATORS = ",|;\t" + "".join(map(chr, range(0xE000, 0xF8FF)))
"""What may stand between the cells of such a string, if no cell has it; the last are for private use."""


def compile_rows(data: Rows, scan: Scan) -> Relation:
    """The rows; a variable with a term that the store does not hold is TEXT."""
    if not data.rows:
        return NOTHING
    count = float(len(data.rows))
    if not data.variables:
        return Relation(f"SELECT 1 AS unit FROM range({len(data.rows)})", rows=count)
    cells: list[tuple[Column, list[str | None]]] = []
    for place, name in enumerate(data.variables):
        terms = [None if row[place] is None else ground(row[place]) for row in data.rows]
        cells.append(_column(column_name(name), terms, scan.ids))
    write = _listed if len(data.rows) <= _MOST_LISTED else _split
    sql = write(data.variables, cells)
    return Relation(
        sql, {name: column for name, (column, _) in zip(data.variables, cells, strict=True)}, count
    )


def compile_ids(columns: Mapping[str, Sequence[int]]) -> Relation:
    """Rows of ids: variable → its cell in each of them. One string a column is what DuckDB plans soonest."""
    cells = {name: f"unnest('{list(ids)}'::BIGINT[])" for name, ids in columns.items()}
    found = {name: Column(column_name(name), Encoding.ID, _tags(ids)) for name, ids in columns.items()}
    rows = float(max(map(len, columns.values())))
    return Relation(f"SELECT {selected(cells)}", found, rows, known=columns)


def _tags(ids: Iterable[int]) -> int:
    return reduce(or_, (tag_bit(tag_of(id_)) for id_ in ids), 0)


def _column(
    name: str, terms: Sequence[Term | None], ids: Mapping[Term, int]
) -> tuple[Column, list[str | None]]:
    """What the terms of a variable are like, and each written in its encoding."""
    bound = [term for term in terms if term is not None]
    is_sure = len(bound) == len(terms)
    if all(term in ids for term in bound):
        tags = _tags(ids[term] for term in bound)
        written = [None if term is None else str(ids[term]) for term in terms]
        return Column(name, Encoding.ID, tags, is_sure), written
    return Column(name, Encoding.TEXT, ALL_TAGS, is_sure), [
        None if term is None else text_of(term) for term in terms
    ]


def _listed(variables: Sequence[str], cells: Sequence[tuple[Column, Sequence[str | None]]]) -> str:
    places = [f"c{number}" for number, _ in enumerate(cells, start=1)]
    typed = (
        f"{place}::{SQL_TYPES[column.encoding]}" for place, (column, _) in zip(places, cells, strict=True)
    )
    rows = zip(
        *([_constant(cell, column.encoding) for cell in written] for column, written in cells), strict=True
    )
    listed = ",\n  ".join(f"({', '.join(row)})" for row in rows)
    chosen = selected(dict(zip(variables, typed, strict=True)))
    return f"SELECT {chosen}\nFROM (VALUES\n  {listed}\n) AS v({', '.join(places)})"


def _constant(cell: str | None, encoding: Encoding) -> str:
    if cell is None:
        return "NULL"
    return sql_text(cell) if encoding is Encoding.TEXT else cell


def _split(variables: Sequence[str], cells: Sequence[tuple[Column, Sequence[str | None]]]) -> str:
    places = [f"c{number}" for number, _ in enumerate(cells, start=1)]
    typed = (
        f"nullif({place}, '')::{SQL_TYPES[column.encoding]}"
        for place, (column, _) in zip(places, cells, strict=True)
    )
    lists = ",\n  ".join(
        f"{_unnested(written)} AS {place}" for place, (_, written) in zip(places, cells, strict=True)
    )
    return f"SELECT {selected(dict(zip(variables, typed, strict=True)))}\nFROM (\n  SELECT {lists}\n)"


def _unnested(cells: Sequence[str | None]) -> str:
    """SQL of one cell a row; '' is unbound, for no term is written so."""
    written = [cell or "" for cell in cells]
    separator = next(sign for sign in _SEPARATORS if not any(sign in cell for cell in written))
    return f"unnest(string_split({sql_text(separator.join(written))}, {sql_text(separator)}))"

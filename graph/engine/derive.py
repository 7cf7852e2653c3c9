"""Relations made of one relation: other columns, fewer rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from graph.engine.names import indented
from graph.engine.relation import Column, Encoding, Relation, column_name

__all__ = [
    "NOTHING",
    "NOT_KNOWN",
    "SQL_TYPES",
    "UNIT",
    "bounded",
    "derived",
    "distinct",
    "named",
    "named_in_turn",
    "null",
    "numbered_among",
    "projected",
    "renamed",
    "selected",
    "sliced",
    "taken",
]

UNIT = Relation("SELECT 1 AS unit")
"""One solution that binds nothing."""

NOTHING = Relation("SELECT 1 AS unit WHERE false", rows=0.0)
"""No solution."""

NOT_KNOWN: Mapping[str, Sequence[int]] = MappingProxyType({})
"""Of solutions that SQL is to find."""

SQL_TYPES = {Encoding.ID: "BIGINT", Encoding.TEXT: "VARCHAR"}

_IN_TURN = "/* in turn */"
"""Says in SQL that one part of it waits for another to have read what both read."""


def selected(expressions: Mapping[str, str]) -> str:
    """The list of a SELECT that gives each variable the SQL expression it stands for."""
    listed = ", ".join(f"{sql} AS {column_name(variable)}" for variable, sql in expressions.items())
    return listed or "1 AS unit"


def taken(
    cells: Mapping[str, str],
    source: str,
    columns: Mapping[str, Column],
    rows: float,
    known: Mapping[str, Sequence[int]] = NOT_KNOWN,
) -> Relation:
    """Cells, variable → SQL, of a source that gives the same rows whatever is taken from it."""
    return Relation(f"SELECT {selected(cells)}\n{source}", columns, rows, cells, source, known)


def derived(relation: Relation, alias: str) -> str:
    """The relation as an item of FROM."""
    return f"{indented(relation.sql)} AS {alias}"


def named(**relations: Relation) -> str:
    """A WITH that computes each relation once, for a SELECT that needs it more than once."""
    return "WITH " + ",\n".join(
        f"{name} AS MATERIALIZED {indented(relation.sql)}" for name, relation in relations.items()
    )


def named_in_turn(**relations: Relation) -> str:
    """The same where one that reads a relation must wait for another that reads it; see ``bounded``."""
    return named(**relations).replace("WITH", f"WITH {_IN_TURN}", 1)


def null(encoding: Encoding) -> str:
    """SQL of an unbound cell."""
    return f"NULL::{SQL_TYPES[encoding]}"


def renamed(columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns under the names that ``selected`` gives them."""
    return {name: replace(column, sql=column_name(name)) for name, column in columns.items()}


def projected(relation: Relation, variables: Iterable[str]) -> Relation:
    """The solutions with these variables alone; those it does not know are never bound.

    See https://www.w3.org/TR/sparql11-query/#defn_algProjection.
    """
    names = dict.fromkeys(variables)
    columns = {name: relation.columns[name] for name in names if name in relation.columns}
    if len(columns) == len(relation.columns):
        return relation
    known = {name: relation.known[name] for name in columns if relation.known}
    if relation.source:
        cells = {name: relation.cells[name] for name in columns}
        return taken(cells, relation.source, columns, relation.rows, known)
    cells = {name: f"a.{column.sql}" for name, column in columns.items()}
    return taken(cells, f"FROM {derived(relation, 'a')}", renamed(columns), relation.rows, known)


def distinct(relation: Relation) -> Relation:
    """Each solution once (https://www.w3.org/TR/sparql11-query/#defn_algDistinct)."""
    if not relation.columns:
        return sliced(relation, 0, 1)
    listed = selected({name: f"a.{column.sql}" for name, column in relation.columns.items()})
    return Relation(
        f"SELECT DISTINCT {listed}\nFROM {derived(relation, 'a')}", renamed(relation.columns), relation.rows
    )


def sliced(relation: Relation, offset: int, limit: int | None) -> Relation:
    """At most ``limit`` solutions after leaving out ``offset``, in the order that they have.

    See https://www.w3.org/TR/sparql11-query/#defn_algSlice.
    """
    end = bounded(relation.sql, offset, limit)
    if not end:
        return relation
    rows = relation.rows if limit is None else min(relation.rows, float(limit))
    return Relation(f"SELECT *\nFROM {derived(relation, 'a')}{end}", relation.columns, rows)


def bounded(sql: str, offset: int, limit: int | None) -> str:
    """The end of a SELECT from this SQL that keeps at most ``limit`` rows after leaving out ``offset``.

    DuckDB 2.0 never returns from a LIMIT over some hundred thousand rows of a WITH that are read twice, where
    one who reads waits for the other. Numbering the rows does the same, and returns; but it makes them all.
    """
    if limit is None and not offset:
        return ""
    if _IN_TURN in sql:
        return numbered_among(offset, limit)
    return ("" if limit is None else f"\nLIMIT {limit}") + (f"\nOFFSET {offset}" if offset else "")


def numbered_among(offset: int, limit: int | None, over: str = "") -> str:
    """The same by numbering the rows, or those of each part and in the order that OVER tells."""
    last = "" if limit is None else f" AND {offset + limit}"
    among = f"BETWEEN {offset + 1}{last}" if last else f"> {offset}"
    return f"\nQUALIFY row_number() OVER ({over}) {among}"

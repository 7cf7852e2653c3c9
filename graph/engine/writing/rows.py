"""Rows of tables as text by SQL, for answers too large to be made in Python.

What a column's tags rule out costs nothing: a column of IRIs is a join and a concatenation.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from graph.engine.derive import derived
from graph.engine.expressions.render import DICTIONARY, tags_in
from graph.engine.relation import Column, Encoding, Relation
from graph.engine.writing.computed import split, text_cell
from graph.engine.writing.csv_rows import CSV
from graph.engine.writing.json_rows import JSON
from graph.engine.writing.notation import Cell, Notation, TermWriter, concatenated
from graph.engine.writing.tsv_rows import TSV
from graph.engine.writing.xml_rows import XML
from graph.store.ids import Tag, tag_bit

__all__ = ["NOTATIONS", "are_ids", "can_write", "cell_of", "dictionary_join", "row_texts"]

NOTATIONS: Mapping[str, Notation] = MappingProxyType({"json": JSON, "xml": XML, "csv": CSV, "tsv": TSV})
"""Short name of a format → how SQL writes it."""

_UNBOUND = Column("", tags=0, is_sure=False)


def can_write(relation: Relation, variables: Sequence[str]) -> bool:
    """Whether SQL can write these variables: none may be a triple term."""
    return not any(column.tags & tag_bit(Tag.TRIPLE) for column in _shown(relation, variables))


def are_ids(relation: Relation, variables: Sequence[str]) -> bool:
    """Whether all of these variables are terms that the store numbers, none computed."""
    return all(column.encoding is Encoding.ID for column in _shown(relation, variables))


def _shown(relation: Relation, variables: Sequence[str]) -> list[Column]:
    return [relation.columns[name] for name in variables if name in relation.columns]


def row_texts(relation: Relation, variables: Sequence[str], notation: Notation, order: str = "") -> str:
    """A SELECT of one text for each solution.

    Args:
        relation: the solutions; `can_write` holds for them.
        variables: what is shown of them.
        notation: how.
        order: the column, quoted, that they are to be sorted by.
    """
    cells: list[Cell] = []
    joins: list[str] = []
    splits: list[str] = []
    for number, name in enumerate(variables):
        column, alias = relation.columns.get(name, _UNBOUND), f"t{number}"
        if column.encoding is Encoding.TEXT:
            cells.append(text_cell(notation.term, name, column, alias))
            splits.append(split(f"b.{column.sql}", alias))
            continue
        cells.append(cell_of(notation.term, name, column, f"a.{column.sql}", alias))
        joins += dictionary_join(f"a.{column.sql}", column, alias)
    source = derived(relation, "a")
    if splits:
        source = f"(SELECT b.*, {', '.join(splits)}\nFROM {derived(relation, 'b')}) AS a"
    lines = [f"SELECT {concatenated(notation.row(cells))} AS line", f"FROM {source}", *joins]
    return "\n".join([*lines, f"ORDER BY a.{order}"] if order else lines)


def dictionary_join(id_: str, column: Column, alias: str) -> Iterator[str]:
    """The join with the dictionary, where the ids of a column do not tell all."""
    if column.tags & DICTIONARY:
        is_inner = column.is_sure and not column.tags & ~DICTIONARY
        yield f"{'' if is_inner else 'LEFT '}JOIN term AS {alias} ON {alias}.id = {id_}"


def cell_of(term: TermWriter, name: str, column: Column, id_: str, alias: str) -> Cell:
    """A variable's cell, whose term that writer writes from its id and its row of the dictionary."""
    terms = {tag: term(tag, id_, alias) for tag in tags_in(column.tags)}
    return Cell(name, id_, terms, is_sure=column.is_sure and bool(terms))

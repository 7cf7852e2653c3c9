"""Large answers written by SQL: tables as results JSON, graphs as N-Triples."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.answer import json_frame
from graph.engine.arrow import joined_texts
from graph.engine.limits import Running
from graph.engine.relation import Relation
from graph.engine.row_text import json_rows
from graph.engine.triple_text import triple_lines
from graph.sparql.syntax import TriplePattern
from graph.store.columnar import Reader

__all__ = ["SMALL", "Pieces", "is_large", "written_graph", "written_table"]

SMALL = 2_000
"""So many rows are known sooner by decoding their terms; SQL that writes them takes longer to plan."""

_SURELY_LARGE = 200_000
"""Where so many rows are expected, they are not few."""

_SEPARATOR = 2


@dataclass(frozen=True, slots=True)
class Pieces:
    """The text of an answer.

    Attributes:
        body: to be put together in this order.
        rows: how many rows or triples are in it.
        is_complete: False where there were more than the limit.
    """

    body: tuple[bytes, ...]
    rows: int
    is_complete: bool


def is_large(relation: Relation) -> bool:
    """Whether there are surely more rows than are known sooner by decoding."""
    return relation.rows > _SURELY_LARGE


def written_table(
    reader: Reader, relation: Relation, variables: Sequence[str], running: Running, order: str = ""
) -> Pieces:
    """The solutions of a relation with these variables, as results JSON.

    Args:
        reader: the snapshot.
        relation: the solutions; ``graph.engine.row_text.can_write`` holds for them.
        variables: what is shown of them, in this order.
        running: what stops it; its limit on rows cuts the answer.
        order: the column, quoted, that they are to be sorted by.
    """
    rows = _collected(reader, json_rows(relation, variables, order), running)
    head, tail = (text.encode() for text in json_frame(variables, is_complete=rows.is_complete))
    # Each row has a separator before it, the first one too.
    first = (rows.body[0][_SEPARATOR:],) if rows.body else ()
    return replace(rows, body=(head, *first, *rows.body[1:], tail))


def written_graph(
    reader: Reader, relation: Relation, template: Sequence[TriplePattern], running: Running
) -> Pieces:
    """What a template makes of the solutions of a relation, each triple once, as N-Triples.

    Args:
        reader: the snapshot.
        relation: the solutions.
        template: what to make; ``graph.engine.triple_text.can_construct`` holds for it.
        running: what stops it; its limit on rows cuts the graph.
    """
    return _collected(reader, triple_lines(template, relation), running)


def _collected(reader: Reader, sql: str, running: Running) -> Pieces:
    body, rows, is_complete = [], 0, True
    for piece, count, is_cut in joined_texts(reader, sql, running.limits.rows, running):
        body.append(piece)
        rows += count
        is_complete = not is_cut
    return Pieces(tuple(body), rows, is_complete)

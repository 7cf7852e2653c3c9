"""Large answers to SELECT as results JSON, written by SQL."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.answer import json_frame
from graph.engine.arrow import joined_texts
from graph.engine.limits import Running
from graph.engine.relation import Relation
from graph.engine.row_text import json_rows
from graph.store.columnar import Reader

__all__ = ["SMALL", "Pieces", "is_large", "written"]

SMALL = 5_000
"""So many rows are known sooner by decoding their terms; SQL that writes them takes longer to plan."""

_SEPARATOR = 2


@dataclass(frozen=True, slots=True)
class Pieces:
    """The text of an answer.

    Attributes:
        body: to be put together in this order.
        rows: how many rows are in it.
        is_complete: False where there were more than the limit.
    """

    body: tuple[bytes, ...]
    rows: int
    is_complete: bool


def is_large(relation: Relation) -> bool:
    """Whether more rows are to be expected than are known sooner by decoding."""
    return relation.rows > SMALL


def written(
    reader: Reader, relation: Relation, variables: Sequence[str], running: Running, *, is_ordered: bool
) -> Pieces:
    """The solutions of a relation with these variables, as results JSON.

    Args:
        reader: the snapshot.
        relation: the solutions; ``graph.engine.row_text.can_write`` holds for them.
        variables: what is shown of them, in this order.
        running: what stops it; its limit on rows cuts the answer.
        is_ordered: whether the order of the solutions is to be kept.
    """
    sql = json_rows(relation, variables, is_ordered=is_ordered)
    head, tail = (text.encode() for text in json_frame(variables))
    body, left, is_complete = [head], running.limits.rows, True
    for piece, count, is_cut in joined_texts(reader, sql, left, running):
        # Each row has a separator before it, the first one too.
        body.append(piece if len(body) > 1 else piece[_SEPARATOR:])
        left -= count
        is_complete = not is_cut
    return Pieces((*body, tail), running.limits.rows - left, is_complete)

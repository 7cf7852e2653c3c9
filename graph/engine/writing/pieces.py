"""Large answers written by SQL: tables as rows of their format, graphs as lines of N-Triples."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.answer import Spool
from graph.answer.bindings import frame
from graph.engine.limits import Running
from graph.engine.relation import Relation
from graph.engine.writing.arrow import joined_texts
from graph.engine.writing.rows import NOTATIONS, row_texts
from graph.engine.writing.triples import triple_lines
from graph.errors import QueryError
from graph.rdf.formats import SYNTAXES
from graph.sparql.syntax import TriplePattern
from graph.store.columnar import Reader

__all__ = ["SMALL", "TRIPLE_LINES", "Layout", "is_large", "write_graph", "write_table"]

SMALL = 2_000
"""So many rows are known sooner by decoding their terms; SQL that writes them takes longer to plan."""

TRIPLE_LINES = frozenset(syntax.name for syntax in SYNTAXES if syntax.holds_lines)
"""Short names of the formats that lines of N-Triples are a text of."""

_SURELY_LARGE = 200_000
"""Where so many rows are expected, they are not few."""


def is_large(relation: Relation, limit: float = _SURELY_LARGE) -> bool:
    """Whether there are surely more rows than are known sooner by decoding."""
    return relation.rows > limit


@dataclass(frozen=True, slots=True)
class Layout:
    """How solutions become the rows of a table.

    Attributes:
        format: the short name of the format.
        variables: what is shown of them, in this order.
        order: the column, quoted, that they are to be sorted by; empty for any order.
    """

    format: str
    variables: Sequence[str]
    order: str = ""


def write_table(
    reader: Reader, relation: Relation, layout: Layout, text: Spool, running: Running
) -> tuple[int, bool]:
    """Write the solutions of a relation; how many rows that are, and whether they are all.

    Args:
        reader: the snapshot.
        relation: the solutions; ``graph.engine.writing.rows.can_write`` holds for them.
        layout: how.
        text: where to.
        running: what stops it; its limit on rows cuts the answer.

    Raises:
        QueryError: the format has no form for a character of theirs.
    """
    name, variables = layout.format, layout.variables
    notation = NOTATIONS[name]
    text.write(frame(name, variables)[0].encode())
    rows, is_complete, skipped = 0, True, len(notation.separator)
    sql = row_texts(relation, variables, notation, layout.order)
    for piece, count, is_cut in joined_texts(reader, sql, running.limits.rows, running):
        if not notation.can_hold(piece):
            raise QueryError(f"{name.upper()} has no form for a control character in a literal; JSON has.")
        # Each row has the separator before it, the first one too.
        text.write(piece[skipped:])
        skipped = 0
        rows += count
        is_complete = not is_cut
    text.write(frame(name, variables, is_complete=is_complete)[1].encode())
    return rows, is_complete


def write_graph(
    reader: Reader, relation: Relation, template: Sequence[TriplePattern], text: Spool, running: Running
) -> tuple[int, bool]:
    """Write what a template makes of the solutions of a relation, each triple once, as N-Triples.

    Args:
        reader: the snapshot.
        relation: the solutions.
        template: what to make; ``graph.engine.writing.triples.can_construct`` holds for it.
        text: where to.
        running: what stops it; its limit on rows cuts the graph.

    Returns:
        How many triples there are, and whether they are all.
    """
    triples, is_complete = 0, True
    lines = triple_lines(template, relation)
    for piece, count, is_cut in joined_texts(reader, lines, running.limits.rows, running):
        text.write(piece)
        triples += count
        is_complete = not is_cut
    return triples, is_complete

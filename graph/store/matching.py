"""Quads by a pattern: those who walk triple by triple ask here rather than by a query."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from graph.store.ids import DEFAULT_GRAPH
from graph.store.reader import Reader
from graph.terms import Quad, Resource, Term

__all__ = ["Wanted", "quads_like"]

_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What quads are wanted: None stands for any term.

    Attributes:
        subject: or any.
        predicate: or any.
        object: or any.
        graph: counts where ``is_in_one_graph``; None is then the default graph.
        is_in_one_graph: whether only one graph is looked at.
    """

    subject: Term | None = None
    predicate: Term | None = None
    object: Term | None = None
    graph: Resource | None = None
    is_in_one_graph: bool = False


def quads_like(reader: Reader, wanted: Wanted) -> Iterator[Quad]:
    """The quads of a pattern; those of one triple come after one another."""
    parts = {"s": wanted.subject, "p": wanted.predicate, "o": wanted.object}
    terms = [part for part in (*parts.values(), wanted.graph) if part is not None]
    ids = reader.ids(terms)
    if len(ids) < len(set(terms)):
        return
    conditions = [f"{column} = {ids[part]}" for column, part in parts.items() if part is not None]
    if wanted.is_in_one_graph:
        conditions.append(f"g = {DEFAULT_GRAPH if wanted.graph is None else ids[wanted.graph]}")
    table = "pos" if wanted.subject is None and wanted.predicate is not None else "spo"
    rows = iter(
        reader.connection.execute(
            f"SELECT s, p, o, g FROM {table} WHERE {' AND '.join(conditions) or 'true'} ORDER BY s, p, o, g"
        ).fetchall()
    )
    while chunk := list(islice(rows, _CHUNK)):
        found = reader.terms({part for row in chunk for part in row if part})
        for s, p, o, g in chunk:
            yield Quad(found[s], found[p], found[o], found[g] if g else None)  # type: ignore[arg-type]

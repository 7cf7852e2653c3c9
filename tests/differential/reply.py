"""What an engine gave back, in a form that two engines can be compared in."""

from dataclasses import dataclass

from graph.terms import Term

__all__ = ["Reply"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What an engine answered.

    Attributes:
        kind: ``rows``, ``triples``, ``truth``, ``quads``, ``error``, ``large`` or ``nothing`` (hung or dead).
        columns: of rows.
        rows: rows, triples or quads; of a truth value, one row or none.
        note: the error.
    """

    kind: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    note: str = ""

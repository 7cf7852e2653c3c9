"""What a query returned: a table, triples or a truth value, with where it came from."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.terms import Term, Triple

__all__ = ["About", "Answer", "Row", "Table", "Triples", "Truth"]

Row = tuple[Term | None, ...]
"""One solution: a term per column, None where the variable is unbound."""


@dataclass(frozen=True, slots=True)
class About:
    """Where an answer came from.

    Attributes:
        snapshot: id of the dataset's state that was asked.
        query_hash: SHA-256 of the query text and its bindings, hexadecimal.
        elapsed_ms: wall-clock time until the answer was complete, in milliseconds.
        is_complete: False where a limit cut the answer short.
        reason: why it is not complete; empty otherwise.
    """

    snapshot: str
    query_hash: str
    elapsed_ms: float
    is_complete: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT: columns in the order of the projection, rows in the order of the engine."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    about: About

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> Iterator[dict[str, Term]]:
        """Each row as a dictionary of its bound columns."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.columns, row, strict=True) if term is not None}


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE."""

    triples: tuple[Triple, ...]
    about: About

    def __len__(self) -> int:
        return len(self.triples)


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to an ASK."""

    value: bool
    about: About


Answer = Table | Triples | Truth

"""Answers and scores as tables for a terminal, and bytes for everything else."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from graph.answer import Answer, Table, Truth, write_answer
from graph.dataset import Dataset
from graph.knowledge.labels import labels_of
from graph.terms import Iri, Literal, Term, n3, shorten

__all__ = ["grid", "put", "shown_answer"]

_PIPED_WIDTH = 200


def grid(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "", caption: str = ""
) -> None:
    """A table on standard output; wide where the output is not a terminal."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else _PIPED_WIDTH, highlight=False)
    table = Grid(
        title=Text(title, style="bold") if title else None, title_justify="left", caption_justify="left"
    )
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)
    if caption:
        console.print(Text(caption, style="dim"))


def shown_answer(answer: Answer, dataset: Dataset, *, title: str = "") -> None:
    """An answer for people: IRIs by their label and short name, literals by their value."""
    match answer:
        case Truth(value):
            click.echo("yes" if value else "no")
        case Table(columns, rows):
            labels = labels_of(dataset, (term for row in rows for term in row))
            cells = [[_cell(term, labels) for term in row] for row in rows]
            count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}; snapshot {answer.about.snapshot}"
            grid(columns, cells, title=title, caption=count)
        case _:
            put(write_answer(answer, "ttl"), None)


def put(content: bytes, output: Path | None) -> None:
    """Bytes to a file, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    output.write_bytes(content)
    click.echo(f"{output}: {len(content)} bytes written", err=True)


def _cell(term: Term | None, labels: dict[Iri, Literal]) -> str:
    match term:
        case None:
            return ""
        case Iri(value) if term in labels:
            return f"{labels[term].value} ({shorten(value)})"
        case Iri(value):
            return shorten(value)
        case Literal(value):
            return value
        case _:
            return n3(term)

"""Tables and sentences on the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.cli.text import printable

__all__ = ["Cell", "counted", "note", "show_heading", "show_table", "told"]

_WIDEST = 2_000
# Words up to this length, dates among them, are not broken while there is room.
_UNBROKEN = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table: a text, something said beside it, and whether it is a number."""

    text: str
    beside: str = ""
    is_number: bool = False


def show_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Print a table, as wide as the terminal or, in a pipe, as it needs.

    What is said beside a cell's text is left out where the table would not fit with it.
    """
    held = list(rows)
    console = Console(highlight=False)
    whole = _table(columns, held)
    width = console.measure(whole, options=console.options.update(width=_WIDEST)).maximum
    if not console.is_terminal:
        console.width = width
    console.print(whole if width <= console.width else _table(columns, _without_asides(held)))


def show_heading(text: str) -> None:
    """Print a question or title, set off from what follows."""
    click.secho(printable(text), bold=True)


def told(text: str) -> None:
    """Print a sentence of the answer."""
    click.echo(printable(text))


def note(text: str) -> None:
    """Say something about the run, not part of its answer: on standard error."""
    click.echo(printable(text), err=True)


def counted(number: int, noun: str) -> str:
    """Number and noun.

    >>> counted(1, "row"), counted(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _table(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for index, name in enumerate(columns):
        cells = [row[index] for row in rows]
        is_number = bool(cells) and all(cell.is_number or not cell.text for cell in cells)
        words = [len(word) for cell in cells for word in cell.text.split()]
        table.add_column(
            Text(printable(name)),
            justify="right" if is_number else "left",
            overflow="fold",
            min_width=min(max(words, default=1), _UNBROKEN),
        )
    for row in rows:
        table.add_row(*map(_styled, row))
    return table


def _without_asides(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    return [[replace(cell, beside="") for cell in row] for row in rows]


def _styled(cell: Cell) -> Text:
    text = Text(printable(cell.text))
    return text.append(f" · {printable(cell.beside)}", style="dim") if cell.beside else text

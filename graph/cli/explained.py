"""How a query is answered, on the screen."""

import click

from graph.answer import Explanation, explanation_json
from graph.cli.tables import Cell, show_heading, show_table, told

__all__ = ["show_explanation"]

_COLUMNS = ("step", "rows expected", "rows", "ms", "of what")


def show_explanation(explanation: Explanation, format_name: str) -> None:
    """Print the algebra, the SQL, and the steps with rows and times: as tables, or as JSON.

    Raises:
        UsageError: there is no such format for it.
    """
    if format_name not in {"table", "json"}:
        raise click.UsageError(f"--explain has no format {format_name}. There is: table, json.")
    if format_name == "json":
        click.echo(explanation_json(explanation), nl=False)
        return
    show_heading("What it means")
    told(explanation.algebra)
    show_heading("\nThe SQL that it becomes")
    told(explanation.sql)
    show_heading("\nThe steps, the last one first")
    rows = [
        (
            Cell("  " * step.depth + step.name),
            Cell("" if step.estimated is None else f"{step.estimated:,}", is_number=True),
            Cell(f"{step.rows:,}", is_number=True),
            Cell(f"{step.time_ms:.2f}", is_number=True),
            Cell(step.detail),
        )
        for step in explanation.steps
    ]
    show_table(_COLUMNS, rows)
    told(
        f"{explanation.estimated:,.0f} solutions were expected. "
        f"Compiling took {explanation.compiled_ms:.1f} ms, planning and running {explanation.ran_ms:.1f} ms."
    )

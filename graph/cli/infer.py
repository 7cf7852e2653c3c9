"""``maillage infer``: derive shortcuts from stated situations."""

import click

from graph.cli.options import asked_dataset, chosen_settings, store_option
from graph.cli.refusal import plainly
from graph.cli.tables import Cell, counted, show_table, told
from graph.dataset import INFERRED_GRAPH
from graph.knowledge import infer as inference
from graph.terms import shorten

__all__ = ["infer"]

_HELP = """Derive plain ties from stated situations, by the rules in ontology/rules/.

What was inferred before is replaced, in one commit; only the graph g:inferred is written.
Loading does the same unless it is told not to.

\b
Examples:
  maillage infer
  maillage infer --store my.db
"""


@click.command(help=_HELP, short_help="Derive what the rules say.")
@store_option
@plainly
def infer(store: str | None) -> None:
    """Run all rules and say what each derived."""
    inferred = inference.run(asked_dataset(chosen_settings(store)))
    rows = [
        (Cell(each.rule.name), Cell(each.rule.summary), Cell(str(each.triples), is_number=True))
        for each in inferred.derived
    ]
    show_table(("rule", "derives", "triples"), rows)
    total = f"{counted(inferred.triples, 'triple')} in {shorten(INFERRED_GRAPH.value)}"
    told(f"{total}, snapshot {inferred.commit.id}.")

"""``maillage query``: a question, by name or in SPARQL, and its answer."""

from collections.abc import Mapping
from typing import cast

import click

from graph.answer import BINDING_FORMATS, TRIPLE_FORMATS, Formats, Written
from graph.catalog import Catalog, NamedQuery, read_catalog
from graph.catalog.asked import Asked, asked, placed
from graph.cli.answers import show_answer, term_cell
from graph.cli.explained import show_explanation
from graph.cli.measures import DEFAULT_MEASURES, TOP, show_measures
from graph.cli.options import asked_dataset, chosen_settings, param_option, store_option, written
from graph.cli.refusal import plainly
from graph.cli.stoppable import stoppable
from graph.cli.tables import Cell, show_heading, show_table, told
from graph.dataset import Dataset
from graph.knowledge.networks import network_of
from graph.knowledge.observations import with_measures
from graph.resources import queries_folder
from graph.terms import Term

__all__ = ["query"]

_TABLE = "table"
_FORMATS = (_TABLE, *(each.name for each in (*BINDING_FORMATS, *TRIPLE_FORMATS)))
_HELP = """Ask a question: by its name, or in SPARQL (as text, as a file, or - for standard input).

A named query has a question, parameters and examples for these; --list shows them all. One about a
network is answered by its measures. For people the answer is a table; --format gives it to machines.

\b
Examples:
  maillage query labels/succession
  maillage query labels/holders-on-a-date --param day=2018-01-01
  maillage query 'SELECT ?thing { ?thing a <https://w3id.org/maillage/ontology#StartUp> }'
  maillage query question.rq --format csv > answer.csv
"""


@click.command(help=_HELP, short_help="Ask a question, by name or in SPARQL.")
@click.argument("query", metavar="TEXT|FILE|-|NAME", required=False)
@click.option("--list", "is_list", is_flag=True, help="List the named queries and their questions.")
@click.option("--format", "format_name", type=click.Choice(_FORMATS), default=_TABLE, show_default=True)
@click.option(
    "--explain",
    "is_explained",
    is_flag=True,
    help="Show how the query is answered instead; with --format json for machines.",
)
@param_option
@store_option
@plainly
def query(  # noqa: PLR0913 - one argument an option
    query: str | None,
    *,
    is_list: bool,
    format_name: str,
    is_explained: bool,
    given: tuple[str, ...],
    store: str | None,
) -> None:
    """Answer one query, or list the named ones."""
    catalog = read_catalog(queries_folder())
    if is_list:
        _show_list(catalog)
        return
    if query is None:
        raise click.UsageError("What is the question? Give a name, a text or a file; --list shows the names.")
    source = asked(query, catalog)
    bindings = source.bindings(given)
    settings = chosen_settings(store)
    dataset = with_measures(asked_dataset(settings), catalog, edge_limit=settings.network_edge_limit)
    if is_explained:
        with stoppable():
            show_explanation(placed(source, lambda: dataset.explain(source.text, bindings)), format_name)
    elif format_name == _TABLE:
        _show(dataset, source, bindings)
    else:
        _write(dataset, source, bindings, format_name)


def _show_list(catalog: Catalog) -> None:
    rows = [
        (Cell(str(each.number or ""), is_number=True), Cell(each.slug), Cell(each.question))
        for each in catalog
    ]
    show_table(("no.", "name", "question"), rows)
    told("Ask one: maillage query NAME. Its parameters are shown with the answer; --param sets them.")


def _show(dataset: Dataset, source: Asked, bindings: Mapping[str, Term]) -> None:
    if source.named:
        _show_question(source.named, bindings)
    if source.named and source.named.network:
        plan = source.named.network
        with stoppable():
            found = placed(source, lambda: network_of(dataset, source.text, plan=plan, bindings=bindings))
        show_measures(found, plan.measures or DEFAULT_MEASURES, {}, top=TOP)
    else:
        with stoppable():
            answer = placed(source, lambda: dataset.query(source.text, bindings))
        show_answer(dataset, answer)
    if source.named and source.named.data:
        told(f"This question needs data: {source.named.data}")


def _show_question(named: NamedQuery, bindings: Mapping[str, Term]) -> None:
    show_heading(named.question)
    for parameter in named.parameters:
        value = term_cell(bindings[parameter.name], {}).text
        told(f"  {parameter.name} = {value}  ({parameter.meaning})")


def _write(dataset: Dataset, source: Asked, bindings: Mapping[str, Term], format_name: str) -> None:
    formats = Formats(format_name, format_name, format_name)
    with stoppable():
        answer = placed(source, lambda: dataset.written(source.text, formats, bindings))
    # A format is wanted for every kind of answer, so it comes written.
    text = cast("Written", answer).text
    with written(None) as stream:
        for block in text.blocks():
            stream.write(block)

"""``maillage network``: ties as a table of measures, a picture, or a file for another tool."""

from pathlib import Path

import click

from graph.catalog import Catalog, read_catalog
from graph.cli.measured import show_measures
from graph.cli.options import asked_dataset, settings_with, store_option, teaches, told
from graph.cli.query import query_text
from graph.cli.show import grid, put
from graph.dataset import Dataset
from graph.errors import UnknownName
from graph.knowledge.networks import named_network, network_of
from graph.network import EXPORTS, MEASURES, Filters, Network, draw, select
from graph.resources import queries_folder

__all__ = ["network"]


@click.command(
    epilog=teaches(
        "maillage network --list",
        "maillage network partnerships --measure betweenness",
        "maillage network partnerships --at 2019-06-01 --status stated",
        "maillage network cables --format svg --output cables.svg",
        "maillage network my-ties.rq --format graphml --output ties.graphml",
    )
)
@click.argument("what", metavar="NAME|TEXT|FILE|-", required=False)
@click.option("--list", "is_list", is_flag=True, help="List the named networks and the measures, and stop.")
@click.option("--measure", "measures", multiple=True, help="A measure; several may be given. See --list.")
@click.option(
    "--top", default=20, show_default=True, type=click.IntRange(min=1), help="Rows of a measure's table."
)
@click.option("--at", metavar="DATE", help="Only ties that may hold on this day.")
@click.option("--type", "types", multiple=True, help="Only nodes of this class.")
@click.option("--relation", "relations", multiple=True, help="Only ties of this relation.")
@click.option("--status", "statuses", multiple=True, help="Only ties of this status: stated, planned, …")
@click.option("--source", "sources", multiple=True, help="Only ties of this source or named graph.")
@click.option(
    "--format", "form", default="table", show_default=True, help=f"table, svg, {', '.join(EXPORTS)}."
)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file.")
@store_option
@told
def network(  # noqa: PLR0913 - one argument an option
    what: str | None,
    *,
    is_list: bool,
    measures: tuple[str, ...],
    top: int,
    at: str | None,
    types: tuple[str, ...],
    relations: tuple[str, ...],
    statuses: tuple[str, ...],
    sources: tuple[str, ...],
    form: str,
    output: Path | None,
    store: str | None,
) -> None:
    """Measure, draw or write a network: one that has a name, or the ties in the answer to any query.

    A query gives ties by its columns ?source and ?target, or else by its first two columns of resources.
    """
    catalog = read_catalog(queries_folder())
    if is_list:
        return _list(catalog)
    if what is None:
        raise click.UsageError(
            "Say which network: a name (see --list), SPARQL text, a file, or - for standard input."
        )
    dataset = asked_dataset(settings_with(store))
    whole, usual = _network(dataset, catalog, what)
    chosen = {"type": types, "relation": relations, "status": statuses, "source": sources, "at": at or ""}
    part = select(whole, Filters.parse(chosen))
    if form == "table":
        return show_measures(part, measures or usual, top=top)
    return put(_written(part, form, (measures or usual)[0]), output)


def _network(dataset: Dataset, catalog: Catalog, what: str) -> tuple[Network, tuple[str, ...]]:
    names = {query.slug.partition("/")[2]: query for query in catalog.networks()}
    if what in names:
        plan = names[what].network
        return named_network(dataset, catalog, what), plan.measures if plan and plan.measures else ("degree",)
    try:
        text = query_text(what, catalog)
    except UnknownName as error:
        raise UnknownName("named network or file", what, names) from error
    return network_of(dataset, text), ("degree",)


def _written(part: Network, form: str, size_by: str) -> bytes:
    if form == "svg":
        return draw(part, title=part.origin.title, size_by=size_by).encode()
    if form not in EXPORTS:
        raise UnknownName("network format", form, ["table", "svg", *EXPORTS])
    return EXPORTS[form].write(part)


def _list(catalog: Catalog) -> None:
    named = [[query.slug.partition("/")[2], query.question] for query in catalog.networks()]
    grid(("network", "what it ties"), named, title=f"{len(named)} named networks")
    measures = [[each.name, each.scope, each.counts] for each in MEASURES.values()]
    grid(("measure", "scores a", "what it counts"), measures, title=f"{len(measures)} measures")

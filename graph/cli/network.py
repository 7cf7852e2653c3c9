"""``maillage network``: a network, its measures, its picture and its files."""

from typing import Any

import click

from graph.catalog import Catalog, read_catalog
from graph.cli.asked import Asked, asked, placed
from graph.cli.measures import DEFAULT_MEASURES, show_measures
from graph.cli.options import (
    asked_dataset,
    chosen_settings,
    output_option,
    param_option,
    store_option,
    written,
)
from graph.cli.refusal import plainly
from graph.cli.tables import Cell, counted, show_heading, show_table, told
from graph.dataset import Dataset
from graph.errors import NetworkError
from graph.knowledge.networks import network_of
from graph.network import EXPORTS, MEASURES, Filters, Network, draw, select
from graph.resources import queries_folder

__all__ = ["network"]

_TABLE, _PICTURE = "table", "svg"
_FORMATS = (_TABLE, _PICTURE, *EXPORTS)
_HELP = """Read a network from a named or free query; rank its nodes, draw it, or write it for other tools.

A query gives ties by its columns source and target (and relation, tie, from, until, status, evidence, graph),
or by its first two columns that hold things, or by the triples of a CONSTRUCT.
The filters take local names (StartUp), names with prefix (mlg:StartUp) or IRIs, several by comma.

\b
Examples:
  maillage network partnerships --measure betweenness
  maillage network partnerships --at 2019-05-07 --status stated --format svg --output ties.svg
  maillage network ties.rq --format graphml --output ties.graphml
  maillage network --list
"""


@click.command(help=_HELP, short_help="Rank, draw or write a network.")
@click.argument("query", metavar="NAME|QUERY", required=False)
@click.option("--list", "is_list", is_flag=True, help="List the named networks and the measures.")
@click.option(
    "--measure", "measures", metavar="NAME", multiple=True, help="What to rank by; repeat for more."
)
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, help="How many rows to show.")
@click.option("--at", metavar="DATE", help="Only ties that may hold on that day.")
@click.option("--type", metavar="NAMES", multiple=True, help="Only nodes of these types.")
@click.option("--relation", metavar="NAMES", multiple=True, help="Only these relations.")
@click.option(
    "--status", metavar="NAMES", multiple=True, help="Only ties of these statuses: stated, planned, …"
)
@click.option("--source", metavar="NAMES", multiple=True, help="Only ties told by these graphs or sources.")
@click.option("--focus", metavar="NODE", help="Only what is near this node.")
@click.option("--hops", metavar="NUMBER", help="How near, in ties.")
@click.option("--format", "format_name", type=click.Choice(_FORMATS), default=_TABLE, show_default=True)
@output_option
@param_option
@store_option
@plainly
def network(query: str | None, *, is_list: bool, store: str | None, **options: Any) -> None:
    """Show, draw or write one network, or list the named ones."""
    catalog = read_catalog(queries_folder())
    if is_list:
        _show_lists(catalog)
        return
    if query is None:
        raise click.UsageError("Which network? Give a name, a query or a file; --list shows the names.")
    source = asked(query, catalog, folder="networks")
    filters = Filters.parse({name: options[name] for name in _FILTERS if options[name]})
    settings = chosen_settings(store)
    whole = _read(asked_dataset(settings), source, options["given"])
    part = select(whole, filters)
    _check_size(part, settings.network_edge_limit)
    _give(source, part, options)


_FILTERS = ("type", "relation", "status", "source", "at", "focus", "hops")


def _read(dataset: Dataset, source: Asked, given: tuple[str, ...]) -> Network:
    bindings = source.bindings(given)
    plan = source.named.network if source.named else None
    return placed(source, lambda: network_of(dataset, source.text, plan=plan, bindings=bindings))


def _check_size(found: Network, limit: int) -> None:
    if len(found.edges) > limit:
        raise NetworkError(
            f"The network has {counted(len(found.edges), 'tie')}; "
            f"the limit is {limit:,} (network_edge_limit). "
            "Narrow it by --type, --relation, --status, --at or --focus."
        )


def _give(source: Asked, found: Network, options: dict[str, Any]) -> None:
    planned = source.named.network.measures if source.named and source.named.network else ()
    measures = options["measures"] or planned or DEFAULT_MEASURES
    title = source.named.summary if source.named else ""
    if options["format_name"] == _TABLE:
        show_heading(title or "Network of a query")
        show_measures(found, measures, top=options["top"])
        return
    with written(options["output"]) as stream:
        stream.write(_file(found, options["format_name"], title, measures))


def _file(found: Network, format_name: str, title: str, measures: tuple[str, ...]) -> bytes:
    if format_name != _PICTURE:
        return EXPORTS[format_name].write(found)
    on_nodes = [name for name in measures if name in MEASURES and MEASURES[name].scope == "node"]
    return draw(found, title=title, size_by=(*on_nodes, "degree")[0]).encode()


def _show_lists(catalog: Catalog) -> None:
    queries = [each for each in catalog if each.network]
    rows = [(Cell(each.slug.removeprefix("networks/")), Cell(each.question)) for each in queries]
    show_table(("network", "question"), rows)
    told("")
    show_table(("measure", "counts"), [(Cell(each.name), Cell(each.counts)) for each in MEASURES.values()])

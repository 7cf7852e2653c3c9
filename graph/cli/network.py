"""``maillage network``: a network, its measures, its picture and its files."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from graph.catalog import Catalog, read_catalog
from graph.catalog.asked import Asked, asked, placed
from graph.cli.measures import DEFAULT_MEASURES, TOP, results_of, show_results
from graph.cli.options import (
    asked_dataset,
    chosen_settings,
    output_option,
    param_option,
    store_option,
    written,
)
from graph.cli.refusal import plainly
from graph.cli.saving import check_store, name_and_text, save_results, show_saved
from graph.cli.stoppable import stoppable
from graph.cli.tables import Cell, counted, show_heading, show_table
from graph.dataset import Dataset
from graph.errors import NetworkError
from graph.knowledge.coordinates import coordinates_of
from graph.knowledge.networks import network_of
from graph.knowledge.observations import with_measures
from graph.network import (
    COLOURED_BY,
    EXPORTS,
    MEASURES,
    PICTURES,
    Filters,
    Network,
    View,
    draw,
    format_of,
    select,
)
from graph.resources import queries_folder
from graph.terms import Term

__all__ = ["network"]

Command = TypeVar("Command", bound=Callable[..., Any])

_TABLE = "table"
_FORMATS = (_TABLE, *PICTURES, *EXPORTS)
_HELP = """Read a network from a named or free query; rank its nodes, draw it, or write it for other tools.

A query gives ties by its columns source and target (and relation, tie, from, until, status, evidence, graph),
or by its first two columns that hold things, or by the triples of a CONSTRUCT.
The filters take local names (StartUp), names with prefix (mlg:StartUp) or IRIs, several by comma.

\b
Examples:
  maillage network partnerships --measure betweenness
  maillage network partnerships --at 2019-05-07 --status stated --output ties.svg
  maillage network partnerships --measure distance --to PublicBody
  maillage network ties.rq --format graphml > ties.graphml
  maillage network partnerships --measure betweenness --save --store my.db
  maillage network --list
"""


_FILTERS = {
    "at": "Only ties that may hold on that day.",
    "type": "Only nodes of these types.",
    "relation": "Only ties of these relations.",
    "status": "Only ties of these statuses: stated, planned, hoped, …",
    "source": "Only ties told by these named graphs or sources.",
    "focus": "Only what is near this node.",
    "hops": "How near, in ties; 1 unless said otherwise.",
}
_MEASURING = {
    "to": click.option("--to", metavar="TYPE", help="For distance: the type of node to reach."),
    "group": click.option(
        "--group", metavar="NAME", help="Grouping of nodes: type, place, sector or sphere."
    ),
    "is_weighted": click.option(
        "--weighted", "is_weighted", is_flag=True, help="Count merged ties by weight."
    ),
    "is_directed": click.option(
        "--directed", "is_directed", is_flag=True, help="Follow the direction of ties."
    ),
    "node": click.option("--node", metavar="NAME", help="For departure and likely_partners: the node."),
    "by": click.option("--by", metavar="MEASURE", help="For years and sensitivity: what ranks the nodes."),
    "replicas": click.option(
        "--replicas", type=click.IntRange(0), help="Random graphs or orders to compare with; 20 unless given."
    ),
    "error": click.option(
        "--error", type=click.FloatRange(0, 1), help="Estimate betweenness within this absolute error."
    ),
    "sample": click.option("--sample", type=click.IntRange(1), help="Estimate from so many nodes."),
    "seed": click.option("--seed", type=click.IntRange(0), help="Seed of random choices; 42 unless given."),
}


def _filter_options(command: Command) -> Command:
    two_days = "Only ties that may hold on some day from the first to the last."
    command = click.option("--between", nargs=2, metavar="DAY DAY", help=two_days)(command)
    for name, told in reversed(_FILTERS.items()):
        command = click.option(f"--{name}", help=told)(command)
    return command


def _measure_options(command: Command) -> Command:
    for option in reversed(_MEASURING.values()):
        command = option(command)
    return command


@click.command(help=_HELP, short_help="Rank, draw or write a network.")
@click.argument("query", metavar="NAME|TEXT|FILE|-", required=False)
@click.option("--list", "is_list", is_flag=True, help="List the named networks and the measures.")
@click.option("--measure", "measures", metavar="NAME", multiple=True, help="What to rank by; repeatable.")
@click.option(
    "--save", "is_saved", is_flag=True, help="Write the numbers into the store, for queries to join."
)
@click.option("--saved", "is_saved_listed", is_flag=True, help="List the saved results, and which are stale.")
@click.option("--top", type=click.IntRange(1), default=TOP, show_default=True, help="How many rows to show.")
@_filter_options
@_measure_options
@click.option(
    "--format", "format_name", type=click.Choice(_FORMATS), help="table, unless --output says more."
)
@click.option(
    "--colour", type=click.Choice(COLOURED_BY), default="type", help="What shape and colour stand for."
)
@click.option("--map", "is_map", is_flag=True, help="Place nodes by their coordinates.")
@click.option("--title", default="", help="Heading of a picture.")
@click.option("--note", default="", help="What to say under a picture: where the data comes from.")
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
    settings = chosen_settings(store)
    if options["is_saved_listed"]:
        show_saved(asked_dataset(settings))
        return
    if query is None:
        raise click.UsageError("Which network? Give a name, a query or a file; --list shows the names.")
    format_name = _format(options["format_name"], options["output"])
    source = asked(query, catalog, folder="networks")
    filters = Filters.parse({name: options[name] for name in (*_FILTERS, "between") if options[name]})
    if options["is_saved"]:
        check_store(settings)
    dataset = with_measures(asked_dataset(settings), catalog, edge_limit=settings.network_edge_limit)
    bindings = source.bindings(options["given"])
    part = select(_read(dataset, source, bindings), filters)
    _check_size(part, settings.network_edge_limit)
    measures = _measures(source, options["measures"])
    if format_name != _TABLE:
        _write(part, format_name, measures, options | {"view": _view(dataset, part, options)})
        return
    show_heading(part.origin.title)
    results = results_of(part, measures, _chosen(options))
    if options["is_saved"]:
        results = save_results(dataset, name_and_text(source, bindings), part, results, filters)
    show_results(part, list(results), top=options["top"])


def _format(name: str | None, output: Path | None) -> str:
    """The format asked for, else that of the file's ending, else the table, which goes to the screen."""
    ending = output.suffix[1:].lower() if output else ""
    told = ending if ending in PICTURES else format_of(output.name) if output else ""
    chosen = name or told or _TABLE
    if output and chosen == _TABLE:
        raise click.UsageError(f"What shall {output} be? Give --format: {', '.join(_FORMATS[1:])}.")
    return chosen


def _read(dataset: Dataset, source: Asked, bindings: Mapping[str, Term]) -> Network:
    plan = source.named.network if source.named else None
    with stoppable():
        found = placed(source, lambda: network_of(dataset, source.text, plan=plan, bindings=bindings))
    title = source.named.summary if source.named else "Network of a query"
    return replace(found, origin=replace(found.origin, title=title))


def _check_size(found: Network, limit: int) -> None:
    if found.number_of_edges() > limit:
        raise NetworkError(
            f"The network has {counted(found.number_of_edges(), 'tie')}; "
            f"the limit is {limit:,} (network_edge_limit). "
            "Narrow it by --type, --relation, --status, --at or --focus."
        )


def _measures(source: Asked, chosen: tuple[str, ...]) -> tuple[str, ...]:
    planned = source.named.network.measures if source.named and source.named.network else ()
    return chosen or planned or DEFAULT_MEASURES


def _chosen(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of measures that were given."""
    return {name: options[name] for name in _MEASURING if options[name] not in {None, False}}


def _view(dataset: Dataset, found: Network, options: Mapping[str, Any]) -> View:
    places = coordinates_of(dataset, found.ids) if options["is_map"] else None
    return View(options["colour"], note=options["note"], coordinates=places, options=_chosen(options))


def _write(found: Network, format_name: str, measures: tuple[str, ...], options: dict[str, Any]) -> None:
    body = _file(found, format_name, measures, options)
    with written(options["output"]) as stream:
        stream.write(body)


def _file(found: Network, format_name: str, measures: tuple[str, ...], options: Mapping[str, Any]) -> bytes:
    if format_name not in PICTURES:
        return EXPORTS[format_name].write(found)
    on_nodes = [name for name in measures if name in MEASURES and MEASURES[name].scope == "node"]
    picture = draw(
        found,
        title=options["title"] or found.origin.title,
        size_by=(*on_nodes, "degree")[0],
        view=options["view"],
    )
    return PICTURES[format_name].write(picture)


def _show_lists(catalog: Catalog) -> None:
    queries = [each for each in catalog if each.network]
    rows = [(Cell(each.slug.removeprefix("networks/")), Cell(each.question)) for each in queries]
    show_table(("network", "question"), rows)
    measures = [
        (Cell(each.name), Cell(each.counts), Cell(", ".join(each.options))) for each in MEASURES.values()
    ]
    show_table(("measure", "counts", "options"), measures)

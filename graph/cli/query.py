"""``maillage query``: ask in SPARQL, or by the name of a question."""

import sys
from pathlib import Path

import click

from graph.answer import Table, write_answer
from graph.catalog import Catalog, NamedQuery, read_catalog
from graph.cli.measured import show_measures
from graph.cli.options import asked_dataset, pairs, settings_with, store_option, teaches, told
from graph.cli.show import grid, put, shown_answer
from graph.dataset import Dataset
from graph.errors import ParameterError, ReadError, UnknownName
from graph.knowledge.networks import network_of
from graph.resources import queries_folder
from graph.sparql.prefixes import with_prefixes
from graph.sparql.tokens import form as form_of

__all__ = ["query", "query_text"]


@click.command(
    epilog=teaches(
        "maillage query --list",
        "maillage query statistics/forecasts-against-observations",
        "maillage query labels/holders-on-a-date --param day=2020-01-01",
        "maillage query 'SELECT ?s { ?s a mlg:StartUp }' --format csv",
        "maillage query my-question.rq --store ecosystem.db",
    )
)
@click.argument("what", metavar="NAME|TEXT|FILE|-", required=False)
@click.option("--list", "is_list", is_flag=True, help="List the named queries and stop.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter of a named query.")
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    help="table; json csv tsv xml for SELECT and ASK; ttl nt trig nq jsonld rdf for CONSTRUCT, DESCRIBE.",
)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file.")
@store_option
@told
def query(  # noqa: PLR0913 - one argument an option
    what: str | None,
    *,
    is_list: bool,
    params: tuple[str, ...],
    form: str,
    output: Path | None,
    store: str | None,
) -> None:
    """Ask the graph in SPARQL, or by the name of a question.

    A query in a file or a text has no parameters; a prefix of the project need not be declared in a text
    given on the command line.
    """
    catalog = read_catalog(queries_folder())
    if is_list:
        return _list(catalog)
    if what is None:
        raise click.UsageError(
            "Say what to ask: a name (see --list), SPARQL text, a file, or - for standard input."
        )
    dataset = asked_dataset(settings_with(store))
    if what in catalog.queries:
        return _ask_named(dataset, catalog.query(what), pairs(params), form, output)
    if params:
        raise ParameterError("Only a named query has parameters (see maillage query --list).")
    return _ask(dataset, query_text(what, catalog), form, output)


def query_text(what: str, catalog: Catalog) -> str:
    """The query in an argument: standard input for ``-``, a file's text, or the argument itself.

    Raises:
        ReadError: the file can't be read.
        UnknownName: the argument looks like a name, and nothing goes by it.
    """
    if what == "-":
        return sys.stdin.read()
    if "{" in what or (" " in what and form_of(what)):
        return with_prefixes(what)
    path = Path(what)
    if path.is_file():
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ReadError(f"{path}: can't be read as a query: {error}") from error
    raise UnknownName("named query or file", what, catalog.queries)


def _ask_named(
    dataset: Dataset, named: NamedQuery, values: dict[str, str], form: str, output: Path | None
) -> None:
    bindings = named.bindings(values)
    if form != "table":
        return put(write_answer(dataset.query(named.text, bindings), form), output)
    answer = dataset.query(named.text, bindings)
    shown_answer(answer, dataset, title=named.question)
    if named.network and isinstance(answer, Table):
        network = network_of(dataset, named.text, plan=named.network, bindings=bindings)
        show_measures(network, named.network.measures, top=20)
    return None


def _ask(dataset: Dataset, text: str, form: str, output: Path | None) -> None:
    answer = dataset.query(text)
    if form == "table":
        return shown_answer(answer, dataset)
    return put(write_answer(answer, form), output)


def _list(catalog: Catalog) -> None:
    rows = [[str(each.number or ""), each.slug, each.question] for each in catalog]
    grid(("no", "name", "question"), rows, title=f"{len(catalog)} named queries")

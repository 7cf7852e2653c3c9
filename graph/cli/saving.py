"""``maillage network --save`` and ``--saved``: results written into the store, and the list of them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256

from graph.catalog.asked import Asked
from graph.cli.refusal import Refusal
from graph.cli.tables import Cell, counted, show_table, told
from graph.dataset import Dataset
from graph.knowledge.observations import Finding, save, saved_results
from graph.network import Filters, Network, Result
from graph.settings import Settings
from graph.sparql.bind import bind
from graph.terms import Term

__all__ = ["check_store", "name_and_text", "save_results", "show_saved"]

_HASH_DIGITS = 12


def check_store(settings: Settings) -> None:
    """Refuse to save into the bundled graph, which is gone with the process.

    Raises:
        Refusal: there is no store.
    """
    if not settings.store_path:
        raise Refusal(
            "The bundled graph is in memory, and what is saved there is gone with the command. "
            "Name a store with --store; maillage load makes one."
        )


def save_results(
    dataset: Dataset, asking: tuple[str, str], network: Network, results: Iterable[Result], filters: Filters
) -> Iterator[Result]:
    """The results, each saved as soon as it is there, and told of.

    Args:
        dataset: where to save.
        asking: name and text of the query behind the network, as `name_and_text` gives them.
        network: what is measured.
        results: of measures.
        filters: which part of the network that is.

    Raises:
        NetworkError: one can't be saved; those before it are.
    """
    for result in results:
        finding = Finding(*asking, network, result, datetime.now(UTC), filters.arguments())
        kept = save(dataset, finding)
        many = counted(kept.observations, "number")
        done = f"{result.measure}: {many} saved in" if kept.is_new else f"{result.measure}: saved before, in"
        told(f"{done} <{kept.graph.value}>")
        yield result


def name_and_text(source: Asked, bindings: Mapping[str, Term]) -> tuple[str, str]:
    """What a network is called whose query this is, and the query's text; one without a name has a hash."""
    text = bind(source.text, bindings) if bindings else source.text
    if source.named and source.source == "query":
        return source.named.slug.removeprefix("networks/"), text
    return f"query-{sha256(text.encode()).hexdigest()[:_HASH_DIGITS]}", text


def show_saved(dataset: Dataset) -> None:
    """Print which results are saved, and which of them the data has outrun."""
    rows = [
        (
            Cell(each.network),
            Cell(each.measure),
            Cell(each.ended[:19].replace("T", " ")),
            Cell("stale: the data has changed since" if each.is_stale else "of the present data"),
            Cell(each.graph.value),
        )
        for each in saved_results(dataset)
    ]
    if rows:
        show_table(("network", "measure", "computed (UTC)", "state", "named graph"), rows)
    else:
        told("No results are saved here. maillage network NAME --measure MEASURE --save saves some.")

"""What the start page shows: six questions with their first answers, what there is, the sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graph.answer import Table
from graph.catalog import Catalog, NamedQuery
from graph.dataset import Dataset
from graph.errors import MaillageError
from graph.knowledge.labels import Labels, labels_of
from graph.knowledge.networks import network_of
from graph.knowledge.overview import Overview, overview_of
from graph.web.display import Cell, Grid, grid_of_table
from graph.web.measured import measured

__all__ = ["FEATURED", "LIVE_STATEMENT_LIMIT", "Answered", "Home", "home_of"]

FEATURED = MappingProxyType(
    {
        7: (),
        21: ("forecast", "counted", "when", "source"),
        1: ("holder", "conferrer", "since", "until"),
        22: ("one", "oneSource", "other", "otherSource"),
        31: ("event", "edition", "participant", "award"),
        25: ("source", "listed", "rule", "systems"),
        5: ("organization", "kind", "source"),
        4: ("person", "role", "organization", "since"),
        17: ("body", "funded", "status", "source"),
    }
)
"""Number of a question → columns to show. The first six that have an answer are shown."""

LIVE_STATEMENT_LIMIT = 50_000
"""Most statements on which questions are answered for the start page: a query can't be stopped."""

_QUESTIONS = 6
_ROWS = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the first rows of its answer."""

    query: NamedQuery
    grid: Grid


@dataclass(frozen=True, slots=True)
class Home:
    """What the start page shows.

    Attributes:
        overview: classes and sources.
        labels: names of both.
        answered: questions with their first rows; empty where ``is_live`` is False.
        featured: the questions themselves.
        is_live: whether the dataset is small enough to answer them for the start page.
    """

    overview: Overview
    labels: Labels
    answered: tuple[Answered, ...]
    featured: tuple[NamedQuery, ...]
    is_live: bool


def home_of(dataset: Dataset, catalog: Catalog, *, edge_limit: int) -> Home:
    """The start page of a dataset."""
    overview = overview_of(dataset)
    kinds = [kind for kind, _ in overview.types]
    sources = [
        term
        for each in overview.graphs
        for term in (each.graph, each.source, each.publisher, each.confidence)
    ]
    labels = labels_of(dataset, (*kinds, *sources))
    numbered = {query.number: query for query in catalog.questions()}
    featured = tuple(numbered[number] for number in FEATURED if number in numbered)
    is_live = len(dataset) <= LIVE_STATEMENT_LIMIT
    answered = _answered(dataset, featured, edge_limit) if is_live else ()
    return Home(overview, labels, answered, featured[:_QUESTIONS], is_live)


def _answered(dataset: Dataset, featured: Sequence[NamedQuery], edge_limit: int) -> tuple[Answered, ...]:
    found: list[Answered] = []
    for query in featured:
        if len(found) < _QUESTIONS:
            grid = _first_rows(dataset, query, FEATURED[query.number or 0], edge_limit)
            found += [Answered(query, grid)] if grid and grid.total else []
    return tuple(found)


def _first_rows(
    dataset: Dataset, query: NamedQuery, columns: tuple[str, ...], edge_limit: int
) -> Grid | None:
    try:
        if query.network:
            return _first_scores(dataset, query, edge_limit)
        table = dataset.table(query.text, query.bindings({}))
    except MaillageError:
        # The start page must come up whatever data is loaded; the question's own page tells what is wrong.
        return None
    kept = [table.columns.index(name) for name in columns if name in table.columns]
    rows = tuple(dict.fromkeys(tuple(row[index] for index in kept) for row in table.rows))
    narrow = Table(tuple(table.columns[index] for index in kept), rows, table.about)
    return grid_of_table(dataset, narrow, row_limit=_ROWS)


def _first_scores(dataset: Dataset, query: NamedQuery, edge_limit: int) -> Grid | None:
    if query.network is None or not query.network.measures:
        return None
    network = network_of(dataset, query.text, plan=query.network, bindings=query.bindings({}))
    scores = measured(network, query.network.measures[0], {}, row_limit=_ROWS, edge_limit=edge_limit)
    rows = tuple((node, Cell(value, kind="number")) for node, _, value, _ in scores.rows)
    total = len(scores.result.scores) if scores.result else 0
    return Grid(("node", scores.measure.label.lower()), rows, total)

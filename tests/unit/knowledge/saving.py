"""A small network to save results of: two triangles of firms, and one broker who ties them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from graph.catalog import NetworkPlan
from graph.dataset import Dataset
from graph.knowledge.content import is_saved
from graph.knowledge.networks import network_of
from graph.knowledge.observations import Finding
from graph.network import Filters, measure, select
from graph.terms import Iri

__all__ = ["TIES", "finding", "mesh", "saved_graphs"]

TIES = "SELECT ?source ?target { ?source <https://example.org/tied> ?target } ORDER BY ?source ?target"
_MESH = """
PREFIX ex: <https://example.org/>
ex:a ex:tied ex:b , ex:c . ex:b ex:tied ex:c .
ex:broker ex:tied ex:c , ex:d .
ex:d ex:tied ex:e , ex:f . ex:e ex:tied ex:f .
ex:a a ex:Firm . ex:broker a ex:Fund .
"""


def mesh(dataset_of: Callable[[str], Dataset]) -> Dataset:
    """A dataset of that network."""
    return dataset_of(_MESH)


def finding(dataset: Dataset, name: str, filters: Filters | None = None, **options: Any) -> Finding:
    """A measure of the network, as it is now."""
    chosen = filters or Filters()
    plan = NetworkPlan(is_directed=False, is_bipartite=False, measures=())
    network = select(network_of(dataset, TIES, plan=plan), chosen)
    return Finding(
        "mesh", TIES, network, measure(network, name, **options), datetime.now(UTC), chosen.arguments()
    )


def saved_graphs(dataset: Dataset) -> list[Iri]:
    """The graphs of saved results."""
    return [graph for graph in dataset.graphs() if is_saved(graph)]

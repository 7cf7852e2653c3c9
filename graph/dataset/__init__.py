"""The dataset: the door for everything above, whatever engine is behind it, and how it is opened."""

from graph.dataset.opening import (
    elsewhere_of,
    graph_for,
    limits_of,
    open_bundled,
    open_dataset,
    open_store,
)
from graph.dataset.seam import INFERRED_GRAPH, ONTOLOGY_GRAPH, Dataset, Readable

__all__ = [
    "INFERRED_GRAPH",
    "ONTOLOGY_GRAPH",
    "Dataset",
    "Readable",
    "elsewhere_of",
    "graph_for",
    "limits_of",
    "open_bundled",
    "open_dataset",
    "open_store",
]

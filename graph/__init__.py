"""Maillage: from RDF dumps to SPARQL answers, networks, measures and figures that can be cited.

from graph import open_dataset
open_dataset().network("partnerships").at("2019-06-01")
"""

from importlib import import_module
from pathlib import Path
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "open_dataset"]


def open_dataset(place: str | Path | None = None) -> Any:
    """The dataset of a store or of a SPARQL service; without a place the bundled graph.

    What it is made of is imported here: NetworkX imports this package to learn of the backend, and no more.

    Args:
        place: the path of a store, or the address of a service.

    Raises:
        StoreError: there is no store at that path, or it can't be opened.
    """
    return import_module("graph.knowledge.notebook").open_dataset(place)

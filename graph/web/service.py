"""What every page and protocol needs: the dataset, the catalog, the settings; put into the app once."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from graph.catalog import Catalog
from graph.dataset import Dataset
from graph.settings import Settings

__all__ = ["Service", "attach", "service"]

_KEY = "maillage"


@dataclass(frozen=True, slots=True)
class Service:
    """What the service answers from."""

    dataset: Dataset
    catalog: Catalog
    settings: Settings


def attach(app: Flask, parts: Service) -> None:
    """Make the app answer from these parts."""
    app.extensions[_KEY] = parts


def service() -> Service:
    """The parts of the app that handles the present request."""
    return cast("Service", current_app.extensions[_KEY])

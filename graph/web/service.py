"""What every page and protocol needs: the dataset, the catalog, the settings; put into the app once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from flask import Flask, current_app, g

from graph.catalog import Catalog
from graph.dataset import Dataset
from graph.engine import Asker
from graph.network.jobs import Jobs
from graph.settings import Settings
from graph.tokens import TokenFile
from graph.web.cache import AnswerCache
from graph.web.memory import Memory

__all__ = ["Service", "attach", "remembered", "serve", "service"]

Made = TypeVar("Made")

_KEY = "maillage"


@dataclass(frozen=True, slots=True)
class Service:
    """What the service answers from, and what it remembers of the present snapshot."""

    dataset: Dataset
    catalog: Catalog
    settings: Settings
    tokens: TokenFile | None = None
    cache: AnswerCache = field(default_factory=lambda: AnswerCache(0))
    memory: Memory = field(default_factory=Memory)
    jobs: Jobs = field(default_factory=Jobs)


def attach(app: Flask, parts: Service) -> None:
    """Make the app answer from these parts."""
    app.extensions[_KEY] = parts


def service() -> Service:
    """The parts of the app that handles the present request."""
    return cast("Service", g.get("service") or current_app.extensions[_KEY])


def serve(asker: Asker) -> None:
    """Handle the present request on someone's behalf."""
    parts = service()
    g.service = replace(parts, dataset=parts.dataset.asked_by(asker))


def remembered(name: str, make: Callable[[Dataset], Made]) -> Made:
    """What ``make`` gives for the dataset, made once a snapshot: for what counts or reads everything.

    The latest few are kept, so that a network is not asked again for each of its files and filters. Who asks
    for what another is making waits for it.
    """
    parts = service()
    dataset, patience_s = parts.dataset, parts.settings.query_timeout_s
    return parts.memory.get(dataset.snapshot.id, name, lambda: make(dataset), patience_s)

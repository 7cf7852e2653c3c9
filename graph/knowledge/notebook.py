"""A dataset as a notebook meets it: opened in one line, asked by name or in SPARQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.answer import Answer
from graph.catalog import Catalog, read_catalog
from graph.catalog.asked import Asked, asked, placed
from graph.dataset import Dataset, open_bundled
from graph.dataset import open_dataset as open_of
from graph.knowledge import infer
from graph.knowledge.networks import network_of
from graph.network import Network
from graph.resources import queries_folder
from graph.settings import Settings
from graph.terms import Term

__all__ = ["Opened", "open_dataset"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A dataset and the named queries to ask it.

    Attributes:
        dataset: what is asked.
        catalog: the named queries.
    """

    dataset: Dataset
    catalog: Catalog = field(default_factory=lambda: read_catalog(queries_folder()))

    def network(self, query: str | Path, **parameters: str) -> Network:
        """The network of a named query, of a SPARQL text, or of a file that holds one.

        Args:
            query: a name such as ``partnerships`` or ``ties/firm-ties``, a text, or the path of a file.
            **parameters: values of the named query's parameters, as typed; its examples where not given.

        Raises:
            UnknownName: there is no such network; names the nearest.
            QuerySyntaxError, QueryError: the query can't be answered.
            NetworkError: its answer can't be read as ties.
        """
        source, bindings = self._asked(query, "networks", parameters)
        plan = source.named.network if source.named else None
        found = placed(source, lambda: network_of(self.dataset, source.text, plan=plan, bindings=bindings))
        title = source.named.summary if source.named else "Network of a query"
        return replace(found, origin=replace(found.origin, title=title))

    def query(self, query: str | Path, **parameters: str) -> Answer:
        """The answer to a named query, a SPARQL text, or a file that holds one; as `network`."""
        source, bindings = self._asked(query, "", parameters)
        return placed(source, lambda: self.dataset.query(source.text, bindings))

    def networks(self) -> tuple[str, ...]:
        """Names of the networks there are, sorted."""
        return tuple(sorted(each.slug.removeprefix("networks/") for each in self.catalog if each.network))

    def __repr__(self) -> str:
        size = f"{len(self.dataset):,} quads in {len(self.dataset.graphs())} graphs"
        return f"<Dataset: {size}, snapshot {self.dataset.snapshot.id}>"

    def _asked(
        self, query: str | Path, folder: str, parameters: Mapping[str, str]
    ) -> tuple[Asked, dict[str, Term]]:
        source = asked(str(query), self.catalog, folder=folder)
        return source, source.bindings(f"{name}={value}" for name, value in parameters.items())


def open_dataset(place: str | Path | None = None) -> Opened:
    """The dataset of a store or of a SPARQL service; without a place the bundled graph.

    Args:
        place: the path of a store, or the address of a service.

    Raises:
        StoreError: there is no store at that path, or it can't be opened.
    """
    if place is None:
        dataset = open_bundled()
        infer.run(dataset)
        return Opened(dataset)
    return Opened(open_of(Settings(store_path=str(place))))

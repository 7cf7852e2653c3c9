"""The catalog: the files in queries/ as named queries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.catalog.parameters import BLANKS, DECIMAL_PATTERN, PARAMETER_TYPES, Parameter
from graph.catalog.query import NamedQuery, NetworkPlan, read_query
from graph.errors import CatalogError, UnknownName

__all__ = [
    "BLANKS",
    "DECIMAL_PATTERN",
    "PARAMETER_TYPES",
    "Catalog",
    "NamedQuery",
    "NetworkPlan",
    "Parameter",
    "read_catalog",
    "read_query",
]

NETWORKS = "networks"
CHECKS = "checks"


@dataclass(frozen=True, slots=True)
class Catalog:
    """All named queries by slug, in the order of their slugs."""

    queries: Mapping[str, NamedQuery]

    def __iter__(self) -> Iterator[NamedQuery]:
        return iter(self.queries.values())

    def __len__(self) -> int:
        return len(self.queries)

    def query(self, slug: str) -> NamedQuery:
        """The query of that slug.

        Raises:
            UnknownName: there is none; the message names the nearest.
        """
        if slug not in self.queries:
            raise UnknownName("query", slug, self.queries)
        return self.queries[slug]

    def network(self, name: str) -> NamedQuery:
        """The named network of that name: a query below ``networks/``.

        Raises:
            UnknownName: there is none; the message lists those there are.
        """
        slug = f"{NETWORKS}/{name}"
        if slug not in self.queries:
            raise UnknownName(
                "network", name, (query.slug.removeprefix(f"{NETWORKS}/") for query in self.networks())
            )
        return self.queries[slug]

    def ties(self, name: str) -> NamedQuery:
        """A query below ``networks/``, or any other whose solutions are ties.

        Raises:
            UnknownName: there is none; the message lists the named networks.
        """
        found = self.queries.get(name)
        return found if found and found.network else self.network(name)

    def networks(self) -> tuple[NamedQuery, ...]:
        """The named networks."""
        return tuple(query for query in self if query.slug.startswith(f"{NETWORKS}/"))

    def checks(self) -> tuple[NamedQuery, ...]:
        """The queries whose every row is a violation."""
        return tuple(query for query in self if query.slug.startswith(f"{CHECKS}/"))

    def questions(self) -> tuple[NamedQuery, ...]:
        """The numbered competency questions, in the order of their numbers."""
        return tuple(sorted((query for query in self if query.number), key=lambda query: query.number or 0))


def read_catalog(folder: Path) -> Catalog:
    """Every ``.rq`` file below a folder.

    Raises:
        CatalogError: a file contradicts itself, or two carry the same number.
    """
    queries = {
        query.slug: query for path in sorted(folder.rglob("*.rq")) for query in (read_query(path, folder),)
    }
    owners: dict[int, str] = {}
    for slug, query in queries.items():
        if query.number is not None and owners.setdefault(query.number, slug) != slug:
            raise CatalogError(f"{query.path}: number {query.number} is taken by {owners[query.number]}.")
    return Catalog(queries)

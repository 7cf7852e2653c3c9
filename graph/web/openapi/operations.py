"""The operations of the service, of all families."""

from graph.catalog import Catalog
from graph.web.openapi import graphs, networks, queries, sparql, things, work
from graph.web.openapi.parts import Operation

__all__ = ["operations"]


def operations(catalog: Catalog) -> tuple[Operation, ...]:
    """Every operation that a service with these named queries has, families in the order of the pages."""
    return (
        *sparql.OPERATIONS,
        *graphs.OPERATIONS,
        *things.OPERATIONS,
        *queries.operations(catalog),
        *networks.operations(catalog),
        *work.OPERATIONS,
    )

"""What holds for a query or update beside its text, and what that does to an update.

A request by the SPARQL Protocol may name the graphs, in place of FROM and USING
(https://www.w3.org/TR/sparql11-protocol/#dataset), and a service has a base of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf

from graph.errors import QueryError
from graph.sparql.requests import DatasetClause, Modify, Operation, Update
from graph.terms import Iri

__all__ = ["Circumstances", "based", "confined"]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds for a query or update beside its text.

    Attributes:
        graphs: the default and named graphs that it sees, whatever FROM and FROM NAMED say; empty: those
            that the text chooses.
        is_union: whether the default graph is the union of all graphs, where nothing chooses.
        base: what relative IRIs are resolved against until BASE says otherwise.
        within: the graph that an update is about where its text names none, as WITH says it.
        without: what the names of graphs begin with that a query does not see; empty: it sees all.
        time_s: how long it may take; it may lower the engine's own limit, never raise it.
    """

    graphs: tuple[DatasetClause, ...] = ()
    is_union: bool = True
    base: str = ""
    within: Iri | None = None
    without: str = ""
    time_s: float = inf

    def seen(self, chosen: tuple[DatasetClause, ...]) -> tuple[DatasetClause, ...]:
        """The graphs of a query whose text chooses these."""
        return self.graphs or chosen


def based(text: str, base: str) -> str:
    r"""The text with its base said, for those who can be told no other way.

    >>> based("ASK {}", "http://a/")
    'BASE <http://a/>\nASK {}'
    """
    return f"BASE <{base}>\n{text}" if base else text


def confined(update: Update, given: Circumstances) -> Update:
    """The update with each of its patterns matched in the graphs that are given, or within the one that is.

    Raises:
        QueryError: an operation chooses graphs by USING or WITH, which the recommendation wants refused
            (https://www.w3.org/TR/sparql11-protocol/#update-dataset).
    """
    if given.graphs:
        return Update(tuple(_confined(update.operations, given.graphs)))
    if given.within:
        return Update(tuple(_about(each, given.within) for each in update.operations))
    return update


def _about(operation: Operation, graph: Iri) -> Operation:
    if isinstance(operation, Modify) and operation.graph is None:
        return replace(operation, graph=graph)
    return operation


def _confined(operations: Iterable[Operation], graphs: tuple[DatasetClause, ...]) -> Iterable[Operation]:
    for operation in operations:
        if not isinstance(operation, Modify):
            yield operation
            continue
        if operation.using or operation.graph:
            raise QueryError(
                "The request names graphs by using-graph-uri or using-named-graph-uri, and the update by "
                "USING or WITH. Name them in one place."
            )
        yield replace(operation, using=graphs) if operation.where else operation

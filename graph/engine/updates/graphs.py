"""Operations on whole graphs: https://www.w3.org/TR/sparql11-update/#graphManagement."""

from collections.abc import Iterable

from graph.engine.run import batches
from graph.engine.updates.transaction import Transaction
from graph.errors import QueryError
from graph.sparql.requests import Clear, GraphOperation
from graph.store.ids import DEFAULT_GRAPH
from graph.terms import Iri, Quad, Resource

__all__ = ["cleared", "transferred"]


def cleared(transaction: Transaction, operation: Clear) -> None:
    """CLEAR, DROP and CREATE.

    Raises:
        QueryError: CREATE of a graph that is there, without SILENT.
    """
    if operation.kind == "CREATE":
        _check_creation(transaction, operation)
        return
    if operation.target == "ALL":
        transaction.clear_all()
        return
    for graph in _targets(transaction, operation.target):
        transaction.clear(graph)


def transferred(transaction: Transaction, operation: GraphOperation) -> None:
    """ADD, MOVE and COPY; of a graph to itself: nothing.

    Raises:
        QueryError: there is no such source, without SILENT.
    """
    source, target, kind = operation.source, operation.target, operation.kind
    if source and source not in transaction.writer.graphs():
        if not operation.is_silent:
            raise QueryError(f"{kind}: there is no graph <{source.value}>. {kind} SILENT passes over it.")
        return
    if source == target:
        return
    quads = _quads(transaction, source, target)
    if kind != "ADD":
        transaction.clear(target)
    if kind == "MOVE":
        transaction.clear(source)
    transaction.insert(quads)


def _check_creation(transaction: Transaction, operation: Clear) -> None:
    name = operation.target
    if isinstance(name, Iri) and name in transaction.writer.graphs() and not operation.is_silent:
        raise QueryError(f"CREATE: there is a graph <{name.value}> already. CREATE SILENT passes over it.")


def _targets(transaction: Transaction, target: Iri | str) -> Iterable[Resource | None]:
    if isinstance(target, Iri):
        return (target,)
    return (None,) if target == "DEFAULT" else transaction.writer.graphs()


def _quads(transaction: Transaction, graph: Iri | None, target: Iri | None) -> list[Quad]:
    """The quads of one graph, placed in another."""
    writer = transaction.writer
    id_ = writer.ids((graph,))[graph] if graph else DEFAULT_GRAPH
    sql = f"SELECT s, p, o FROM spo WHERE g = {id_}"
    rows = [row for batch in batches(writer, sql, transaction.running) for row in batch]
    with transaction.stoppable():
        terms = writer.terms({part for row in rows for part in row})
    return [Quad(terms[s], terms[p], terms[o], target) for s, p, o in rows]  # type: ignore[arg-type]

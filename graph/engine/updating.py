"""SPARQL Update on the columns: the operations of a request in one transaction.

https://www.w3.org/TR/sparql11-update/. Graphs are not recorded as such: a graph is there while it holds
something, so DROP and CLEAR of one that is not there succeed, as the recommendation has it for such stores.
"""

from graph.engine.asker import ANYONE, Asker
from graph.engine.compiled import context_of
from graph.engine.elsewhere import NOWHERE, Elsewhere
from graph.engine.limits import Running
from graph.engine.updates.graphs import cleared, transferred
from graph.engine.updates.loading import loaded
from graph.engine.updates.quads import modified
from graph.engine.updates.transaction import Transaction
from graph.sparql import Limits, parse_update
from graph.sparql.iris import base_of
from graph.sparql.requests import Clear, GraphOperation, Load, Modify, Operation
from graph.store import Commit
from graph.store.columnar import ColumnStore

__all__ = ["update"]


def update(  # noqa: PLR0913, PLR0917
    store: ColumnStore,
    text: str,
    limits: Limits,
    running: Running,
    elsewhere: Elsewhere = NOWHERE,
    asker: Asker = ANYONE,
) -> Commit:
    """Apply an update: all of it, or nothing; gives the commit it became.

    Raises:
        QuerySyntaxError: with line and column.
        QueryError: it asks for what is not allowed or not there, or exceeds its limits.
    """
    request = parse_update(text, limits=limits)
    with store.writer("update", text) as writer:
        transaction = Transaction(writer, running, context_of(running, base_of(text)), elsewhere, asker)
        for operation in request.operations:
            running.check()
            _apply(transaction, operation)
    return store.log.head


def _apply(transaction: Transaction, operation: Operation) -> None:
    match operation:
        case Modify():
            modified(transaction, operation)
        case Clear():
            cleared(transaction, operation)
        case GraphOperation():
            transferred(transaction, operation)
        case Load():
            loaded(transaction, operation)

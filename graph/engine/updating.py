"""SPARQL Update on the columns: the operations of a request in one transaction.

https://www.w3.org/TR/sparql11-update/. Graphs are not recorded as such: a graph is there while it holds
something, so DROP and CLEAR of one that is not there succeed, as the recommendation has it for such stores.
"""

from dataclasses import dataclass

from graph.engine.asker import ANYONE, Asker
from graph.engine.compiled import context_of
from graph.engine.elsewhere import NOWHERE, Elsewhere
from graph.engine.limits import Running
from graph.engine.progress import Stage
from graph.engine.updates.graphs import cleared, transferred
from graph.engine.updates.loading import loaded
from graph.engine.updates.quads import modified
from graph.engine.updates.transaction import Transaction
from graph.sparql import Circumstances, Limits, parse_update
from graph.sparql.circumstances import confined
from graph.sparql.iris import base_of
from graph.sparql.requests import Clear, GraphOperation, Load, Modify, Operation
from graph.store import Before, Commit
from graph.store.columnar import ColumnStore

__all__ = ["Wanted", "update"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An update that is to be applied.

    Attributes:
        text: what it says.
        given: what holds for it beside that.
        limits: how much the text may hold.
        before: told of the states of graphs just before; what it raises leaves everything as it is.
    """

    text: str
    given: Circumstances
    limits: Limits
    before: Before


def update(
    store: ColumnStore,
    wanted: Wanted,
    running: Running,
    elsewhere: Elsewhere = NOWHERE,
    asker: Asker = ANYONE,
) -> Commit:
    """Apply an update: all of it, or nothing; gives the commit it became.

    Raises:
        QuerySyntaxError: with line and column.
        QueryError: it asks for what is not allowed or not there, or exceeds its limits.
    """
    text, given = wanted.text, wanted.given
    running.progress.stage = Stage.PARSING
    request = confined(parse_update(text, base=given.base, limits=wanted.limits), given)
    running.progress.stage = Stage.RUNNING
    with store.writer("update", _content(wanted)) as writer:
        context = context_of(running, base_of(text, given.base))
        transaction = Transaction(writer, running, context, elsewhere, asker)
        wanted.before(writer.state)
        for operation in request.operations:
            running.check()
            _apply(transaction, operation)
    return store.log.head


def _content(wanted: Wanted) -> str:
    """What is done, for the commit's id: the text, and the graphs where the text does not name them."""
    given = wanted.given
    within = (given.within,) if given.within else ()
    return "\n".join((wanted.text, *map(repr, (*given.graphs, *within))))


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

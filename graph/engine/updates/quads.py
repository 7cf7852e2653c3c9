"""Operations on quads: https://www.w3.org/TR/sparql11-update/#graphUpdate."""

from collections.abc import Sequence

from graph.answer import Row
from graph.engine.compiled import Frame, compiled, is_open
from graph.engine.elsewhere import settled
from graph.engine.run import solutions
from graph.engine.templates import filled, variables_of
from graph.engine.updates.transaction import Transaction
from graph.engine.visible_graphs import Sight
from graph.errors import QueryTooLarge
from graph.sparql import translate_group
from graph.sparql.algebra import Algebra, Distinct, Project
from graph.sparql.requests import Modify, Quads
from graph.sparql.syntax import Blank, Group
from graph.sparql.walk import parts
from graph.terms import Iri

__all__ = ["modified"]


def modified(transaction: Transaction, operation: Modify) -> None:
    """INSERT DATA, DELETE DATA, DELETE WHERE, and DELETE and INSERT with WHERE.

    All solutions are found before anything is changed, and what goes goes before anything comes.

    Raises:
        QueryTooLarge: there are more solutions than the limit on rows.
    """
    delete = _placed(operation.delete, operation.graph)
    insert = _placed(operation.insert, operation.graph)
    variables = variables_of((*delete, *insert))
    rows: Sequence[Row] = ((),)
    if operation.where:
        rows = _found(transaction, operation, operation.where, variables)
    if delete:
        transaction.delete(filled(delete, variables, rows, transaction.blank_node))
    if insert:
        transaction.insert(filled(insert, variables, rows, transaction.blank_node))


def _placed(quads: Sequence[Quads], graph: Iri | None) -> tuple[Quads, ...]:
    """The quads, with those of the default graph in the one that WITH names."""
    return tuple(Quads(each.name or graph, each.triples) for each in quads)


def _found(
    transaction: Transaction, operation: Modify, where: Group, variables: tuple[str, ...]
) -> Sequence[Row]:
    writer, running = transaction.writer, transaction.running
    pattern = Project(translate_group(where), variables)
    has_blanks = any(isinstance(part, Blank) for part in parts(operation.insert))
    asked: Algebra = pattern if has_blanks else Distinct(pattern)
    sight = Sight(operation.using) if operation.using else Sight(default=operation.graph)
    frame = Frame(sight, transaction.context)
    if is_open(asked):
        asked = settled(asked, writer, frame, transaction.elsewhere, running)
    plan = compiled(writer, asked, frame)
    with plan.on(writer):
        found, is_complete = solutions(writer, plan.relation, variables, running)
        if not is_complete:
            raise QueryTooLarge(
                f"The update is about more than {running.limits.rows:,} solutions. Do it graph by graph."
            )
        return tuple(found)

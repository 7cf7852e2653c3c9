"""Answering queries on the columns: parse, translate, compile, run, decode."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import count
from types import MappingProxyType

from graph.answer import Answer, Row, Table, Triples, Truth, Written, written
from graph.engine.asking import Asked, Begun, Question, Snapshots, begun, glanced, planned, recalled
from graph.engine.compiled import Plans
from graph.engine.derive import sliced
from graph.engine.describing import described
from graph.engine.direct import looked_up
from graph.engine.firsts import first_ones
from graph.engine.held import ROW, Held, as_relation, held
from graph.engine.progress import Stage
from graph.engine.relation import Relation
from graph.engine.run import Found, batches, decoded, solutions
from graph.engine.tail import Tail, modified_rows, needed
from graph.engine.templates import filled, variables_of
from graph.engine.writing import (
    NOTATIONS,
    SMALL,
    TRIPLE_LINES,
    Layout,
    are_ids,
    can_construct,
    can_write,
    is_large,
    write_graph,
    write_table,
)
from graph.sparql.requests import Quads
from graph.sparql.syntax import Variable
from graph.store.columnar import ColumnStore
from graph.terms import BlankNode, Iri, Triple

__all__ = ["answer", "at_a_glance"]

_CHECKED_EACH = 1_000


def answer(store: Snapshots, question: Question, plans: Plans) -> Answer | Written:
    """The answer: complete, or cut at the limit on rows and marked so; written, where that is wanted.

    Raises:
        QuerySyntaxError: with line and column.
        QueryError: it asks for what is not allowed, or can't be answered within its limits.
    """
    with begun(store, question) as asked:
        looked_for = _looked_up(asked)
        found = _by_plan(planned(asked, plans)) if looked_for is None else looked_for
    return found if isinstance(found, Written) else _written(found, question)


def at_a_glance(store: ColumnStore, question: Question, plans: Plans) -> Answer | Written | None:
    """The same where that takes no transaction and no new plan, and no commit comes; otherwise None."""
    with glanced(store, question) as asked:
        found = _glimpsed(asked, plans) if asked else None
        if found is None or not asked or not store.is_settled(asked.reader.head):
            return None
    return found if isinstance(found, Written) else _written(found, question)


def _glimpsed(asked: Begun, plans: Plans) -> Answer | Written | None:
    found = _looked_up(asked)
    if found is not None:
        return found
    whole = recalled(asked, plans)
    return _by_plan(whole) if whole else None


def _written(found: Answer, question: Question) -> Answer | Written:
    question.running.progress.stage = Stage.WRITING
    return written(found, question.formats, question.spool, question.running.check)


def _looked_up(asked: Begun) -> Table | None:
    """The answer where it takes no plan."""
    lookup, running = asked.said.lookup, asked.question.running
    rows = looked_up(lookup, asked.reader, asked.sight, running) if lookup else None
    if rows is None:
        return None
    limit = running.limits.rows
    about = asked.about(is_complete=len(rows) <= limit)
    return Table(asked.said.variables, tuple(rows[:limit]), about)


def _by_plan(asked: Asked) -> Answer | Written:
    with asked.plan.on(asked.reader):
        return _FORMS[asked.said.query.form](asked)


def _solutions(asked: Asked, variables: tuple[str, ...]) -> tuple[Iterator[Row], bool]:
    """The solutions with these variables, and whether they are all."""
    return solutions(asked.reader, asked.plan.relation, variables, asked.running)


def _few(asked: Asked, few: Held, variables: tuple[str, ...]) -> tuple[Iterator[Row], bool]:
    """The same of solutions that are here already."""
    limit = asked.running.limits.rows
    found = Found(few.names, (few.rows[:limit],), is_complete=few.count <= limit)
    return decoded(asked.reader, found, asked.plan.relation, variables, asked.running), found.is_complete


def _selected(asked: Asked) -> Table | Written:
    tail, relation = asked.plan.tail, asked.plan.relation
    if tail and tail.firsts and (leaders := first_ones(asked.reader, tail.firsts, asked.running)):
        return _ended(asked, leaders, tail)
    if tail is None or is_large(tail.relation, SMALL):
        return _shown(asked, relation)
    has_ids = are_ids(tail.relation, tuple(tail.relation.columns))
    limit = asked.running.limits.rows
    found = held(asked.reader, tail.relation, asked.running, SMALL, limit if has_ids else SMALL)
    if found.rest is None:
        return _ended(asked, found, tail)
    if not has_ids or found.count > limit:
        return _shown(asked, relation)
    with as_relation(asked.reader, found, tail.relation) as source:
        return _shown(asked, tail.applied(source))


def _ended(asked: Asked, few: Held, tail: Tail) -> Table:
    """The answer of which these are the solutions before its end."""
    names = needed(tail, asked.said.variables)
    rows = decoded(
        asked.reader, Found(few.names, (few.rows,), is_complete=True), tail.relation, names, asked.running
    )
    ended = modified_rows(tuple(rows), names, tail.by, len(asked.said.variables))
    limit = asked.running.limits.rows
    return _table(asked, iter(ended[:limit]), len(ended) <= limit)


def _shown(asked: Asked, relation: Relation) -> Table | Written:
    """The solutions of a relation as the answer."""
    variables, name = asked.said.variables, asked.question.formats.table
    if name not in NOTATIONS or not can_write(relation, variables):
        return _table(asked, *solutions(asked.reader, relation, variables, asked.running))
    if not are_ids(relation, variables):
        # These can't be held as numbers: whether there are many is for the estimate to say.
        if asked.said.is_ordered or not is_large(relation, SMALL):
            return _table(asked, *solutions(asked.reader, relation, variables, asked.running))
        return _written_table(asked, relation)
    if is_large(relation) and not asked.said.is_ordered:
        return _written_table(asked, relation)
    found = held(asked.reader, relation, asked.running, SMALL)
    if found.rest is None:
        return _table(asked, *_few(asked, found, variables))
    with as_relation(asked.reader, found, relation) as source:
        return _written_table(asked, source, ROW)


def _written_table(asked: Asked, relation: Relation, order: str = "") -> Written:
    layout = Layout(asked.question.formats.table, asked.said.variables, order)
    with asked.question.spool() as text:
        rows, is_complete = write_table(asked.reader, relation, layout, text, asked.running)
    return Written(layout.format, text, rows, asked.about(is_complete=is_complete))


def _table(asked: Asked, rows: Iterator[Row], is_complete: bool) -> Table:  # noqa: FBT001 - as solutions come
    return Table(asked.said.variables, tuple(rows), asked.about(is_complete=is_complete))


def _told(asked: Asked) -> Truth:
    plan = asked.plan
    is_true = any(_has_any(asked, each) for each in (plan.some, plan.relation) if each)
    return Truth(is_true, asked.about())


def _has_any(asked: Asked, relation: Relation) -> bool:
    with closing(batches(asked.reader, sliced(relation, 0, 1).sql, asked.running)) as found:
        return any(found)


def _constructed(asked: Asked) -> Triples | Written:
    template, relation = asked.said.query.template, asked.plan.relation
    variables = variables_of((Quads(None, template),))
    if asked.question.formats.triples not in TRIPLE_LINES or not can_construct(template, relation):
        return _made(asked, variables, *_solutions(asked, variables))
    if is_large(relation):
        return _written_graph(asked, relation)
    solutions = held(asked.reader, relation, asked.running, SMALL)
    if solutions.rest is None:
        return _made(asked, variables, *_few(asked, solutions, variables))
    with as_relation(asked.reader, solutions, relation) as source:
        return _written_graph(asked, source, are_all=solutions.count <= asked.running.limits.rows)


def _written_graph(asked: Asked, relation: Relation, *, are_all: bool = True) -> Written:
    """What the template makes of these solutions, which may be all or not."""
    template = asked.said.query.template
    with asked.question.spool() as text:
        triples, is_complete = write_graph(asked.reader, relation, template, text, asked.running)
    about = asked.about(is_complete=is_complete and are_all)
    return Written(asked.question.formats.triples, text, triples, about)


def _made(asked: Asked, variables: tuple[str, ...], rows: Iterator[Row], is_complete: bool) -> Triples:  # noqa: FBT001 - as solutions come
    """What the template makes of solutions."""
    made = filled((Quads(None, asked.said.query.template),), variables, rows, _blank_nodes())
    return _graph(asked, (Triple(*quad[:3]) for quad in made), is_complete=is_complete)


def _described(asked: Asked) -> Triples:
    query = asked.said.query
    named = query.described if query.described is not None else map(Variable, asked.said.variables)
    parts = tuple(named)
    variables = tuple(part.name for part in parts if isinstance(part, Variable))
    rows, is_complete = _solutions(asked, variables) if variables else (iter(()), True)
    things = [part for part in parts if isinstance(part, Iri)] + [
        term for row in rows for term in row if term
    ]
    told = described(asked.reader, things, asked.plan.scan, asked.running)
    return _graph(asked, told, is_complete=is_complete)


def _graph(asked: Asked, triples: Iterable[Triple], *, is_complete: bool) -> Triples:
    limit = asked.running.limits.rows
    kept: dict[Triple, None] = {}
    for number, triple in enumerate(triples):
        if number % _CHECKED_EACH == 0:
            asked.running.check()
        if len(kept) == limit and triple not in kept:
            is_complete = False
            break
        kept[triple] = None
    return Triples(tuple(kept), asked.about(is_complete=is_complete))


def _blank_nodes() -> Callable[[], BlankNode]:
    """Blank nodes of an answer; no store names its own like these."""
    numbers = count()
    return lambda: BlankNode(f"c{next(numbers)}")


_FORMS: Mapping[str, Callable[[Asked], Answer | Written]] = MappingProxyType(
    {"SELECT": _selected, "ASK": _told, "CONSTRUCT": _constructed, "DESCRIBE": _described}
)

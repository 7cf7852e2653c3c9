"""Answering queries on the columns: parse, translate, compile, run, decode."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from time import perf_counter
from types import MappingProxyType
from typing import Protocol

from graph.answer import About, Answer, Formats, Room, Row, Spool, Table, Triples, Truth, Written, written
from graph.engine.compiled import Frame, Meaning, Plan, Plans, compiled, context_of, meaning
from graph.engine.describing import described
from graph.engine.elsewhere import NOWHERE, Elsewhere, is_open, settled
from graph.engine.held import ROW, Held, as_relation, held
from graph.engine.limits import Running
from graph.engine.progress import Stage
from graph.engine.relation import Relation
from graph.engine.run import Found, batches, decoded, solutions
from graph.engine.templates import filled, variables_of
from graph.engine.visible_graphs import Sight
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
from graph.sparql import LONGEST_KEPT, Circumstances, Limits
from graph.sparql.algebra import Group
from graph.sparql.requests import Quads
from graph.sparql.syntax import Variable
from graph.sparql.walk import parts
from graph.store.columnar import Reader
from graph.terms import BlankNode, Iri, Triple

__all__ = ["Asked", "Question", "Snapshots", "answer", "opened"]

_CHECKED_EACH = 1_000
_MANY = 100_000
_AS_TERMS = Formats()


class Snapshots(Protocol):
    """What questions are asked of: a store, or one snapshot of it."""

    def reader(self) -> AbstractContextManager[Reader]:
        """A reader on the present snapshot, until the block ends."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query that is to be answered.

    Attributes:
        text: with its parameters bound.
        given: what holds for it beside its text.
        limits: how much the text may hold.
        running: what stops it.
        elsewhere: which other servers it may ask.
        formats: how the answer is to be written.
        room: what its text takes its place from.
    """

    text: str
    given: Circumstances
    limits: Limits
    running: Running
    elsewhere: Elsewhere = NOWHERE
    formats: Formats = _AS_TERMS
    room: Room | None = None

    def spool(self) -> Spool:
        """An empty text for the answer, which is about to be written."""
        text = Spool(self.room or Room(), self.formats.coding)
        self.running.progress.text = text
        return text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what it says, and its plan on one snapshot.

    Attributes:
        question: as it was asked.
        said: what it says.
        reader: the snapshot.
        plan: the SQL for its solutions there.
        start: when it was begun, by a clock that never jumps, in seconds.
    """

    question: Question
    said: Meaning
    reader: Reader
    plan: Plan
    start: float

    @property
    def running(self) -> Running:
        """What stops it."""
        return self.question.running

    def about(self, *, is_complete: bool = True) -> About:
        """What an answer says of itself that is given now."""
        limit = self.running.limits.rows
        return About(
            self.reader.head.id,
            self.running.text_hash,
            elapsed_ms=(perf_counter() - self.start) * 1000,
            is_complete=is_complete,
            reason="" if is_complete else f"the answer is cut at its limit of {limit:,} rows",
        )


def answer(store: Snapshots, question: Question, plans: Plans) -> Answer | Written:
    """The answer: complete, or cut at the limit on rows and marked so; written, where that is wanted.

    Raises:
        QuerySyntaxError: with line and column.
        QueryError: it asks for what is not allowed, or can't be answered within its limits.
    """
    with opened(store, question, plans) as asked, asked.plan.on(asked.reader):
        found = _FORMS[asked.said.query.form](asked)
    if isinstance(found, Written):
        return found
    question.running.progress.stage = Stage.WRITING
    return written(found, question.formats, question.spool, question.running.check)


@contextmanager
def opened(store: Snapshots, question: Question, plans: Plans) -> Iterator[Asked]:
    """The question with its plan, on the present snapshot until the block ends.

    Raises:
        QuerySyntaxError, QueryError: as for `answer`.
    """
    start, progress = perf_counter(), question.running.progress
    progress.stage = Stage.PARSING
    said = meaning(question.text, question.limits, question.given.base)
    question.running.check()
    progress.stage = Stage.PLANNING
    with store.reader() as reader:
        asked = Asked(question, said, reader, _planned(question, said, reader, plans), start)
        if _may_take_long(asked):
            reader.watch()
        progress.stage = Stage.RUNNING
        yield asked


def _may_take_long(asked: Asked) -> bool:
    """Whether it is worth a fraction of a millisecond to know how far it is: much is read of much."""
    if asked.reader.statistics.total.quads < _MANY:
        return False
    return asked.plan.relation.rows > _MANY or any(
        isinstance(part, Group) for part in parts(asked.said.pattern)
    )


def _planned(question: Question, said: Meaning, reader: Reader, plans: Plans) -> Plan:
    """SQL for the query's solutions on the reader's snapshot, made or remembered."""
    given = question.given
    sight = Sight(given.seen(said.query.dataset), is_union=given.is_union, without=given.without)
    frame = Frame(sight, context_of(question.running, said.base), plans.walks.on(reader, question.running))
    if is_open(said.pattern):
        return compiled(
            reader, settled(said.pattern, reader, frame, question.elsewhere, question.running), frame
        )
    if len(question.text) > LONGEST_KEPT:
        return compiled(reader, said.pattern, frame)
    return plans.get(
        (question.text, sight, given.base, reader.head.version),
        lambda: compiled(reader, said.pattern, frame),
    )


def _solutions(asked: Asked, variables: tuple[str, ...]) -> tuple[Iterator[Row], bool]:
    """The solutions with these variables, and whether they are all."""
    return solutions(asked.reader, asked.plan.relation, variables, asked.running)


def _few(asked: Asked, few: Held, variables: tuple[str, ...]) -> tuple[Iterator[Row], bool]:
    """The same of solutions that are here already."""
    limit = asked.running.limits.rows
    found = Found(few.names, (few.rows[:limit],), is_complete=few.count <= limit)
    return decoded(asked.reader, found, asked.plan.relation, variables, asked.running), found.is_complete


def _selected(asked: Asked) -> Table | Written:
    variables, relation, name = asked.said.variables, asked.plan.relation, asked.question.formats.table
    if name not in NOTATIONS or not can_write(relation, variables):
        return _table(asked, *_solutions(asked, variables))
    if not are_ids(relation, variables):
        # These can't be held as numbers: whether there are many is for the estimate to say.
        if asked.said.is_ordered or not is_large(relation, SMALL):
            return _table(asked, *_solutions(asked, variables))
        return _written_table(asked, relation)
    if is_large(relation) and not asked.said.is_ordered:
        return _written_table(asked, relation)
    solutions = held(asked.reader, relation, asked.running, SMALL)
    if solutions.rest is None:
        return _table(asked, *_few(asked, solutions, variables))
    with as_relation(asked.reader, solutions, relation) as source:
        return _written_table(asked, source, ROW)


def _written_table(asked: Asked, relation: Relation, order: str = "") -> Written:
    layout = Layout(asked.question.formats.table, asked.said.variables, order)
    with asked.question.spool() as text:
        rows, is_complete = write_table(asked.reader, relation, layout, text, asked.running)
    return Written(layout.format, text, rows, asked.about(is_complete=is_complete))


def _table(asked: Asked, rows: Iterator[Row], is_complete: bool) -> Table:  # noqa: FBT001 - as solutions come
    return Table(asked.said.variables, tuple(rows), asked.about(is_complete=is_complete))


def _told(asked: Asked) -> Truth:
    sql = f"SELECT 1 FROM (\n{asked.plan.relation.sql}\n) AS a LIMIT 1"
    is_true = any(batch for batch in batches(asked.reader, sql, asked.running))
    return Truth(is_true, asked.about())


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

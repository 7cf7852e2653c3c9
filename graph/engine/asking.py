"""A question to the columns, from what was asked to its plan on one snapshot."""

from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from graph.answer import About, Formats, Room, Spool
from graph.engine.compiled import Frame, Meaning, Plan, Plans, compiled, context_of, meaning
from graph.engine.elsewhere import NOWHERE, Elsewhere, settled
from graph.engine.limits import Running
from graph.engine.progress import Stage
from graph.engine.visible_graphs import Sight
from graph.sparql import LONGEST_KEPT, Circumstances, Limits
from graph.store.columnar import ColumnStore, Reader

__all__ = ["Asked", "Begun", "Question", "Snapshots", "begun", "glanced", "opened", "planned", "recalled"]

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
class Begun:
    """A question and what it says, on one snapshot.

    Attributes:
        question: as it was asked.
        said: what it says.
        reader: the snapshot.
        start: when it was begun, by a clock that never jumps, in seconds.
    """

    question: Question
    said: Meaning
    reader: Reader
    start: float

    @property
    def sight(self) -> Sight:
        """The graphs that it sees."""
        given = self.question.given
        return Sight(given.seen(self.said.query.dataset), is_union=given.is_union, without=given.without)

    def about(self, *, is_complete: bool = True) -> About:
        """What an answer says of itself that is given now."""
        running = self.question.running
        return About(
            self.reader.head.id,
            running.text_hash,
            elapsed_ms=(perf_counter() - self.start) * 1000,
            is_complete=is_complete,
            reason="" if is_complete else f"the answer is cut at its limit of {running.limits.rows:,} rows",
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was begun, and the SQL for its solutions on that snapshot."""

    begun: Begun
    plan: Plan

    @property
    def question(self) -> Question:
        """As it was asked."""
        return self.begun.question

    @property
    def said(self) -> Meaning:
        """What it says."""
        return self.begun.said

    @property
    def reader(self) -> Reader:
        """The snapshot."""
        return self.begun.reader

    @property
    def start(self) -> float:
        """When it was begun."""
        return self.begun.start

    @property
    def running(self) -> Running:
        """What stops it."""
        return self.begun.question.running

    def about(self, *, is_complete: bool = True) -> About:
        """What an answer says of itself that is given now."""
        return self.begun.about(is_complete=is_complete)


@contextmanager
def begun(store: Snapshots, question: Question) -> Iterator[Begun]:
    """The question on the present snapshot until the block ends.

    Raises:
        QuerySyntaxError: with line and column.
    """
    start, said = perf_counter(), _said(question)
    with store.reader() as reader:
        yield Begun(question, said, reader, start)


@contextmanager
def glanced(store: ColumnStore, question: Question) -> Iterator[Begun | None]:
    """The question without a transaction, for the time being; see ``ColumnStore.glance``.

    Raises:
        QuerySyntaxError: with line and column.
    """
    start, said = perf_counter(), _said(question)
    with store.glance() as reader:
        yield Begun(question, said, reader, start) if reader else None


def _said(question: Question) -> Meaning:
    progress = question.running.progress
    progress.stage = Stage.PARSING
    said = meaning(question.text, question.limits, question.given.base)
    question.running.check()
    progress.stage = Stage.PLANNING
    return said


@contextmanager
def opened(store: Snapshots, question: Question, plans: Plans) -> Iterator[Asked]:
    """The question with its plan, on the present snapshot until the block ends.

    Raises:
        QuerySyntaxError: with line and column.
        QueryError: it asks for what is not allowed.
    """
    with begun(store, question) as asked:
        yield planned(asked, plans)


def planned(asked: Begun, plans: Plans) -> Asked:
    """The question with SQL for its solutions, ready to run.

    Raises:
        QueryError: as for `opened`.
    """
    whole = Asked(asked, _plan(asked, plans))
    if _may_take_long(whole):
        asked.reader.watch()
    asked.question.running.progress.stage = Stage.RUNNING
    return whole


def recalled(asked: Begun, plans: Plans) -> Asked | None:
    """The same where its plan is remembered, and asking twice would not take long."""
    plan = plans.known(_key(asked))
    whole = Asked(asked, plan) if plan else None
    if whole is None or _may_take_long(whole):
        return None
    asked.question.running.progress.stage = Stage.RUNNING
    return whole


def _may_take_long(asked: Asked) -> bool:
    """Whether it is worth a fraction of a millisecond to know how far it is: much is read of much."""
    if asked.reader.statistics.total.quads < _MANY or not asked.plan.reads_quads:
        return False
    return asked.plan.relation.rows > _MANY or asked.said.has_groups


def _plan(asked: Begun, plans: Plans) -> Plan:
    """The plan, made or remembered."""
    question, said, reader = asked.question, asked.said, asked.reader
    sight, running = asked.sight, question.running

    def make() -> Plan:
        walk, count = plans.walks.on(reader, running), plans.counts.on(reader, running)
        is_any = said.query.form == "ASK"
        frame = Frame(sight, context_of(running, said.base), walk, count, is_any=is_any)
        pattern = said.pattern
        if said.is_open:
            pattern = settled(pattern, reader, frame, question.elsewhere, running)
        return compiled(reader, pattern, frame)

    if said.is_open or len(question.text) > LONGEST_KEPT:
        return make()
    return plans.get(_key(asked), make)


def _key(asked: Begun) -> Hashable:
    """What a plan is remembered by."""
    question = asked.question
    return (question.text, asked.sight, question.given.base, asked.reader.head.version)

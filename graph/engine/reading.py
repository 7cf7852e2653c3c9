"""Questions within a question: what a query holds of the store, asked again within the query's limits."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from graph.answer import Columns
from graph.engine.asking import Question
from graph.engine.columns import columns
from graph.engine.compiled import Plans
from graph.engine.limits import Running
from graph.sparql import Circumstances
from graph.sparql.bind import bind
from graph.store import Commit
from graph.store.columnar import Reader, Writer
from graph.terms import Iri, Term, Triple

__all__ = ["Reading"]

_NOTHING_GIVEN = Circumstances()
_CHECKED_EACH = 1_000
_NO_BINDINGS: Mapping[str, Term] = {}


@dataclass(frozen=True)
class Reading:
    """The snapshot of a query that runs, or what an update has made of it so far.

    Attributes:
        held: the snapshot.
        running: the query; what is asked here takes from its time and stops with it.
        log: all commits of the store, oldest first.
        plans: those of the store.
    """

    held: Reader
    running: Running
    log: Sequence[Commit] = ()
    plans: Plans = field(default_factory=Plans)

    @property
    def is_settled(self) -> bool:
        """Whether all that can be seen here is in a commit; an update sees what it has changed itself."""
        return not isinstance(self.held, Writer)

    def commits(self) -> Sequence[Commit]:
        """The commits that are seen here, oldest first."""
        return self.log[: self.held.head.version]

    def columns(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        given: Circumstances = _NOTHING_GIVEN,
    ) -> Columns:
        """The answer to a query in columns; see ``Dataset.columns``."""
        asked = bind(text, bindings or _NO_BINDINGS) if bindings else text
        question = Question(asked, given, self.running.limits.text, self.running)
        return columns(self, question, self.plans if self.is_settled else Plans())

    def triples_of(self, subjects: Iterable[Iri], predicates: Collection[Iri]) -> Iterator[Triple]:
        """The triples with one of these subjects and one of these predicates."""
        for number, triple in enumerate(self.held.triples_of(subjects, predicates)):
            if number % _CHECKED_EACH == 0:
                self.running.check()
            yield triple

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """The snapshot itself."""
        yield self.held

"""One query at several engines: each warmed up once, then asked in turn, round by round.

Engines are asked in turns, not one after the other, so that what else the machine does weighs on all alike.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median

from benchmarks.asking import Refused, TookTooLong, media_type
from benchmarks.comparing import Rows, difference, rows_of
from benchmarks.peers.peer import Running
from benchmarks.questions import Question

__all__ = ["Outcome", "lookups", "measure", "update_rates"]

# A query that takes long is asked less often: about this long at each engine.
_PATIENCE_MS = 20_000
_UPDATE_LIMIT_S = 60
_ENTITY = (
    "SELECT ?property ?value WHERE {{ <https://w3id.org/maillage/id/startup-{number}> ?property ?value }}"
)
_NEW = '<https://w3id.org/maillage/id/new-{number}> <http://xmlns.com/foaf/0.1/name> "New {number}" .'
_INSERT = "INSERT DATA {{ " + _NEW + " }}"


@dataclass(slots=True)
class Outcome:
    """What became of one query at one engine.

    Attributes:
        first_ms: the time of the first run, which warms up.
        runs_ms: the times of the runs that count.
        rows: how many rows came back.
        size_bytes: how large the answer was.
        differs: how the answer differs from that of the first engine that gave one; empty where it does not.
        problem: why there is no answer; empty where there is one.
    """

    first_ms: float = 0.0
    runs_ms: list[float] = field(default_factory=list)
    rows: int = 0
    size_bytes: int = 0
    differs: str = ""
    problem: str = ""

    @property
    def median_ms(self) -> float:
        """The median of the runs that count."""
        return median(self.runs_ms)


def measure(
    question: Question,
    engines: Mapping[str, Running],
    *,
    runs: int,
    limit_s: float,
    restarted: Callable[[str], Running],
) -> dict[str, Outcome]:
    """What became of a query at each engine.

    Args:
        question: the query.
        engines: engines by name, that answer.
        runs: how often each is asked after it was warmed up; less often where it takes long.
        limit_s: how long one run may take.
        restarted: gives an engine anew that was stopped because a query went on.
    """
    outcomes = {name: Outcome() for name in engines}
    current = dict(engines)
    expected: Rows | None = None
    for name, outcome in outcomes.items():
        expected = _warmed_up(question, current[name], outcome, limit_s, expected)
        if outcome.problem.startswith("over"):
            current[name] = restarted(name)
    for turn in range(runs):
        for name, outcome in outcomes.items():
            if not outcome.problem and turn * outcome.first_ms <= _PATIENCE_MS:
                _ask_again(question, current[name], outcome, limit_s)
    return outcomes


def _warmed_up(
    question: Question, engine: Running, outcome: Outcome, limit_s: float, expected: Rows | None
) -> Rows | None:
    try:
        fetched = engine.ask(question.text, limit_s)
        rows = rows_of(fetched.body, media_type(question.text))
    except TookTooLong:
        outcome.problem = f"over {limit_s:.0f} s"
    except (Refused, ValueError) as error:
        outcome.problem = " ".join(str(error).split())[:200]
    else:
        outcome.first_ms = fetched.elapsed_ms
        outcome.rows, outcome.size_bytes = rows.total(), len(fetched.body)
        if expected is None:
            return rows
        outcome.differs = difference(rows, expected)
    return expected


def _ask_again(question: Question, engine: Running, outcome: Outcome, limit_s: float) -> None:
    try:
        outcome.runs_ms.append(engine.ask(question.text, limit_s).elapsed_ms)
    except TookTooLong:
        outcome.runs_ms.append(limit_s * 1000)
    except Refused as error:
        outcome.problem = str(error)[:200]


def lookups(engine: Running, many: int, *, count: int, limit_s: float) -> float:
    """The median time of a look-up of an entity, in milliseconds, over as many different entities.

    Raises:
        Refused, TookTooLong: a look-up failed.
    """
    step = max(many // count, 1)
    texts = [_ENTITY.format(number=number * step) for number in range(count)]
    return median(engine.ask(text, limit_s).elapsed_ms for text in texts)


def update_rates(
    engine: Running, *, singles: int, batches: int, batch: int
) -> Iterator[tuple[str, float | list[float]]]:
    """How many updates of one triple, and how many triples in batches, are carried out each second.

    Those of one triple come one after another, and are told of tenth by tenth as well.
    """
    if engine.update is None:
        return
    with suppress(Refused, TookTooLong):
        spent = [engine.update(_INSERT.format(number=number), _UPDATE_LIMIT_S) for number in range(singles)]
        tenths = [spent[singles * place // 10 : singles * (place + 1) // 10] for place in range(10)]
        rates = [len(tenth) / sum(tenth) * 1000 for tenth in tenths if tenth]
        yield "updates", singles
        yield "updates_per_s", singles / sum(spent) * 1000
        yield "updates_per_s_by_tenth", rates
        yield "updates_per_s_at_worst", min(rates)
        spent = [engine.update(_batch(number, batch), _UPDATE_LIMIT_S) for number in range(batches)]
        yield "batched_triples_per_s", batches * batch / sum(spent) * 1000


def _batch(number: int, size: int) -> str:
    lines = [_NEW.format(number=f"{number}-{line}") for line in range(size)]
    return "INSERT DATA {\n" + "\n".join(lines) + "\n}"

"""What a measure gives: numbers, and the method in full, so that they can be read and repeated."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from importlib import import_module
from types import MappingProxyType
from typing import Any

from graph.terms import local_name, shorten

__all__ = ["MOST_SHOWN", "Method", "Number", "Result"]

Number = int | float
_NONE: Mapping[str, Number] = MappingProxyType({})
_SMALL = 30
_SHOWN = 10
MOST_SHOWN = 20
"""How many scores a table of them shows."""
_NAMES = MappingProxyType(
    {"at": "day", "is_exact": "exact", "is_weighted": "weighted", "is_directed": "directed"}
    | {"elapsed_ms": "milliseconds", "query_hash": "query"}
)


@dataclass(frozen=True, slots=True)
class Method:
    """How numbers came about; always complete.

    Attributes:
        measure: label of the measure.
        parameters: (name, value) of every option that the measure takes, given or by default.
        nodes: nodes in the network.
        ties: edges in the network, parallel ones counted each.
        pairs: edges of the graph that was measured.
        projection: how that graph was made from the network.
        direction: how the direction of ties was treated, in words.
        weights: how weights were treated.
        loops: ties of a node with itself, which a projection to pairs leaves out.
        components: how parts without a tie to each other were treated, in words.
        at: the day the network is shown for; None is all time.
        window: the first and last day it is shown for; None is all time.
        statuses: statuses of the ties included, as IRIs, sorted.
        steps: filters and projections applied, in words.
        is_exact: False where the numbers are estimates from a sample.
        sample: how many sources were sampled; 0 where exact.
        sampled: what was sampled, in the singular.
        seed: seed of the random choices; None where there are none.
        guarantee: what is known about the error of an estimate, in words; empty where exact.
        error: the bound on the absolute error of every score; None where there is none, 0 where exact.
        confidence: the probability with which that bound holds for all scores at once.
        notes: what else a reader must know.
        kernel: software and version.
        elapsed_ms: wall-clock time, in milliseconds.
        snapshot: the dataset's state.
        query_hash: SHA-256 of the query behind the network.
    """

    measure: str
    parameters: tuple[tuple[str, "Number | str"], ...]
    nodes: int
    ties: int
    pairs: int
    projection: str
    direction: str
    weights: str
    loops: int
    components: str
    at: date | None
    window: tuple[date, date] | None
    statuses: tuple[str, ...]
    steps: tuple[str, ...]
    is_exact: bool
    sample: int
    sampled: str
    seed: int | None
    guarantee: str
    error: float | None
    confidence: float | None
    notes: tuple[str, ...]
    kernel: str
    elapsed_ms: float
    snapshot: str
    query_hash: str

    @property
    def warnings(self) -> tuple[str, ...]:
        """What should make a reader careful, in words."""
        if self.nodes == 0:
            return ("The network is empty: there is nothing to measure.",)
        if self.nodes < _SMALL:
            return (f"{_count(self.nodes, 'node')}: rankings of a network this small say little.",)
        return ()

    def sentence(self) -> str:
        """The method in words, for a caption."""
        parts = [
            f"{self.measure} on {_count(self.nodes, 'node')} and {_count(self.ties, 'tie')}",
            self.projection,
            self.direction,
            self.weights,
            *([self.components] if self.components else []),
            *(["all time"] if self.at is None and self.window is None else []),
            *self.steps,
            f"statuses: {', '.join(local_name(iri) or 'unknown' for iri in self.statuses) or 'none'}",
            "exact" if self.is_exact else self._estimate(),
            *([f"seed {self.seed}"] if self.seed is not None else []),
            *self.notes,
            self.kernel,
            f"snapshot {self.snapshot or 'none'}",
            *([f"query {self.query_hash[:12]}"] if self.query_hash else []),
        ]
        return "; ".join(parts) + "."

    def _estimate(self) -> str:
        return f"estimated from {_count(self.sample, self.sampled)} ({self.guarantee})"

    def facts(self) -> tuple[tuple[str, str], ...]:
        """The method for a table: what, and how; what says nothing is left out."""
        found = ((_words(name), _told(value)) for name, value in self.document().items())
        return tuple((name, told) for name, told in found if told)

    def document(self) -> dict[str, Any]:
        """The method for machines: every attribute by its name, ready for JSON."""
        values = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        days = {"at": _day(self.at), "window": self.window and [_day(day) for day in self.window]}
        lists = {name: list(getattr(self, name)) for name in ("statuses", "steps", "notes")}
        return values | lists | days | {"parameters": dict(self.parameters)}


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """The numbers of one measure on one network.

    Attributes:
        measure: its name, a key of `MEASURES`.
        scores: (id, value) of nodes or edges, most telling first (mostly by value descending), then by id;
            empty for a measure of the whole.
        summary: numbers about the whole network, by name.
        parts: what a score is made of: part name → id → value.
        method: how they came about.
        labels: node id → what people call it, of the nodes whose scores a table shows.
    """

    measure: str
    scores: tuple[tuple[str, Number], ...]
    method: Method
    summary: Mapping[str, Number] = field(default_factory=lambda: _NONE)
    parts: Mapping[str, Mapping[str, Number]] = field(default_factory=lambda: MappingProxyType({}))
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, name: str) -> Number | None:
        """The score of a node or edge; None where it has none."""
        return dict(self.scores).get(name)

    def __repr__(self) -> str:
        told = [f"{shorten(name)} {value:.4g}" for name, value in self.scores[:_SHOWN]]
        rest = len(self.scores) - len(told)
        numbers = [f"{name} {value:.4g}" for name, value in self.summary.items()]
        lines = (*told, *([f"… and {rest:,} more"] if rest else []), *numbers)
        return "\n".join([f"<{self.measure}>", *(f"  {line}" for line in lines)])

    def _repr_html_(self) -> str:
        return str(import_module("graph.network.faces").result_html(self))


def _words(name: str) -> str:
    return _NAMES.get(name, name.replace("_", " "))


def _told(value: Any) -> str:
    """A value of a method in words; empty where it says nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{_words(name)} {_told(each) or 'none'}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(local_name(each) or each for each in value)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

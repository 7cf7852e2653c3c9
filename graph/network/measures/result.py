"""What a measure gives: numbers, and the method in full, so that they can be read and repeated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from graph.terms import local_name

__all__ = ["Method", "Number", "Result"]

Number = int | float
_NONE: Mapping[str, Number] = MappingProxyType({})
_SMALL = 30


@dataclass(frozen=True, slots=True)
class Method:
    """How numbers came about; always complete.

    Attributes:
        measure: label of the measure.
        nodes: nodes in the network.
        ties: edges in the network, parallel ones counted each.
        pairs: edges of the graph that was measured.
        projection: how that graph was made from the network.
        direction: how the direction of ties was treated, in words.
        weights: how weights were treated.
        at: the day the network is shown for; None is all time.
        statuses: statuses of the ties included, as IRIs, sorted.
        steps: filters and projections applied, in words.
        is_exact: False where the numbers are estimates from a sample.
        sample: how many sources were sampled; 0 where exact.
        seed: seed of the random choices; None where there are none.
        guarantee: what is known about the error of an estimate; empty where exact.
        notes: what else a reader must know.
        kernel: software and version.
        elapsed_ms: wall-clock time, in milliseconds.
        snapshot: the dataset's state.
        query_hash: SHA-256 of the query behind the network.
    """

    measure: str
    nodes: int
    ties: int
    pairs: int
    projection: str
    direction: str
    weights: str
    at: date | None
    statuses: tuple[str, ...]
    steps: tuple[str, ...]
    is_exact: bool
    sample: int
    seed: int | None
    guarantee: str
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
            *(["all time"] if self.at is None else []),
            *self.steps,
            f"statuses: {', '.join(local_name(iri) or 'unknown' for iri in self.statuses) or 'none'}",
            "exact" if self.is_exact else f"estimated from {self.sample} sampled nodes ({self.guarantee})",
            *([f"seed {self.seed}"] if self.seed is not None else []),
            *self.notes,
            self.kernel,
            f"snapshot {self.snapshot or 'none'}",
            *([f"query {self.query_hash[:12]}"] if self.query_hash else []),
        ]
        return "; ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class Result:
    """The numbers of one measure on one network.

    Attributes:
        measure: its name, a key of `MEASURES`.
        scores: (id, value) of nodes or edges, most telling first (mostly by value descending), then by id;
            empty for a measure of the whole.
        summary: numbers about the whole network, by name.
        parts: what a score is made of: part name → id → value.
        method: how they came about.
    """

    measure: str
    scores: tuple[tuple[str, Number], ...]
    method: Method
    summary: Mapping[str, Number] = field(default_factory=lambda: _NONE)
    parts: Mapping[str, Mapping[str, Number]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, name: str) -> Number | None:
        """The score of a node or edge; None where it has none."""
        return dict(self.scores).get(name)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

"""What the quads are like, predicate by predicate, for those who plan queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["PredicateStatistics", "Statistics"]


@dataclass(frozen=True, slots=True)
class PredicateStatistics:
    """One predicate, or all of them together, in all graphs.

    Attributes:
        quads: how many quads have it.
        subjects: how many distinct subjects they have, about.
        objects: how many distinct objects they have, about.
        subject_tags: mask of the tags of their subjects; may hold tags that are gone, never lacks one.
        object_tags: the same of their objects.
        repeats: how many of the quads repeat a triple that an earlier graph holds.
    """

    quads: int = 0
    subjects: int = 0
    objects: int = 0
    subject_tags: int = 0
    object_tags: int = 0
    repeats: int = 0


_NOTHING = PredicateStatistics()


@dataclass(frozen=True, slots=True)
class Statistics:
    """The statistics of a snapshot.

    Attributes:
        total: of all quads; its ``subjects`` and ``objects`` are sums over the predicates.
        by_predicate: id of the predicate → its statistics.
        graphs: how many named graphs there are.
    """

    total: PredicateStatistics = _NOTHING
    by_predicate: Mapping[int, PredicateStatistics] = field(default_factory=dict)
    graphs: int = 0

    def of(self, predicate: int | None) -> PredicateStatistics:
        """Of one predicate, by its id; None stands for any."""
        return self.total if predicate is None else self.by_predicate.get(predicate, _NOTHING)

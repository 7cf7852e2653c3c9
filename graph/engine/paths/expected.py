"""What the pairs of a path are expected to be like, from the statistics of its predicates."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from operator import or_

from graph.engine.paths.forms import Chain, Choice, Form, Repeated, Step
from graph.store.statistics import PredicateStatistics, Statistics

__all__ = ["expected"]

_GROWTH = 4
"""How many pairs a repetition is taken to give for each edge."""


def expected(form: Form, statistics: Statistics) -> PredicateStatistics:
    """The pairs as if they were the triples of one predicate; tags are complete, numbers are guesses."""
    match form:
        case Step():
            return _of_step(form, statistics)
        case Choice(parts):
            return _sum(expected(part, statistics) for part in parts)
        case Chain(parts):
            ends = [expected(part, statistics) for part in parts]
            return replace(
                ends[0],
                quads=max(each.quads for each in ends),
                objects=ends[-1].objects,
                object_tags=ends[-1].object_tags,
            )
        case Repeated(part, is_optional, is_once):
            once = expected(part, statistics)
            often = once if is_once else replace(once, quads=once.quads * _GROWTH)
            return _sum((often, _nodes(statistics))) if is_optional else often


def _of_step(step: Step, statistics: Statistics) -> PredicateStatistics:
    known = statistics.by_predicate
    chosen = known.keys() - step.predicates if step.is_negated else known.keys() & step.predicates
    found = _sum(map(statistics.of, chosen))
    if not step.is_backward:
        return found
    return PredicateStatistics(
        found.quads, found.objects, found.subjects, found.object_tags, found.subject_tags, found.repeats
    )


def _nodes(statistics: Statistics) -> PredicateStatistics:
    """Each subject and object with itself."""
    total = statistics.total
    number, tags = total.subjects + total.objects, total.subject_tags | total.object_tags
    return PredicateStatistics(number, number, number, tags, tags)


def _sum(several: Iterable[PredicateStatistics]) -> PredicateStatistics:
    them = list(several)

    def total(value: Callable[[PredicateStatistics], int]) -> int:
        return sum(map(value, them))

    def either(value: Callable[[PredicateStatistics], int]) -> int:
        return reduce(or_, map(value, them), 0)

    return PredicateStatistics(
        total(lambda each: each.quads),
        total(lambda each: each.subjects),
        total(lambda each: each.objects),
        either(lambda each: each.subject_tags),
        either(lambda each: each.object_tags),
    )

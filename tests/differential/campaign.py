"""Many generated questions, each answered by the columnar engine and by the reference.

``python -m tests.differential.campaign 1000 7`` asks 1,000 questions from seed 7 on and prints what differs,
cut down to the part that differs.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from graph.errors import QuerySyntaxError
from graph.sparql import parse_query
from graph.terms import BlankNode, Quad, n3
from tests.differential.compare import verdict
from tests.differential.data import quads
from tests.differential.draw import Draw
from tests.differential.known import resolved
from tests.differential.parts import Part, plain_text_of, shrunk, text_of
from tests.differential.queries import PROLOGUE, Question, names_of, question, seen
from tests.differential.reference import Reference
from tests.differential.subject import Subject

__all__ = ["Campaign", "Difference", "campaign", "main"]

_QUESTIONS_A_DATASET = 50


@dataclass(frozen=True, slots=True)
class Difference:
    """A question on which the engines differ, cut down, and how they do."""

    seed: int
    text: str
    is_union: bool
    quads: tuple[Quad, ...]
    verdict: str

    def __str__(self) -> str:
        union = " (all graphs as the default graph)" if self.is_union else ""
        data = "\n".join(f"  {' '.join(n3(term) for term in quad if term)} ." for quad in self.quads)
        return f"seed {self.seed}{union}\n{self.text}\n{data}\n{self.verdict}\n"


@dataclass(frozen=True, slots=True)
class Sides:
    """Both engines on one dataset, and what of it the question in hand may see."""

    subject: Subject
    reference: Reference
    sight: Sequence[Quad]


@dataclass(slots=True)
class Campaign:
    """What came out.

    Attributes:
        counts: how many questions were answered alike, were answered by rows, …
        differences: what differed.
    """

    counts: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)


def campaign(number: int, *, first: int = 0, most: int = 5, is_cut: bool = True) -> Campaign:
    """Ask so many questions, or until so many differ.

    Args:
        number: how many questions.
        first: the first seed; each batch of questions on one dataset has the next.
        most: stop after so many differences.
        is_cut: cut each difference down; takes a few hundred further questions.
    """
    found = Campaign()
    reference = Reference()
    try:
        for seed in range(first, first + -(-number // _QUESTIONS_A_DATASET)):
            _ask_batch(seed, reference, found, most, is_cut=is_cut)
            if len(found.differences) >= most:
                break
    finally:
        reference.close()
    return found


def _ask_batch(seed: int, reference: Reference, found: Campaign, most: int, *, is_cut: bool) -> None:
    random = Random(seed)
    is_ill_typed, is_blank_free = seed % 4 == 1, seed % 3 == 0
    data = quads(random, is_ill_typed=is_ill_typed)
    if is_blank_free:
        data = tuple(each for each in data if not any(isinstance(term, BlankNode) for term in each))
    subject = Subject(data)
    sights: dict[object, tuple[Quad, ...]] = {}
    for _ in range(_QUESTIONS_A_DATASET):
        asked = question(Draw(random, is_blank_free, is_ill_typed))
        key = (asked.default, asked.named, asked.is_union)
        sight = sights.setdefault(key, seen(asked, data))
        wrong = _judged(asked, asked.tree, Sides(subject, reference, sight), found.counts)
        if wrong:
            differing = Difference(seed, "", asked.is_union, data, wrong)
            found.differences.append(_cut(differing, asked, reference) if is_cut else differing)
        if len(found.differences) >= most:
            return


def _judged(asked: Question, tree: Part, sides: Sides, counts: Counter[str]) -> str:
    """Nothing where both answer alike, or where one can't be asked."""
    full = PROLOGUE + text_of(tree).replace("§", asked.clauses)
    try:
        parse_query(full)
    except QuerySyntaxError:
        counts["not a query"] += 1
        return ""
    plain = plain_text_of(tree, names_of(sides.sight)).replace("§", "")
    theirs = sides.reference.ask(sides.sight, PROLOGUE + plain)
    if theirs.kind in {"large", "nothing", "error"}:
        counts[f"reference: {theirs.kind}"] += 1
        return ""
    ours = sides.subject.ask(full, is_union=asked.is_union)
    wrong = verdict(ours, theirs, is_ordered="ORDER BY" in full.rpartition("}")[2])
    if wrong and ours.kind != "error" and (known := resolved(full)):
        counts[f"resolved: {known.reason}"] += 1
        return ""
    counts["differs" if wrong else f"alike: {theirs.kind}, {'some' if theirs.rows else 'none'}"] += 1
    return wrong


def _cut(found: Difference, asked: Question, reference: Reference) -> Difference:
    """The same difference on fewer quads by a shorter query."""

    def wrong(tree: Part, data: tuple[Quad, ...]) -> str:
        sides = Sides(Subject(data), reference, seen(asked, data))
        return _judged(asked, tree, sides, Counter())

    tree = shrunk(asked.tree, lambda some: bool(wrong(some, found.quads)))
    data = _fewer(found.quads, lambda some: bool(wrong(tree, some)))
    full = text_of(tree).replace("§", asked.clauses)
    return Difference(found.seed, full, found.is_union, data, wrong(tree, data) or found.verdict)


def _fewer(data: tuple[Quad, ...], still_fails: Callable[[tuple[Quad, ...]], bool]) -> tuple[Quad, ...]:
    size = max(1, len(data) // 2)
    while size:
        for candidate in list(_without(data, size)):
            if still_fails(candidate):
                data = candidate
                break
        else:
            size //= 2
    return data


def _without(data: tuple[Quad, ...], size: int) -> Iterator[tuple[Quad, ...]]:
    for start in range(0, len(data), size):
        yield data[:start] + data[start + size :]


def main() -> int:
    """Run from the command line."""
    number, first = (*map(int, sys.argv[1:3]), 0)[:2]
    found = campaign(number, first=first)
    for each in found.differences:
        sys.stdout.write(f"{each}\n")
    for name, count in sorted(found.counts.items()):
        sys.stdout.write(f"{count:>7} {name}\n")
    return 1 if found.differences else 0


if __name__ == "__main__":
    sys.exit(main())

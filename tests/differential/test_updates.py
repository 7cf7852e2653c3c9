"""Sequences of updates, held against a Python set of quads and against the reference engine."""

from random import Random

import pytest

from graph.terms import BlankNode, Quad
from tests.differential.changes import request
from tests.differential.compare import verdict
from tests.differential.data import quads
from tests.differential.draw import Draw
from tests.differential.known import resolved
from tests.differential.model import change
from tests.differential.parts import plain_text_of, text_of
from tests.differential.reference import Reference
from tests.differential.soundness import flaws
from tests.differential.subject import Subject


def _without_blanks(random: Random) -> frozenset[Quad]:
    return frozenset(each for each in quads(random) if not any(isinstance(t, BlankNode) for t in each))


def _follow_model(seed: int, steps: int) -> None:
    random = Random(f"model {seed}")
    held = _without_blanks(random)
    subject = Subject(tuple(held))
    for _ in range(steps):
        changes = [change(Draw(random)) for _ in range(random.choice((1, 1, 1, 3)))]
        text = " ;\n".join(each.text for each in changes)
        before = held
        for each in changes:
            held = each.apply(held)

        found = subject.change(text)

        assert found.kind == "quads", (text, found.note)
        assert set(found.rows) == held, (seed, text, before)
        assert len(found.rows) == len(held), text
        assert flaws(subject.store) == [], text


def _follow_reference(seed: int, steps: int, reference: Reference) -> int:
    random = Random(f"reference {seed}")
    held = quads(random)
    subject = Subject(held)
    applied = 0
    for _ in range(steps):
        graphs = sorted({each.graph.value for each in held if each.graph})
        tree = request(Draw(random), graphs)
        text = text_of(tree)
        wanted = reference.change(held, plain_text_of(tree, [f"<{name}>" for name in graphs]))
        if wanted.kind != "quads" or resolved(text):
            continue

        found = subject.change(text)

        assert verdict(found, wanted) == "", (seed, text, held)
        assert flaws(subject.store) == [], text
        held = tuple(Quad(*row) for row in wanted.rows)  # type: ignore[arg-type]
        applied += 1
    return applied


@pytest.mark.parametrize("seed", range(6))
def test_simple_updates_do_what_sets_do(seed: int) -> None:
    """After each request the dataset holds the quads that the set holds."""
    _follow_model(seed, 15)


@pytest.mark.parametrize("seed", range(6))
def test_updates_do_what_the_reference_does(seed: int) -> None:
    """After each request both engines hold the same quads, blank nodes up to renaming."""
    reference = Reference()
    try:
        assert _follow_reference(seed, 12, reference) > 6
    finally:
        reference.close()


@pytest.mark.slow
def test_long_sequences_of_simple_updates_do_what_sets_do() -> None:
    """The same over 2,000 requests."""
    for seed in range(100, 120):
        _follow_model(seed, 100)


@pytest.mark.slow
def test_long_sequences_do_what_the_reference_does() -> None:
    """The same over 1,500 requests."""
    reference = Reference()
    try:
        assert sum(_follow_reference(seed, 15, reference) for seed in range(100, 200)) > 1000
    finally:
        reference.close()

"""Queries that must agree among themselves, on generated data."""

from collections import Counter
from random import Random

import pytest

from graph.errors import QuerySyntaxError
from graph.sparql import parse_query
from tests.differential.data import quads
from tests.differential.draw import Draw
from tests.differential.laws import LAWS
from tests.differential.queries import PROLOGUE
from tests.differential.subject import Subject

_SEEDS = 12


def _check(law: str, seed: int, queries: int) -> int:
    """Hold the engine to a law on one dataset; gives how many queries had solutions."""
    random = Random(f"{law} {seed}")
    data = quads(random)
    subject = Subject(data)
    answered = 0
    for _ in range(queries):
        texts = [PROLOGUE + text for text in LAWS[law](Draw(random))]
        if not all(map(_is_query, texts)):
            continue
        is_union = random.random() < 0.3
        replies = [subject.ask(text, is_union=is_union) for text in texts]
        assert all(reply.kind == "rows" for reply in replies), (texts, [reply.note for reply in replies])
        whole, *parts = (Counter(reply.rows) for reply in replies)
        assert whole == sum(parts, Counter()), (texts, is_union, data)
        answered += bool(whole)
    return answered


def _is_query(text: str) -> bool:
    """Whether what chance has put together keeps the notes of the grammar: no name made twice."""
    try:
        parse_query(text)
    except QuerySyntaxError:
        return False
    return True


@pytest.mark.parametrize("law", LAWS)
def test_law_holds(law: str) -> None:
    """The solutions of one query are those of others together."""
    assert sum(_check(law, seed, 2) for seed in range(_SEEDS)) > 0


@pytest.mark.slow
@pytest.mark.parametrize("law", LAWS)
def test_law_holds_on_much_data(law: str) -> None:
    """The same over many more datasets and queries."""
    assert sum(_check(law, seed, 10) for seed in range(100, 120)) > 20

"""ASK by a look at a few solutions before all are looked for."""

from collections.abc import Callable
from itertools import product

import pytest

from graph.answer import Truth
from graph.dataset import Dataset
from graph.engine import answering, atoms, sample
from graph.engine.asking import Asked
from graph.engine.relation import Relation

Make = Callable[..., Dataset]

_DATA = " ".join(
    f"<x:a{n}> <x:p> <x:b{n % 3}>, {n} ; <x:q> <x:c{n % 2}> . <x:g> {{ <x:a{n}> <x:r> <x:a{n + 1}> }}"
    for n in range(8)
)
_WHERE = (
    "?s <x:p> ?o ; <x:q> <x:c0>",
    "?s <x:p> ?o . ?o <x:q> ?any",
    "?s <x:p> 7 ; <x:q> ?o",
    "?s <x:p> 7 ; <x:q> <x:c0>",
    "?s ?p ?o . ?s <x:r> ?t . ?t <x:p> 7",
    "?s <x:r>+ ?t . ?t <x:q> <x:c1>",
    "?s <x:p> ?o ; <x:q> ?c . FILTER(?o > 6)",
    "?s <x:p> ?o . MINUS { ?s <x:q> <x:c0> }",
    "?s <x:p> ?o OPTIONAL { ?s <x:r> ?t } FILTER(!BOUND(?t))",
    "GRAPH ?g { ?s <x:r> ?t . ?t <x:r> <x:a8> }",
)
_FROM = ("", "FROM <x:g>", "FROM NAMED <x:g>")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Relation]:
    """What was asked for a first solution, in turn."""
    relations, real = list[Relation](), answering._has_any  # noqa: SLF001 - what asks

    def noted(begun: Asked, relation: Relation) -> bool:
        relations.append(relation)
        return real(begun, relation)

    monkeypatch.setattr(answering, "_has_any", noted)
    return relations


def _is_true(dataset: Dataset, query: str) -> bool:
    found = dataset.query(query)
    assert isinstance(found, Truth)
    return found.value


@pytest.mark.parametrize("is_union", [True, False])
def test_a_sample_says_what_all_solutions_say(
    columns: Make,
    monkeypatch: pytest.MonkeyPatch,
    asked: list[Relation],
    *,
    is_union: bool,
) -> None:
    """However small it is, and whether or not it has a solution."""
    dataset = columns(_DATA, is_union=is_union)
    queries = [f"ASK {of} {{ {where} }}" for of, where in product(_FROM, _WHERE)]

    expected = [_is_true(dataset, query) for query in queries]
    asked_before = len(asked)
    monkeypatch.setattr(sample, "_MANY", 0)
    monkeypatch.setattr(sample, "_LIKELY", 0.0)
    monkeypatch.setattr(atoms, "FEW", 1)
    # Other texts, so that no plan is remembered.
    found = [_is_true(dataset, f"{query} #") for query in queries]

    assert found == expected
    assert set(expected) == {True, False}
    assert asked_before == len(queries)
    assert len(asked) > asked_before + len(queries)


def test_many_solutions_are_not_looked_for(columns: Make, asked: list[Relation]) -> None:
    """Where some are likely among the first few triples, only these are joined."""
    dataset = columns(" ".join(f"<x:a{n}> <x:p> <x:b{n % 7}> ; <x:q> {n % 5} ." for n in range(1_200)))

    assert _is_true(dataset, "ASK { ?s <x:p> ?o ; <x:q> ?number }")
    assert len(asked) == 1
    assert f"LIMIT {atoms.FEW}" in asked[0].sql

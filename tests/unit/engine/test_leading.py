"""The first solutions of an order, chosen before the rest is computed, are those of the whole order."""

from collections.abc import Callable

import pytest

from graph.dataset import Dataset
from graph.engine import leading

Make = Callable[..., Dataset]

_TIES = """
    <x:a> <x:n> 3 ; <x:m> 2 . <x:b> <x:n> 3 ; <x:m> 0 . <x:c> <x:n> 2.50 ; <x:m> 4 . <x:d> <x:n> 1 .
    <x:e> <x:n> 3.0 ; <x:m> 1 . <x:f> <x:n> "text" ; <x:m> 1 . <x:g> <x:m> 5 . <x:h> <x:n> 10 ; <x:m> 3 .
    <x:i> <x:n> true . <x:j> <x:n> 1e0 ; <x:m> 2 .
"""
_PATTERNS = (
    "?s <x:n> ?n",
    "?s <x:m> ?m OPTIONAL { ?s <x:n> ?n }",
    "?s <x:n> ?n . ?s <x:m> ?m BIND(?n / ?m AS ?q)",
    "?s <x:n> ?n . ?s <x:m> ?m BIND(CONCAT(STR(?n), STR(?m)) AS ?q)",
    "?s <x:m> ?m FILTER(isNumeric(?m)) BIND(?m * 2 AS ?n) BIND(?n AS ?q)",
    "{ SELECT ?s (COUNT(*) AS ?n) (SUM(?x) AS ?q) (0 AS ?m) { ?s ?p ?x } GROUP BY ?s }",
)
_ORDERS = (
    "?n ?s",
    "DESC(?n) ?s",
    "?q DESC(?s)",
    "DESC(?n / ?m) ?s",
    "DESC(?m) DESC(?q) ?s",
    "DESC(?m + 1) ?s",
)


@pytest.mark.parametrize("pattern", _PATTERNS)
@pytest.mark.parametrize("order", _ORDERS)
@pytest.mark.parametrize("bounds", ["LIMIT 1", "LIMIT 3", "LIMIT 3 OFFSET 2", "LIMIT 100"])
def test_chosen_ones_are_the_first_of_the_whole_order(
    columns: Make, monkeypatch: pytest.MonkeyPatch, pattern: str, order: str, bounds: str
) -> None:
    """Ties, unbound keys, errors, offsets and computed keys make no difference."""
    monkeypatch.setattr(leading, "_FEW", -1)
    first, _, offset = bounds.partition(" OFFSET ")
    count, start = int(first.split()[1]), int(offset or 0)
    dataset = columns(_TIES)
    query = f"SELECT ?s ?n ?m ?q {{ {pattern} }} ORDER BY {order}"

    whole = dataset.table(query).rows
    chosen = dataset.table(f"{query} {bounds}").rows

    assert chosen == whole[start : start + count]


def test_only_candidates_meet_the_dictionary(columns: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of those that can't be among the first are not looked up."""
    monkeypatch.setattr(leading, "_FEW", -1)
    dataset = columns(" ".join(f"<x:s{number}> <x:n> {number} ." for number in range(100)))

    steps = dataset.explain("SELECT ?s { ?s <x:n> ?n } ORDER BY DESC(?n) ?s LIMIT 2").steps

    looked_up = [step.rows for step in steps if "join" in step.name and "id" in step.detail]
    assert looked_up
    assert max(looked_up) <= 2


def test_what_chance_decides_is_computed_once(columns: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """An order by RAND() that is also shown is the order of what is shown."""
    monkeypatch.setattr(leading, "_FEW", -1)
    dataset = columns(" ".join(f"<x:s{number}> <x:n> {number} ." for number in range(50)))

    rows = dataset.table("SELECT (RAND() AS ?r) { ?s <x:n> ?n } ORDER BY ?r LIMIT 20").rows

    shown = [float(cell.value) for (cell,) in rows]  # type: ignore[union-attr]
    assert shown == sorted(shown)

"""A LIMIT is met in time, whatever part of a query the database reads twice."""

from collections.abc import Callable

import pytest

from graph.answer import Truth
from graph.dataset import Dataset
from graph.sparql import Circumstances

Make = Callable[..., Dataset]

_SIDE = 700
_PAIRS = "?one <x:in> ?a . ?other <x:in> ?b"
_HIGHER = f"{_PAIRS} OPTIONAL {{ ?one <x:in> ?c FILTER(?c > ?b) }}"
_GIVEN = Circumstances(time_s=20)


@pytest.fixture(scope="module")
def many() -> Dataset:
    """A dataset in which a product of two patterns has half a million solutions."""
    dataset = Dataset.in_memory(is_union=False)
    lines = "".join(f"<x:{number}> <x:in> {number % 7} . " for number in range(_SIDE))
    dataset.update(f"INSERT DATA {{ {lines} }}")
    return dataset


@pytest.mark.parametrize(
    ("bounds", "count"), [("LIMIT 3", 3), ("LIMIT 3 OFFSET 2", 3), ("LIMIT 5000", 5000), ("OFFSET 489998", 2)]
)
def test_part_of_solutions_with_a_compared_optional_is_found(many: Dataset, bounds: str, count: int) -> None:
    """An OPTIONAL whose filter sees both sides is the pairs, and the solutions that are in none."""
    found = many.query(f"SELECT ?one ?other ?c {{ {_HIGHER} }} {bounds}", given=_GIVEN)

    assert len(found.rows) == count  # type: ignore[union-attr]


def test_one_of_such_solutions_is_enough_for_ask(many: Dataset) -> None:
    """ASK comes to an end too."""
    found = many.query(f"ASK {{ {_HIGHER} }}", given=_GIVEN)

    assert isinstance(found, Truth)
    assert found.value


def test_first_of_many_groups_are_found(many: Dataset) -> None:
    """The first ones of an order are chosen among half a million groups."""
    query = (
        f"SELECT ?one ?other (COUNT(*) AS ?n) {{ {_PAIRS} }} GROUP BY ?one ?other"
        " ORDER BY DESC(?n) ?one ?other LIMIT 3"
    )

    found = many.query(query, given=_GIVEN)

    ends = [(row[0].value, row[1].value) for row in found.rows]  # type: ignore[union-attr]
    assert ends == [("x:0", "x:0"), ("x:0", "x:1"), ("x:0", "x:10")]


def test_few_of_a_huge_product_are_found_at_once(many: Dataset) -> None:
    """A variable that is unbound on one side joins with everything; only what is asked for is made."""
    query = (
        f"SELECT * {{ {{ {_PAIRS} OPTIONAL {{ ?one <x:out> ?c }} }}"
        f" {{ ?c <x:in> ?d . ?third <x:in> ?e }} }} LIMIT 3"
    )

    found = many.query(query, given=_GIVEN)

    assert len(found.rows) == 3  # type: ignore[union-attr]
